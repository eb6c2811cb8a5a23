"""The Perceptrons page: weighted decision, gates wired by hand, sigmoid neuron, four bits."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.page_info import PageInfo, view_of

PAGE = PageInfo(
    id="perceptrons",
    title=mark("Perceptrons"),
    chapter=1,
    simulation="perceptrons",
    hint=mark("Weigh evidence. Wire gates. Make them smooth."),
    make_view=view_of(__name__, "PerceptronsPage"),
)
