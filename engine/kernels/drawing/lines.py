"""Rasterisation of many antialiased straight lines, outside the GIL."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from engine.kernels.jit import kernel

SOFT, NONE, ONE = np.float32(0.5), np.float32(0.0), np.float32(1.0)
GAP = np.float32(2.0 / 3.0)
"""Length of a gap divided by that of a dash."""

RED_BLUE, GREEN, OPAQUE = np.uint32(0xFF00FF), np.uint32(0x00FF00), np.uint32(0xFF000000)
WHOLE, BYTE = np.uint32(256), np.uint32(8)


@kernel
def line_coverage(along: Any, length: Any, dash: Any) -> Any:
    """Return the coverage of a line at a position along it, 0..1.

    Parameters
    ----------
    along, length : float
        Distance from the start to the position, and to the end, in pixels.
    dash : float
        Length of a dash in pixels; 0 for a solid line.
    """
    share = min(max(along + SOFT, NONE), ONE) * min(max(length - along + SOFT, NONE), ONE)
    if dash > 0:
        period = dash + dash * GAP
        middle = along - math.floor(along / period) * period - dash * SOFT
        away = min(abs(middle), period - abs(middle))
        share *= min(max(dash * SOFT + SOFT - away, NONE), ONE)
    return share


@kernel
def blended(below: Any, above: Any, share: Any) -> Any:
    """Return `above` blended over `below` with opacity `share`, 0..256; colours 0xffRRGGBB."""
    keep = WHOLE - share
    red_blue = (((below & RED_BLUE) * keep + (above & RED_BLUE) * share) >> BYTE) & RED_BLUE
    green = (((below & GREEN) * keep + (above & GREEN) * share) >> BYTE) & GREEN
    return OPAQUE | red_blue | green


@kernel
def draw_line(
    x0: Any, y0: Any, x1: Any, y1: Any, width: Any, dash: Any, colour: Any, picture: Any
) -> None:
    """Draw one line; visits only the pixels along it.

    Parameters
    ----------
    x0, y0, x1, y1 : float
        Start and end in pixels; pixel (0, 0) has its centre at (.5, .5).
    colour : uint32
        0xffRRGGBB.
    picture : Matrix, shape (rows, columns), uint32
        Changed in place.
    """
    dx, dy = x1 - x0, y1 - y0
    length = np.float32(math.sqrt(dx * dx + dy * dy))
    if length <= 0:
        return
    half, most = width * SOFT, min(ONE, width) * np.float32(256)
    # step along the axis of the larger extent
    flat = abs(dx) >= abs(dy)
    start, beside, run, rise = x0 - SOFT, y0 - SOFT, dx, dy
    steps, side = picture.shape[1], picture.shape[0]
    if not flat:
        start, beside, run, rise, steps, side = beside, start, dy, dx, side, steps
    slope, lean = rise / run, abs(run) / length
    reach = (half + SOFT) / lean
    first = max(0, math.ceil(min(start, start + run) - ONE))
    last = min(steps - 1, math.floor(max(start, start + run) + ONE))
    for step in range(first, last + 1):
        forth = np.float32(step) - start
        centre = beside + forth * slope
        share = line_coverage(forth * length / run, length, dash) * most
        low = max(0, math.ceil(centre - reach))
        high = min(side - 1, math.floor(centre + reach))
        for place in range(low, high + 1):
            across = abs(np.float32(place) - centre) * lean
            cover = np.uint32(max(min(half + SOFT - across, ONE), NONE) * share)
            row, column = (place, step) if flat else (step, place)
            picture[row, column] = blended(picture[row, column], colour, cover)


@kernel
def draw_lines(ends: Any, widths: Any, dashes: Any, colours: Any, picture: Any) -> None:
    """Draw lines over an image, the first ones at the bottom.

    Parameters
    ----------
    ends : Matrix, shape (n, 4), float32
        x and y of start and end in pixels.
    widths, dashes : Vector, shape (n,), float32
        In pixels; a dash of 0 is a solid line.
    colours : Vector, shape (n,), uint32
        0xffRRGGBB.
    picture : Matrix, shape (rows, columns), uint32
        Changed in place.
    """
    for line in range(ends.shape[0]):
        draw_line(
            ends[line, 0],
            ends[line, 1],
            ends[line, 2],
            ends[line, 3],
            widths[line],
            dashes[line],
            colours[line],
            picture,
        )
