"""The Digits page: draw a digit, watch a network recognise it, train one."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.page_info import HistoryYear, PageInfo, view_of

PAGE = PageInfo(
    id="digits",
    title=mark("Digits"),
    chapter=1,
    simulation="digits",
    hint=mark("Draw a digit. Watch the network read it."),
    make_view=view_of(__name__, "DigitsPage"),
    history=(
        HistoryYear(
            1998,
            mark(
                "LeCun, Bottou, Bengio and Haffner read digits with convolutional networks "
                "and present the MNIST pictures, by which networks are compared to this day."
            ),
        ),
    ),
    first_hint=("drawing_pad", mark("Draw a digit here, with the mouse or a pen.")),
)
