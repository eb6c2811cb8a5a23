"""The Results page: every experiment of the book, its number beside ours."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.page_info import PageInfo, view_of

PAGE = PageInfo(
    id="results",
    title=mark("Results"),
    chapter=6,
    simulation="results",
    hint=mark("Choose an experiment: how near did we come to the book?"),
    make_view=view_of(__name__, "ResultsPage"),
    first_hint=(
        "results_tree",
        mark("Click an experiment: its card says where both numbers come from."),
    ),
)
