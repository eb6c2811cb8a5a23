"""The Vanishing gradients page: speed of learning by layer, and ablations."""

from __future__ import annotations

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.page import Page, PageInfo
from engine.commands.command import SendCommand


def _make_view(send: SendCommand, theme: Theme) -> Page:
    from app.pages.vanishing.view import VanishingPage

    return VanishingPage(send, theme)


PAGE = PageInfo(
    id="vanishing",
    title=mark("Vanishing gradients"),
    chapter=5,
    simulation="vanishing",
    hint=mark("Add a layer. Which one goes dark?"),
    make_view=_make_view,
    short=mark("Vanishing"),
)
