"""The Builder page: networks built from layers, trained on 2-D points or digits."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.page_info import PageInfo, view_of

PAGE = PageInfo(
    id="builder",
    title=mark("Builder"),
    chapter=1,
    simulation="builder",
    hint=mark("Build a network. See what every neuron sees."),
    make_view=view_of(__name__, "BuilderPage"),
    linked_views=("digits",),
    first_hint=("play_button", mark("Press Play: the network learns to part the points.")),
)
