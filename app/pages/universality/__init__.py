"""The Universality page: steps, bumps and towers built by hand, then gradient descent."""

from __future__ import annotations

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.page import Page, PageInfo
from engine.commands.command import SendCommand


def _make_view(send: SendCommand, theme: Theme) -> Page:
    from app.pages.universality.view import UniversalityPage

    return UniversalityPage(send, theme)


PAGE = PageInfo(
    id="universality",
    title=mark("Universality"),
    chapter=4,
    simulation="universality",
    hint=mark("Drag the bars, or a wire. Match the blue line."),
    make_view=_make_view,
    short=mark("Universal"),
)
