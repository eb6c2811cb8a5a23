"""The Vanishing gradients page: speed of learning by layer, and ablations."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.page_info import PageInfo, view_of

PAGE = PageInfo(
    id="vanishing",
    title=mark("Vanishing gradients"),
    chapter=5,
    simulation="vanishing",
    hint=mark("Add a layer. Which one goes dark?"),
    make_view=view_of(__name__, "VanishingPage"),
    short=mark("Vanishing"),
)
