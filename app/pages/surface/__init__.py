"""The Cost surface page: gradient descent as a ball that rolls downhill."""

from __future__ import annotations

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.page import Page, PageInfo
from engine.commands.command import SendCommand


def _make_view(send: SendCommand, theme: Theme) -> Page:
    from app.pages.surface.view import SurfacePage

    return SurfacePage(send, theme)


PAGE = PageInfo(
    id="surface",
    title=mark("Surface"),
    chapter=1,
    simulation="surface",
    hint=mark("Drop a ball. Gradient descent is how it rolls."),
    make_view=_make_view,
    linked_views=("builder", "digits"),
)
