"""The Cost surface page: gradient descent as a ball that rolls downhill."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.page_info import HistoryYear, PageInfo, view_of

PAGE = PageInfo(
    id="surface",
    title=mark("Surface"),
    chapter=1,
    simulation="surface",
    hint=mark("Drop a ball. Gradient descent is how it rolls."),
    make_view=view_of(__name__, "SurfacePage"),
    linked_views=("builder", "digits"),
    history=(
        HistoryYear(
            1951,
            mark(
                "Robbins and Monro prove that a search reaches its goal although every step "
                "rests on a noisy sample: the ground of stochastic gradient descent."
            ),
        ),
    ),
    first_hint=("play_button", mark("Press Play: the ball rolls down the cost.")),
)
