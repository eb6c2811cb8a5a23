"""PAGES: every page of the window, in the order of the rail."""

from __future__ import annotations

from app.page_frame.page_info import PageInfo
from app.pages import (
    backprop,
    builder,
    digits,
    overfitting,
    perceptrons,
    results,
    search,
    slowdown,
    surface,
    universality,
    vanishing,
)

PAGES: tuple[PageInfo, ...] = (
    digits.PAGE,
    perceptrons.PAGE,
    builder.PAGE,
    surface.PAGE,
    backprop.PAGE,
    slowdown.PAGE,
    overfitting.PAGE,
    search.PAGE,
    universality.PAGE,
    vanishing.PAGE,
    results.PAGE,
)
