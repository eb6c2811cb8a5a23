"""The Backprop page: forward and backward pass of one example, number by number."""

from __future__ import annotations

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.page import Page, PageInfo
from engine.commands.command import SendCommand


def _make_view(send: SendCommand, theme: Theme) -> Page:
    from app.pages.backprop.view import BackpropPage

    return BackpropPage(send, theme)


PAGE = PageInfo(
    id="backprop",
    title=mark("Backprop"),
    chapter=2,
    simulation="backprop",
    hint=mark("One example, there and back. Space leads on."),
    make_view=_make_view,
    linked_views=("builder",),
)
