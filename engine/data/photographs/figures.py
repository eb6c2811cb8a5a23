"""Figures of a picture, told apart from left to right where they stand apart."""

from __future__ import annotations

import numpy as np

from engine.arrays import Matrix
from engine.data.photographs.components import Components, Integers
from engine.data.photographs.morphology import spread
from engine.data.photographs.writing import Writing

TALL = 0.5
"""A figure has at least this share of the tallest mark's height; less is part of a figure."""
OVERLAP = 0.3
"""Marks that overlap by this share of the narrower one stand above each other."""
WIDEST = 1.8
"""Width over height from which one mark is more than one figure."""


def figures(found: Writing) -> tuple[Matrix, ...] | None:
    """Return the ink of each figure from left to right; None where they cannot be told apart.

    Figures that touch, or that stand in several rows, cannot.
    """
    chosen = np.flatnonzero(found.kept)
    boxes = found.found.boxes[chosen]
    groups = _groups(boxes)
    if any(_is_several(boxes[group]) for group in groups):
        return None
    return tuple(_cut(found, chosen[group]) for group in groups)


def _groups(boxes: Integers) -> list[Integers]:
    """Return the members of each figure, figures from left to right."""
    heights = boxes[:, 1] - boxes[:, 0] + 1
    tall = heights >= TALL * heights.max()
    seeds = [int(number) for number in np.argsort(boxes[:, 2], kind="stable") if tall[number]]
    groups: list[list[int]] = []
    for number in seeds:
        home = next((g for g in groups if any(_overlap(boxes[m], boxes[number]) for m in g)), None)
        if home is None:
            groups.append([number])
        else:
            home.append(number)
    for number in np.flatnonzero(~tall).tolist():
        distances = [min(_distance(boxes[m], boxes[number]) for m in g) for g in groups]
        groups[int(np.argmin(distances))].append(number)
    return [np.array(group) for group in groups]


def _overlap(one: Integers, other: Integers) -> bool:
    shared = min(one[3], other[3]) - max(one[2], other[2]) + 1
    narrower = min(one[3] - one[2], other[3] - other[2]) + 1
    return bool(shared >= OVERLAP * narrower)


def _distance(one: Integers, other: Integers) -> float:
    """Return the distance of two boxes."""
    down = max(one[0] - other[1], other[0] - one[1], 0)
    across = max(one[2] - other[3], other[2] - one[3], 0)
    return float(np.hypot(down, across))


def _is_several(boxes: Integers) -> bool:
    """Return whether marks that stand above each other are more than one figure."""
    top, bottom = boxes[:, 0], boxes[:, 1]
    width = boxes[:, 3].max() - boxes[:, 2].min() + 1
    if width > WIDEST * (bottom.max() - top.min() + 1):
        return True
    heights = bottom - top + 1
    large = heights >= TALL * heights.max()
    order = np.argsort(top[large])
    gaps = top[large][order][1:] - np.maximum.accumulate(bottom[large][order])[:-1]
    return bool((gaps > 0.1 * heights.max()).any())


def _cut(found: Writing, members: Integers) -> Matrix:
    """Return the ink of some marks, cut out with a little paper around them."""
    components: Components = found.found
    chosen = np.zeros(len(components.area), np.bool_)
    chosen[members] = True
    near = spread(components.mask(chosen, found.ink.shape).astype(np.float32), 1, np.maximum)
    boxes = components.boxes[members]
    top, left = (max(int(boxes[:, side].min()) - 2, 0) for side in (0, 2))
    bottom, right = (int(boxes[:, side].max()) + 3 for side in (1, 3))
    cut: Matrix = np.pad((found.ink * near)[top:bottom, left:right], 1)
    return cut
