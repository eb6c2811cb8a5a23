"""Density plot: many translucent curves over one axis."""

from __future__ import annotations

import math
from typing import Any

from engine.kernels.jit import kernel


@kernel
def draw_piece(x0: Any, y0: Any, x1: Any, y1: Any, light: Any, out: Any) -> None:
    """Draw one segment of a curve; curves are one pixel wide.

    Parameters
    ----------
    x0, y0, x1, y1 : float
        Start and end in pixels, x0 <= x1; pixel (0, 0) has its centre at (.5, .5).
    light : float
        Transmittance of a single curve, 0..1.
    out : Matrix, shape (rows, columns)
        Transmittance of each pixel, changed in place.
    """
    run, rise = x1 - x0, y1 - y0
    first = max(0, math.floor(x0))
    last = min(out.shape[1] - 1, math.floor(x1))
    for column in range(first, last + 1):
        left, right = max(x0, column), min(x1, column + 1)
        if run > 0:
            from_y, to_y = y0 + (left - x0) / run * rise, y0 + (right - x0) / run * rise
        else:
            from_y, to_y = y0, y1
        wide, tall = right - left, abs(to_y - from_y)
        low, high = min(from_y, to_y) - 0.5, max(from_y, to_y) + 0.5
        # coverage of the slanted segment, spread over the rows it spans
        ink = math.sqrt(wide * wide + tall * tall) / (1.0 + tall)
        for row in range(max(0, math.floor(low)), min(out.shape[0] - 1, math.floor(high)) + 1):
            cover = min(high, row + 1) - max(low, row)
            if cover > 0:
                out[row, column] *= 1.0 - (1.0 - light) * min(cover * ink, 1.0)


@kernel
def draw_density_plot(x: Any, y: Any, light: Any, out: Any) -> None:
    """Draw curves; segments with an end that is not finite are left out.

    Parameters
    ----------
    x : Vector, shape (n,), float64
        Abscissae in pixels, ascending.
    y : Matrix, shape (n, curves), float64
        Ordinates in pixels, downwards.
    light : float
        Transmittance of a single curve, 0..1.
    out : Matrix, shape (rows, columns), float32
        Transmittance of each pixel, 1 where nothing is drawn; changed in place.
    """
    for place in range(x.shape[0] - 1):
        for curve in range(y.shape[1]):
            y0, y1 = y[place, curve], y[place + 1, curve]
            if math.isfinite(y0) and math.isfinite(y1):
                draw_piece(x[place], y0, x[place + 1], y1, light, out)
