"""The Search page: hyper-parameters are hunted for, by machine and by hand."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.page_info import PageInfo, view_of

PAGE = PageInfo(
    id="search",
    title=mark("Search"),
    chapter=3,
    simulation="search",
    hint=mark("Press Play: every cell is a network. Then click a cell."),
    make_view=view_of(__name__, "SearchPage"),
    first_hint=(
        "play_button",
        mark("Press Play: every cell of the map becomes a network of its own."),
    ),
)
