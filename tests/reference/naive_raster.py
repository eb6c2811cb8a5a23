"""Draw and resample in plain Python: every pixel, every piece, no bounding boxes."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.floating]


def draw_strokes(
    points: Picture, starts: NDArray[np.int64], radii: Picture, out: Picture
) -> Picture:
    """Return `out` with the strokes drawn over it."""
    drawn = np.array(out, np.float64)
    for row in range(drawn.shape[0]):
        for column in range(drawn.shape[1]):
            for first, end in pairwise(starts):
                ink = stroke_ink(points[first:end], radii[first:end], row, column)
                drawn[row, column] = max(drawn[row, column], ink)
    return drawn


def stroke_ink(points: Picture, radii: Picture, row: int, column: int) -> float:
    """Return the ink that one stroke leaves on one pixel, 0..1."""
    here = np.array([column, row], float)
    best = radii[0] + 0.5 - math.dist(here, points[0]) if len(points) == 1 else 0.0
    for p in range(len(points) - 1):
        a, b = np.array(points[p], float), np.array(points[p + 1], float)
        along = b - a
        length = float(along @ along)
        t = float(np.clip((here - a) @ along / length, 0, 1)) if length > 0 else 0.0
        radius = radii[p] + t * (radii[p + 1] - radii[p])
        best = max(best, radius + 0.5 - math.dist(here, a + t * along))
    return float(np.clip(best, 0, 1))


def bilinear(source: Picture, y: float, x: float) -> float:
    """Return a picture's value between pixel centres; 0 outside."""
    total = 0.0
    for row in range(source.shape[0]):
        for column in range(source.shape[1]):
            share = max(0.0, 1 - abs(y - row)) * max(0.0, 1 - abs(x - column))
            total += share * source[row, column]
    return total
