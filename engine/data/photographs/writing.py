"""Marks that belong to the writing: specks, noise and what lies along the border are dropped."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from engine.arrays import Matrix
from engine.data.photographs.components import Components, Mask, components
from engine.data.photographs.lines import without_lines
from engine.data.photographs.morphology import spread
from engine.data.photographs.paper import Contrast

CLEAR = 5.0
"""Standard deviations of the noise above which a pixel may be ink."""
FAINTEST = 0.04
"""Least contrast of ink."""
STRONGEST_PERCENTILE = 99.5
FAINTER = 0.15
"""Least ink in comparison with the strongest of the picture, be it a frame or a speck."""
EDGE_SHARE = 0.35
"""Ink below this share of the writing's strength is no part of a mark."""
FAINT_SHARE = 0.55
"""Marks whose mean is below this share of the strength are no writing."""
SMALLEST = 0.03
"""Least extent of writing, as a share of the side of a square of the picture's size."""
SPECK_SHARE = 0.25
"""Marks below this share of the largest one's extent are specks, if they lie outside it."""
SPECK_INSIDE = 0.08
"""The same for marks inside the largest one's box."""
STRENGTH_PERCENTILE = 80


@dataclass(frozen=True, slots=True)
class Writing:
    """Marks of a pen that belong to a text, and their ink.

    Attributes
    ----------
    found : Components
    kept : Mask, shape (n,)
        Components that are writing.
    ink : Matrix, shape (rows, columns)
        0 paper .. 1 the strength of the writing.
    """

    found: Components
    kept: Mask
    ink: Matrix


def find_writing(contrast: Contrast) -> Writing | None:
    """Return the marks of writing; None where there are none."""
    strongest = float(np.percentile(contrast.ink, STRONGEST_PERCENTILE))
    threshold = max(CLEAR * contrast.noise, FAINTEST, FAINTER * strongest)
    mask = without_lines(contrast.ink > threshold)
    found = components(mask)
    for _ in range(2):
        largest = _largest(found, mask.shape, contrast.ink)
        if largest is None:
            return None
        values = contrast.ink[found.rows, found.columns][found.labels == largest]
        strength = float(np.percentile(values, STRENGTH_PERCENTILE))
        mask &= contrast.ink > max(threshold, EDGE_SHARE * strength)
        found = components(mask)
    largest = _largest(found, mask.shape, contrast.ink)
    if largest is None:
        return None
    mass = np.bincount(found.labels, contrast.ink[found.rows, found.columns])
    kept = _writing(found, largest, mask.shape) & (mass >= FAINT_SHARE * strength * found.area)
    near = spread(found.mask(kept, mask.shape).astype(np.float32), 1, np.maximum)
    ink = np.clip(contrast.ink / strength, 0, 1) * near
    return Writing(found, kept, ink.astype(np.float32))


def _largest(found: Components, shape: tuple[int, ...], ink: Matrix) -> int | None:
    """Return the component that is writing most surely, None if all are specks."""
    large = found.extents >= max(SMALLEST * sqrt(shape[0] * shape[1]), 3)
    drawn = large & ~found.round
    # a digit is taller than the holes beside it; a blob alone is what was drawn
    if drawn.any() and found.extents[drawn].max() >= found.extents[large].max():
        large = drawn
    inner = large & ~_at_border(found, shape)
    if not large.any():
        return None
    clear = large & ~found.along_border(shape)
    # a digit that fills its picture touches the border and may be all there is
    candidates = inner if _enough(found, inner, large) else clear if clear.any() else large
    mass = np.bincount(found.labels, ink[found.rows, found.columns], len(found.area))
    return int(np.argmax(np.where(candidates, mass, -1)))


def _enough(found: Components, inner: Mask, large: Mask) -> bool:
    """Return whether the components inside are no mere parts of one that touches the border."""
    if not inner.any():
        return False
    return bool(found.extents[inner].max() >= 0.3 * found.extents[large].max())


def _at_border(found: Components, shape: tuple[int, ...]) -> Mask:
    top, bottom, left, right = found.boxes.T
    touches: Mask = (top == 0) | (left == 0) | (bottom == shape[0] - 1) | (right == shape[1] - 1)
    return touches


def _writing(found: Components, largest: int, shape: tuple[int, ...]) -> Mask:
    """Return the components that are writing, given the surest of them."""
    extents = found.extents
    top, bottom, left, right = found.boxes.T
    box = found.boxes[largest]
    inside = (top >= box[0]) & (bottom <= box[1]) & (left >= box[2]) & (right <= box[3])
    least = np.where(inside, SPECK_INSIDE, SPECK_SHARE) * extents[largest]
    outer = _at_border(found, shape)
    along = found.along_border(shape)
    dropped = along & ~along[largest] if outer[largest] else outer
    holes = found.round & ~inside
    kept: Mask = (extents >= least) & ~dropped & ~holes
    return kept
