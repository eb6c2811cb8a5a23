"""The Digits page: draw a digit, watch a network recognise it, train one."""

from __future__ import annotations

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.page import Page, PageInfo
from engine.commands.command import SendCommand


def _make_view(send: SendCommand, theme: Theme) -> Page:
    from app.pages.digits.view import DigitsPage

    return DigitsPage(send, theme)


PAGE = PageInfo(
    id="digits",
    title=mark("Digits"),
    chapter=1,
    simulation="digits",
    hint=mark("Draw a digit. Watch the network read it."),
    make_view=_make_view,
)
