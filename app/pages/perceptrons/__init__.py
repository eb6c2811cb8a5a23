"""The Perceptrons page: weighted decision, gates wired by hand, sigmoid neuron, four bits."""

from __future__ import annotations

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.page import Page, PageInfo
from engine.commands.command import SendCommand


def _make_view(send: SendCommand, theme: Theme) -> Page:
    from app.pages.perceptrons.view import PerceptronsPage

    return PerceptronsPage(send, theme)


PAGE = PageInfo(
    id="perceptrons",
    title=mark("Perceptrons"),
    chapter=1,
    simulation="perceptrons",
    hint=mark("Weigh evidence. Wire gates. Make them smooth."),
    make_view=_make_view,
)
