"""The Builder page: networks built from layers, trained on 2-D points or digits."""

from __future__ import annotations

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.page import Page, PageInfo
from engine.commands.command import SendCommand


def _make_view(send: SendCommand, theme: Theme) -> Page:
    from app.pages.builder.view import BuilderPage

    return BuilderPage(send, theme)


PAGE = PageInfo(
    id="builder",
    title=mark("Builder"),
    chapter=1,
    simulation="builder",
    hint=mark("Build a network. See what every neuron sees."),
    make_view=_make_view,
    linked_views=("digits",),
)
