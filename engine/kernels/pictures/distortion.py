"""Augmentation of digits: affine and elastic distortion, thickness, blur and contrast."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from engine.kernels.jit import allocating_kernel, exact_kernel, kernel
from engine.kernels.pictures.raster import bilinear, draw_strokes


@kernel
def spread(knots: Any, spline: Any, field: Any) -> None:
    """Write the spline interpolation of a coarse grid of knots, S K Sᵀ.

    Parameters
    ----------
    knots : Matrix, shape (g, g)
    spline : Matrix, shape (side, g)
        S: weight of each knot at each pixel.
    field : Matrix, shape (side, side)
        Written.
    """
    side, count = spline.shape
    for row in range(side):
        for column in range(side):
            field[row, column] = 0
        for j in range(count):
            total = field.dtype.type(0)
            for i in range(count):
                total += spline[row, i] * knots[i, j]
            for column in range(side):
                field[row, column] += total * spline[column, j]


@exact_kernel
def adjust_strokes(source: Any, thickness: Any, blur: Any, contrast: Any, out: Any) -> None:
    """Thicken or thin the strokes of an image, blur it, and raise its contrast.

    Parameters
    ----------
    source, out : Matrix, shape (rows, columns)
        Values 0..1; `out` is written.
    thickness : float
        -1..1: 1 takes the largest of a pixel and its four neighbours, -1 the smallest.
    blur : float
        0..1: share of the mean over 3 × 3 pixels.
    contrast : float
        >= 1: slope of the values around one half; 1 changes nothing.
    """
    kind = out.dtype.type
    rows, columns = source.shape
    for row in range(rows):
        for column in range(columns):
            here = source[row, column]
            extreme, total = here, kind(0)
            for i in range(-1, 2):
                for j in range(-1, 2):
                    r, c = row + i, column + j
                    there = kind(0)
                    if 0 <= r < rows and 0 <= c < columns:
                        there = source[r, c]
                    total += there
                    if i == 0 or j == 0:
                        larger = max(extreme, there)
                        extreme = larger if thickness > 0 else min(extreme, there)
            ink = here + abs(thickness) * (extreme - here)
            ink += blur * (total / kind(9) - here)
            ink = (ink - kind(0.5)) * contrast + kind(0.5)
            out[row, column] = min(max(ink, kind(0)), kind(1))


@allocating_kernel
def distort_pictures(
    pictures: Any, rows: Any, warps: Any, knots: Any, spline: Any, pens: Any, out: Any
) -> None:
    """Write a distorted copy of each chosen image.

    Parameters
    ----------
    pictures : Images, shape (any, side * side)
        Values 0..1.
    rows : Vector, shape (n,), int64
        Indices of the images.
    warps : array, shape (n, 2, 3)
        Affine map from (row, column, 1) of the copy to (row, column) of the image.
    knots : array, shape (n, 2, g, g)
        Elastic displacement of rows and columns at the knots, in pixels.
        Simard, Steinkraus and Platt (2003), with splines instead of blurred noise.
    spline : Matrix, shape (side, g)
    pens : Matrix, shape (n, 3)
        Thickness, blur and contrast, as in `adjust_strokes`.
    out : Images, shape (n, side * side)
        Written.
    """
    side = spline.shape[0]
    field_y = np.empty((side, side), out.dtype)
    field_x = np.empty((side, side), out.dtype)
    warped = np.empty((side, side), out.dtype)
    for i in range(rows.shape[0]):
        source = pictures[rows[i]].reshape(side, side)
        warp = warps[i]
        spread(knots[i, 0], spline, field_y)
        spread(knots[i, 1], spline, field_x)
        for row in range(side):
            for column in range(side):
                y = warp[0, 0] * row + warp[0, 1] * column + warp[0, 2] + field_y[row, column]
                x = warp[1, 0] * row + warp[1, 1] * column + warp[1, 2] + field_x[row, column]
                warped[row, column] = bilinear(source, y, x)
        adjust_strokes(warped, pens[i, 0], pens[i, 1], pens[i, 2], out[i].reshape(side, side))


@kernel
def draw_digits(points: Any, starts: Any, firsts: Any, radii: Any, targets: Any, out: Any) -> None:
    """Draw each digit with its centre of mass at a target: once to find it, once shifted.

    Parameters
    ----------
    points : Matrix, shape (points, 2), float32
        x and y in pixels; shifted in place.
    starts : Vector, shape (strokes + 1,), int64
        Stroke s is points[starts[s]:starts[s + 1]].
    firsts : Vector, shape (n + 1,), int64
        Digit i has the strokes firsts[i] .. firsts[i + 1] - 1.
    radii : Vector, shape (points,), float32
        Radius of the pen at each point in pixels.
    targets : Matrix, shape (n, 2)
        Centre of mass (x, y) of each digit.
    out : Images, shape (n, side * side)
        Written.
    """
    side = int(math.sqrt(out.shape[1]))
    for i in range(firsts.shape[0] - 1):
        picture = out[i].reshape(side, side)
        own = starts[firsts[i] : firsts[i + 1] + 1]
        picture[:] = 0
        draw_strokes(points, own, radii, picture)
        mass = moment_x = moment_y = 0.0
        for row in range(side):
            for column in range(side):
                mass += picture[row, column]
                moment_x += picture[row, column] * column
                moment_y += picture[row, column] * row
        if mass > 0:
            dx, dy = targets[i, 0] - moment_x / mass, targets[i, 1] - moment_y / mass
            for p in range(own[0], own[-1]):
                points[p, 0] += dx
                points[p, 1] += dy
            picture[:] = 0
            draw_strokes(points, own, radii, picture)
