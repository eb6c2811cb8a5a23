"""The Overfitting page: what was learned for good, and what by heart."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.page_info import PageInfo, view_of

PAGE = PageInfo(
    id="overfitting",
    title=mark("Overfitting"),
    chapter=3,
    simulation="overfitting",
    hint=mark("All training pictures right, and the test? Press λ 0.1."),
    make_view=view_of(__name__, "OverfittingPage"),
)
