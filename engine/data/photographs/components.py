"""Connected components of a mask, found by runs of pixels in NumPy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Integers = NDArray[np.int64]
ALONG_BORDER = 0.08
"""Share of the picture's border that a hand, a table or a frame covers."""
SOLID = 0.7
"""Share of its box that a solid mark covers; a disc covers π/4."""
ROUND_RATIO = 1.5
"""Longest side of a round mark over its shortest."""


@dataclass(frozen=True, slots=True)
class Components:
    """Eight-connected components of a mask.

    Attributes
    ----------
    rows, columns, labels : array, shape (pixels,)
        Place and component of each pixel of the mask, row by row.
    area : array, shape (n,)
    boxes : array, shape (n, 4)
        First row, last row, first column, last column.
    """

    rows: Integers
    columns: Integers
    labels: Integers
    area: Integers
    boxes: Integers

    @property
    def extents(self) -> Integers:
        """Longer side of each box, in pixels."""
        boxes = self.boxes
        sides: Integers = np.maximum(boxes[:, 1] - boxes[:, 0], boxes[:, 3] - boxes[:, 2]) + 1
        return sides

    @property
    def round(self) -> Mask:
        """Which components are solid and about as wide as high, as punched holes are."""
        boxes = self.boxes
        high, wide = (boxes[:, k + 1] - boxes[:, k] + 1 for k in (0, 2))
        alike = self.extents <= ROUND_RATIO * np.minimum(high, wide)
        solid: Mask = alike & (self.area >= SOLID * high * wide)
        return solid

    def along_border(self, shape: tuple[int, ...]) -> Mask:
        """Return which components cover a good part of the border, as tables and frames do."""
        rows, columns = self.rows, self.columns
        at = (rows == 0) | (columns == 0) | (rows == shape[0] - 1) | (columns == shape[1] - 1)
        touched = np.bincount(self.labels[at], minlength=len(self.area))
        along: Mask = touched >= ALONG_BORDER * 2 * (shape[0] + shape[1])
        return along

    def mask(self, chosen: Mask, shape: tuple[int, ...]) -> Mask:
        """Return the mask of some components.

        Parameters
        ----------
        chosen : Mask, shape (n,)
        """
        result = np.zeros(shape, np.bool_)
        pixels = chosen[self.labels]
        result[self.rows[pixels], self.columns[pixels]] = True
        return result


def components(mask: Mask) -> Components:
    """Return the eight-connected components of a mask, shape (rows, columns)."""
    width = mask.shape[1] + 2
    edges = np.diff(np.pad(mask, 1).astype(np.int8).ravel())
    starts, ends = np.flatnonzero(edges == 1) + 1, np.flatnonzero(edges == -1) + 1
    # a run touches those of the next row that start before its end and end after its start
    first = np.searchsorted(ends, starts + width, side="left")
    last = np.searchsorted(starts, ends + width, side="right")
    counts = np.maximum(last - first, 0)
    upper = np.repeat(np.arange(len(starts)), counts)
    offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    names = _united(len(starts), upper, np.repeat(first, counts) + offsets)
    lengths = ends - starts
    labels = np.repeat(names, lengths)
    rows, columns = np.nonzero(mask)
    count = int(names.max(initial=-1)) + 1
    boxes = np.zeros((count, 4), np.int64)
    for side, (place, pick) in enumerate(
        ((rows, np.minimum), (rows, np.maximum), (columns, np.minimum), (columns, np.maximum))
    ):
        boxes[:, side] = max(mask.shape) if pick is np.minimum else -1
        pick.at(boxes[:, side], labels, place)
    return Components(rows, columns, labels, np.bincount(labels, minlength=count), boxes)


def _united(count: int, left: Integers, right: Integers) -> Integers:
    """Return the number 0, 1 … of the set of each of `count` items that pairs join."""
    root = np.arange(count)
    while True:
        low = np.minimum(root[left], root[right])
        before = root.copy()
        np.minimum.at(root, before[left], low)
        np.minimum.at(root, before[right], low)
        root = root[root]
        if np.array_equal(root, before):
            break
    return np.unique(root, return_inverse=True)[1].astype(np.int64)
