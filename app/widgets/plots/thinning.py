"""Fewer points of a line where a pixel holds many, and labels moved apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.arrays import Vector


def thinned(x: Vector, y: Vector, pixels: int) -> tuple[Vector, Vector]:
    """Reduce a line to the lowest and the highest point of each pixel.

    Parameters
    ----------
    x, y : Vector, shape (n,)
        x ascends; points that are not finite are left out.
    """
    known = np.isfinite(y) & np.isfinite(x)
    x, y = x[known], y[known]
    size = -(-len(x) // max(pixels, 1))
    if size < 3:
        return x, y
    whole = len(x) // size * size
    blocks, rest = y[:whole].reshape(-1, size), y[whole:]
    starts = np.arange(len(blocks)) * size
    ends = [blocks.argmin(axis=1) + starts, blocks.argmax(axis=1) + starts]
    if len(rest):
        ends.append(whole + np.array([rest.argmin(), rest.argmax()]))
    rows = np.unique(np.concatenate([[0], *ends, [len(x) - 1]]))
    return x[rows], y[rows]


def apart(places: Sequence[float], height: float, top: float, bottom: float) -> list[float]:
    """Move sorted places apart until none touches the next; the last stays above the bottom.

    Examples
    --------
    >>> apart([9.0, 9.5, 10.0], 2.0, 0.0, 10.0)
    [6.0, 8.0, 10.0]
    """
    moved: list[float] = []
    for place in places:
        moved.append(max(place, moved[-1] + height if moved else top))
    limit = bottom
    for index in reversed(range(len(moved))):
        moved[index] = min(moved[index], limit)
        limit = moved[index] - height
    return moved
