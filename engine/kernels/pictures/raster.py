"""Antialiased rasterisation of pen strokes, and bilinear interpolation."""

from __future__ import annotations

import math
from typing import Any

from engine.kernels.jit import kernel


@kernel
def draw_segment(x0: Any, y0: Any, r0: Any, x1: Any, y1: Any, r1: Any, out: Any) -> None:
    """Draw one straight segment of a stroke; visits only its bounding box.

    Parameters
    ----------
    x0, y0, x1, y1 : float
        Ends in pixels: x to the right, y downwards, pixel centres at whole numbers.
    r0, r1 : float
        Radius of the pen at both ends in pixels, >= 0.
    out : Matrix, shape (rows, columns)
        Changed in place: max(out, clip(radius + 0.5 - distance, 0, 1)).
    """
    kind = out.dtype.type
    half, one = kind(0.5), kind(1)
    reach = max(r0, r1) + half
    top = max(0, math.ceil(min(y0, y1) - reach))
    bottom = min(out.shape[0] - 1, math.floor(max(y0, y1) + reach))
    left = max(0, math.ceil(min(x0, x1) - reach))
    right = min(out.shape[1] - 1, math.floor(max(x0, x1) + reach))
    dx, dy, dr = x1 - x0, y1 - y0, r1 - r0
    square = dx * dx + dy * dy
    inverse = one / square if square > 0 else kind(0)
    for row in range(top, bottom + 1):
        py = kind(row) - y0
        for column in range(left, right + 1):
            px = kind(column) - x0
            t = min(max((px * dx + py * dy) * inverse, kind(0)), one)
            qx, qy = px - t * dx, py - t * dy
            ink = r0 + t * dr + half - math.sqrt(qx * qx + qy * qy)
            if ink > out[row, column]:
                out[row, column] = min(ink, one)


@kernel
def draw_strokes(points: Any, starts: Any, radii: Any, out: Any) -> None:
    """Draw strokes over an image.

    Parameters
    ----------
    points : Matrix, shape (n, 2), float32
        x to the right and y downwards in pixels; pixel centres lie at whole numbers.
    starts : Vector, shape (strokes + 1,), int64
        Stroke s is points[starts[s]:starts[s + 1]]; one point is a dot.
    radii : Vector, shape (n,), float32
        Radius of the pen at each point in pixels, interpolated in between.
    out : Matrix, shape (rows, columns), float32
        Changed in place: max(out, clip(radius + 0.5 - distance, 0, 1)).
    """
    for stroke in range(starts.shape[0] - 1):
        first, last = starts[stroke], starts[stroke + 1] - 1
        if first == last:
            x, y, r = points[first, 0], points[first, 1], radii[first]
            draw_segment(x, y, r, x, y, r, out)
        for p in range(first, last):
            draw_segment(
                points[p, 0],
                points[p, 1],
                radii[p],
                points[p + 1, 0],
                points[p + 1, 1],
                radii[p + 1],
                out,
            )


@kernel
def bilinear(source: Any, y: Any, x: Any) -> Any:
    """Return the bilinearly interpolated value of an image, 0 outside.

    Parameters
    ----------
    source : Matrix, shape (rows, columns)
    y, x : float
        Position in pixels.
    """
    kind = source.dtype.type
    row, column = math.floor(y), math.floor(x)
    v, u = kind(y - row), kind(x - column)
    total = kind(0)
    for i in range(2):
        for j in range(2):
            r, c = row + i, column + j
            if 0 <= r < source.shape[0] and 0 <= c < source.shape[1]:
                share = (v if i == 1 else kind(1) - v) * (u if j == 1 else kind(1) - u)
                total += share * source[r, c]
    return total
