"""The Cost surface page: gradient descent as a ball that rolls downhill."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.page_info import PageInfo, view_of

PAGE = PageInfo(
    id="surface",
    title=mark("Surface"),
    chapter=1,
    simulation="surface",
    hint=mark("Drop a ball. Gradient descent is how it rolls."),
    make_view=view_of(__name__, "SurfacePage"),
    linked_views=("builder", "digits"),
)
