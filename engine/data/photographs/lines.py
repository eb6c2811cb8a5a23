"""Ruled lines and frames: straight lines across the whole picture, found and erased."""

from __future__ import annotations

import numpy as np

from engine.arrays import Matrix
from engine.data.photographs.components import Integers, Mask
from engine.data.photographs.morphology import opening, spread

LEAST_LENGTH = 0.85
"""Share of the picture's width that a line covers."""
LEAST_THIN = 0.35
"""Share of the width in which a line is seen alone, not under a stroke."""
THICKEST = 0.03
"""Largest thickness of a line, as a share of the picture's height."""
STEEPEST = 0.1
"""Largest slope of a line."""
STEP_PX = 2
"""Rows by which the ends of two tried lines differ."""


def without_lines(mask: Mask) -> Mask:
    """Return a mask of ink without its ruled lines; strokes that cross them stay."""
    level = _without_level_lines(mask)
    return _without_level_lines(level.T).T


def _without_level_lines(mask: Mask) -> Mask:
    rows, columns = mask.shape
    if mask.any(axis=0).mean() < LEAST_LENGTH:
        return mask
    thick = max(1, round(THICKEST * rows))
    ink: Matrix = mask.astype(np.float32)
    thin = mask & (opening(ink, -(-thick // 2), (0,)) == 0)
    if thin.sum() < LEAST_THIN * columns:
        return mask
    places, reach = _places(mask), int(STEEPEST * columns)
    thin_places = _places(thin)
    best, lines, shift = 0.0, np.zeros(0, np.bool_), np.zeros(columns, np.int64)
    for rise in range(-reach, reach + 1, STEP_PX):
        tried = np.round(np.linspace(0, rise, columns)).astype(np.int64) + reach
        length, visible = (
            np.bincount(y + tried[x], minlength=rows + 2 * reach + 1) / columns
            for y, x in (places, thin_places)
        )
        found = (length >= LEAST_LENGTH) & (visible >= LEAST_THIN)
        longest = float(np.square(visible[found]).sum())
        if longest > best:
            best, lines, shift = longest, found, tried
    if best == 0:
        return mask
    on_line = spread(lines[:, None].astype(np.float32), 1, np.maximum, (0,))[:, 0] > 0
    remaining: Mask = mask & ~(thin & on_line[np.arange(rows)[:, None] + shift])
    return remaining


def _places(mask: Mask) -> tuple[Integers, ...]:
    """Return rows and columns of a mask's pixels and of those above and below."""
    return np.nonzero(spread(mask.astype(np.float32), 1, np.maximum, (0,)))
