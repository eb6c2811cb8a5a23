"""The Backprop page: forward and backward pass of one example, number by number."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.page_info import HistoryYear, PageInfo, view_of

PAGE = PageInfo(
    id="backprop",
    title=mark("Backprop"),
    chapter=2,
    simulation="backprop",
    hint=mark("One example, there and back. Space leads on."),
    make_view=view_of(__name__, "BackpropPage"),
    linked_views=("builder",),
    history=(
        HistoryYear(
            1986,
            mark(
                "Rumelhart, Hinton and Williams make backpropagation known: one pass back "
                "gives the slope of the cost for every weight, and hidden neurons learn "
                "features."
            ),
        ),
    ),
    first_hint=(
        "backprop_next_button",
        mark("Click here again and again: one example goes there and back."),
    ),
)
