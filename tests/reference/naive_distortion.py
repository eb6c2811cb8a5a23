"""Distort digits in plain Python."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tests.reference import naive_raster
from tests.reference.naive_raster import Picture


def spread(knots: Picture, spline: Picture) -> Picture:
    """Return S K Sᵀ."""
    return spline @ knots @ spline.T


def adjust_strokes(source: Picture, thickness: float, blur: float, contrast: float) -> Picture:
    """Return the picture with thicker or thinner, softer or harder ink."""
    padded = np.pad(source, 1)
    out = np.zeros_like(source)
    for row, column in np.ndindex(*source.shape):
        around = padded[row : row + 3, column : column + 3]
        cross = [around[1, 1], around[0, 1], around[2, 1], around[1, 0], around[1, 2]]
        extreme = max(cross) if thickness > 0 else min(cross)
        here = around[1, 1]
        ink = here + abs(thickness) * (extreme - here) + blur * (around.mean() - here)
        out[row, column] = np.clip((ink - 0.5) * contrast + 0.5, 0, 1)
    return out


def distort_picture(
    picture: Picture, warp: Picture, knots: Picture, spline: Picture, pen: Picture
) -> Picture:
    """Return one picture bent, resampled and redrawn with another pen."""
    down, across = spread(knots[0], spline), spread(knots[1], spline)
    warped = np.zeros_like(picture)
    for row, column in np.ndindex(*picture.shape):
        y, x = warp @ np.array([row, column, 1.0])
        warped[row, column] = naive_raster.bilinear(
            picture, y + down[row, column], x + across[row, column]
        )
    return adjust_strokes(warped, *pen)


def draw_digit(
    strokes: Sequence[Picture], radii: Sequence[Picture], target: Picture, side: int
) -> Picture:
    """Return a digit drawn with its centre of mass (x, y) at the target."""
    points, all_radii = np.concatenate(strokes), np.concatenate(radii)
    starts = np.concatenate([[0], np.cumsum([len(stroke) for stroke in strokes])])
    empty = np.zeros((side, side))
    first = naive_raster.draw_strokes(points, starts, all_radii, empty)
    rows, columns = np.indices(first.shape)
    centre = np.array([(first * columns).sum(), (first * rows).sum()]) / first.sum()
    return naive_raster.draw_strokes(points + target - centre, starts, all_radii, empty)
