"""Network builder: layers as cards, any small network, points of the plane."""

from __future__ import annotations

from app.page import Page, PageInfo
from app.theme import Theme
from app.translation import mark
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
    lenses=("digits",),
)
