"""A sheet that lies on something else: found, cut out, and continued beyond its edges."""

from __future__ import annotations

import numpy as np

from engine.arrays import Matrix, Vector
from engine.data.photographs.components import Mask, components
from engine.data.photographs.levels import border_of
from engine.data.photographs.morphology import block_means_by, spread

COARSE = 96
"""Longest side of the picture in which sheets are looked for."""
CLEAR_SHARE = 0.3
"""Side of a square free of ink over that of a square of the sheet's area: wider than a pen."""
LEAST_AREA = 0.12
"""Share of the picture that a sheet covers."""
LEAST_FILL = 0.72
"""Share of its box that a sheet covers, turned by up to ten degrees."""
CORNERED = 1.02
"""Most area over that of the rectangle with the same moments: 1 for a sheet, 1.05 for an oval."""
MOST_INK = 0.25
"""Share of a sheet that is covered by ink."""
MOST_BORDER = 0.3
"""Share of the picture's border that a sheet touches; a shadow touches more."""
LEAST_STEP = 0.15
"""Least difference of brightness of a sheet and what it lies on."""
MOST_BETWEEN = 0.15
"""Share of the picture between both levels: few at an edge, many in the light of a lamp."""
SAMPLED_EXTREME = 98
"""Percentile of the differences that counts as the sheet's."""
EDGE = 2
"""Coarse pixels along a sheet's edge that are left out."""


def on_its_sheet(grey: Matrix) -> Matrix:
    """Return the sheet of a picture alone; the picture as it is where none lies on a table.

    Beyond its edges each row of the sheet goes on with its last pixel.

    Parameters
    ----------
    grey : Matrix, shape (rows, columns)
        0 black .. 1 white.

    Returns
    -------
    Matrix, shape (rows of the sheet, columns of the sheet)
    """
    factor = -(-max(grey.shape) // COARSE)
    coarse = block_means_by(grey, factor)
    sheet = _sheet(coarse)
    if sheet is None:
        return grey
    inside = spread(sheet.astype(np.float32), EDGE, np.minimum) > 0
    rows = np.flatnonzero(inside.any(axis=1))
    if len(rows) == 0:
        return grey
    first, last = _ends(inside[rows[0] : rows[-1] + 1])
    top, bottom = rows[0] * factor, min((rows[-1] + 1) * factor, grey.shape[0])
    left, right = (np.repeat(ends, factor)[: bottom - top] for ends in (first, last))
    low, high = left * factor, np.minimum((right + 1) * factor, grey.shape[1]) - 1
    columns = np.arange(low.min(), high.max() + 1)
    within = np.clip(columns[None, :], low[:, None], high[:, None])
    return np.take_along_axis(grey[top:bottom], within, axis=1)


def _sheet(coarse: Matrix) -> Mask | None:
    """Return the pixels of a sheet, its ink included; None if there is none."""
    away = coarse - float(np.median(border_of(coarse)))
    for differences in (away, -away):
        step = float(np.percentile(differences, SAMPLED_EXTREME))
        between = (differences > 0.3 * step) & (differences < 0.7 * step)
        if step < LEAST_STEP or between.mean() > MOST_BETWEEN:
            continue
        found = _surrounded(differences > step / 2)
        if found is not None:
            return found
    return None


def _surrounded(mask: Mask) -> Mask | None:
    """Return the part of a mask that is a sheet within the picture, without its holes."""
    if not mask.any():
        return None
    found = components(mask)
    largest = int(np.argmax(found.area))
    part = found.mask(np.arange(len(found.area)) == largest, mask.shape)
    rows = np.flatnonzero(part.any(axis=1))
    whole = np.zeros_like(part)
    first, last = _ends(part[rows[0] : rows[-1] + 1])
    columns = np.arange(mask.shape[1])
    whole[rows[0] : rows[-1] + 1] = (columns >= first[:, None]) & (columns <= last[:, None])
    top, bottom, left, right = found.boxes[largest]
    box = (bottom - top + 1) * (right - left + 1)
    is_sheet = (
        whole.mean() >= LEAST_AREA
        and whole.sum() >= LEAST_FILL * box
        and part.sum() >= (1 - MOST_INK) * whole.sum()
        and border_of(whole).mean() <= MOST_BORDER
        and _has_clear_square(part)
        and _cornered(whole) <= CORNERED
    )
    return whole if is_sheet else None


def _cornered(mask: Mask) -> float:
    """Return the area over that of the rectangle with the same moments; 1 if turned or sheared."""
    moments = np.cov(np.nonzero(mask)) + np.eye(2) / 12
    return float(mask.sum() / (12 * np.sqrt(np.linalg.det(moments))))


def _has_clear_square(part: Mask) -> bool:
    reach = max(1, int(CLEAR_SHARE / 2 * np.sqrt(part.sum())))
    padded = np.pad(part, reach).astype(np.float32)
    return bool(spread(padded, reach, np.minimum).any())


def _ends(mask: Mask) -> tuple[Vector, Vector]:
    """Return the first and the last column of each row of a mask; those beside it where empty."""
    columns = np.arange(mask.shape[1])
    some = mask.any(axis=1)
    filled = np.flatnonzero(some)
    nearest = np.abs(np.arange(len(mask))[:, None] - filled).argmin(axis=1)
    own = mask[filled[nearest]]
    first = np.where(own, columns, mask.shape[1]).min(axis=1)
    last = np.where(own, columns, -1).max(axis=1)
    return first, last
