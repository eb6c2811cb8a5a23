"""The Learning slow-down page: two neurons, the cross-entropy derived, softmax, activations."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.page_info import PageInfo, view_of

PAGE = PageInfo(
    id="slowdown",
    title=mark("Learning slow-down"),
    chapter=3,
    simulation="slowdown",
    hint=mark("Press Play. Then choose the milder start."),
    make_view=view_of(__name__, "SlowdownPage"),
    short=mark("Slow-down"),
    first_hint=("play_button", mark("Press Play: which of the two neurons learns first?")),
)
