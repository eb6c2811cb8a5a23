"""The Universality page: steps, bumps and towers built by hand, then gradient descent."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.page_info import HistoryYear, PageInfo, view_of

PAGE = PageInfo(
    id="universality",
    title=mark("Universality"),
    chapter=4,
    simulation="universality",
    hint=mark("Drag the bars, or a wire. Match the blue line."),
    make_view=view_of(__name__, "UniversalityPage"),
    short=mark("Universal"),
    history=(
        HistoryYear(
            1989,
            mark(
                "Cybenko, and independently Hornik, Stinchcombe and White, prove that one "
                "hidden layer with enough neurons comes as close as you like to any "
                "continuous function."
            ),
            "function",
            mark("Function"),
        ),
    ),
    first_hint=("universality_curve", mark("Drag a bar: two wires of the network follow.")),
)
