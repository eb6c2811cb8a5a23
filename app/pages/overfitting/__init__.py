"""The Overfitting page: what was learned for good, and what by heart."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.page_info import HistoryYear, PageInfo, view_of

PAGE = PageInfo(
    id="overfitting",
    title=mark("Overfitting"),
    chapter=3,
    simulation="overfitting",
    hint=mark("All training pictures right, and the test? Press λ 0.1."),
    make_view=view_of(__name__, "OverfittingPage"),
    history=(
        HistoryYear(
            2012,
            mark(
                "Krizhevsky, Sutskever and Hinton win the ImageNet contest by a wide margin, "
                "with convolutions, ReLU, two graphics cards, and dropout against "
                "overfitting."
            ),
            "dropout",
            mark("Dropout"),
        ),
    ),
    first_hint=("lambda_0.1_button", mark("Click λ 0.1: the gap becomes smaller.")),
)
