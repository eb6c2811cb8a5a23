"""Rasterisation of a surface: a map with contour lines, and a relief with a z-buffer.

Colours are 0xffRRGGBB; a table of 256 colours maps heights, which are 0..1 here.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from engine.kernels.jit import allocating_kernel, kernel

RED, GREEN, BLUE, OPAQUE = (np.uint32(m) for m in (0xFF0000, 0x00FF00, 0x0000FF, 0xFF000000))
NOWHERE = np.float32(1e30)
"""Depth where nothing is drawn yet."""

LINE_SHADE, LINE_HALF = 0.62, 0.7
"""Brightness factor of a contour line, and half its width in pixels."""

AMBIENT = 0.55
"""Share of ambient light, independent of the slope."""


@kernel
def shaded(colour: Any, share: Any) -> Any:
    """Return a colour with its channels multiplied by `share`, 0..1."""
    part = np.uint32(min(max(share, 0.0), 1.0) * 256.0)
    red = ((colour & RED) >> np.uint32(8)) * part & RED
    green = ((colour & GREEN) * part >> np.uint32(8)) & GREEN
    blue = ((colour & BLUE) * part >> np.uint32(8)) & BLUE
    return OPAQUE | red | green | blue


@kernel
def line_shade(height: Any, lines: Any, slope: Any) -> Any:
    """Return the brightness factor at a height: 1, or less on a contour line.

    Parameters
    ----------
    lines : int
        Number of contour lines between the heights 0 and 1.
    slope : float
        Change of height from one pixel to the next.
    """
    # offset by half: heights clipped at 0 or 1 are not on a line
    place = height * lines + 0.5
    away = abs(place - math.floor(place + 0.5)) / max(slope * lines, 1e-6)
    cover = min(max(LINE_HALF + 0.5 - away, 0.0), 1.0)
    # fade out lines from four pixels apart down to two
    cover *= min(max(0.5 / max(slope * lines, 1e-6) - 1.0, 0.0), 1.0)
    return 1.0 - (1.0 - LINE_SHADE) * cover


@kernel
def height_at(heights: Any, x: Any, y: Any) -> Any:
    """Return the bilinearly interpolated height at column x and row y of a grid."""
    rows, columns = heights.shape
    column = min(max(int(x), 0), columns - 2)
    row = min(max(int(y), 0), rows - 2)
    u, v = x - column, y - row
    top = heights[row, column] * (1 - u) + heights[row, column + 1] * u
    bottom = heights[row + 1, column] * (1 - u) + heights[row + 1, column + 1] * u
    return top * (1 - v) + bottom * v


@kernel
def draw_map(heights: Any, table: Any, lines: Any, picture: Any) -> None:
    """Draw a map of a surface with contour lines.

    Parameters
    ----------
    heights : Matrix, shape (n, m), float32
        Values 0..1; the first row is the bottom edge.
    table : Vector, shape (256,), uint32
    lines : int
        Number of contour lines.
    picture : Matrix, shape (rows, columns), uint32
        Written; the first row is the top.
    """
    rows, columns = picture.shape
    high, wide = heights.shape[0] - 1, heights.shape[1] - 1
    for row in range(rows):
        y = (rows - 0.5 - row) / rows * high
        for column in range(columns):
            x = (column + 0.5) / columns * wide
            here = height_at(heights, x, y)
            right = height_at(heights, x + wide / columns, y)
            above = height_at(heights, x, y + high / rows)
            slope = math.sqrt((right - here) ** 2 + (above - here) ** 2)
            level = int(min(max(here, 0.0), 1.0) * 255.0)
            picture[row, column] = shaded(table[level], line_shade(here, lines, slope))


@kernel
def project(x: Any, y: Any, z: Any, view: Any, out: Any) -> None:
    """Write the projection of a point: pixels to the right, pixels downwards, distance.

    Parameters
    ----------
    x, y, z : float
        Horizontal coordinates -1..1 and height 0..1.
    view : Vector, shape (7,)
        Cosine and sine of the rotation, of the tilt; pixels per unit; centre of the image.
    """
    across = view[0] * x - view[1] * y
    along = view[1] * x + view[0] * y
    up = (z - 0.4) * 1.35
    out[0] = view[5] + view[4] * across
    out[1] = view[6] - view[4] * (up * view[2] + along * view[3])
    out[2] = along * view[2] - up * view[3]


@kernel
def fill_triangle(
    a: Any, b: Any, c: Any, light: Any, table: Any, lines: Any, picture: Any, depth: Any
) -> None:
    """Draw a triangle with depth test.

    Parameters
    ----------
    a, b, c : Vector, shape (4,), float32
        Vertices: pixels to the right and down, distance, height.
    light : float
        Brightness, 0..1.
    """
    area = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])
    if area == 0.0:
        return
    inverse = 1.0 / area
    across = ((b[3] - a[3]) * (c[1] - a[1]) - (c[3] - a[3]) * (b[1] - a[1])) * inverse
    down = ((c[3] - a[3]) * (b[0] - a[0]) - (b[3] - a[3]) * (c[0] - a[0])) * inverse
    slope = math.sqrt(across * across + down * down)
    left = max(math.floor(min(a[0], b[0], c[0])), 0)
    right = min(math.ceil(max(a[0], b[0], c[0])), picture.shape[1] - 1)
    top = max(math.floor(min(a[1], b[1], c[1])), 0)
    bottom = min(math.ceil(max(a[1], b[1], c[1])), picture.shape[0] - 1)
    for row in range(top, bottom + 1):
        y = row + 0.5
        for column in range(left, right + 1):
            x = column + 0.5
            v = ((x - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (y - a[1])) * inverse
            w = ((b[0] - a[0]) * (y - a[1]) - (x - a[0]) * (b[1] - a[1])) * inverse
            u = 1.0 - v - w
            # a small overlap, so that no pixel between two triangles is missed
            if u < -1e-4 or v < -1e-4 or w < -1e-4:
                continue
            distance = u * a[2] + v * b[2] + w * c[2]
            if distance < depth[row, column]:
                depth[row, column] = distance
                height = u * a[3] + v * b[3] + w * c[3]
                level = int(min(max(height, 0.0), 1.0) * 255.0)
                share = light * line_shade(height, lines, slope)
                picture[row, column] = shaded(table[level], share)


@kernel
def draw_relief(
    heights: Any, view: Any, table: Any, lines: Any, corners: Any, picture: Any, depth: Any
) -> None:
    """Draw a surface in three dimensions.

    Parameters
    ----------
    heights : Matrix, shape (n, m), float32
        Values 0..1; the first row is the near edge without rotation.
    view : Vector, shape (7,)
        As in `project`.
    corners : Images, shape (n, m, 4), float32
        Scratch.
    picture, depth : Matrix, shape (rows, columns), uint32 and float32
        Written; uncovered pixels keep their colour and have depth NOWHERE.
    """
    rows, columns = heights.shape
    depth[:] = NOWHERE
    for row in range(rows):
        for column in range(columns):
            x, y = 2.0 * column / (columns - 1) - 1.0, 2.0 * row / (rows - 1) - 1.0
            project(x, y, heights[row, column], view, corners[row, column])
            corners[row, column, 3] = heights[row, column]
    for row in range(rows - 1):
        for column in range(columns - 1):
            east = (heights[row, column + 1] - heights[row, column]) * (columns - 1) * 0.55
            north = (heights[row + 1, column] - heights[row, column]) * (rows - 1) * 0.55
            facing = (1.0 - 0.5 * east + 0.35 * north) / math.sqrt(
                (1.0 + east * east + north * north) * 1.3725
            )
            light = AMBIENT + (1.0 - AMBIENT) * max(facing, 0.0)
            a, b = corners[row, column], corners[row, column + 1]
            c, d = corners[row + 1, column], corners[row + 1, column + 1]
            fill_triangle(a, b, c, light, table, lines, picture, depth)
            fill_triangle(b, d, c, light, table, lines, picture, depth)


@kernel
def draw_disc(place: Any, radius: Any, colour: Any, picture: Any, depth: Any) -> None:
    """Draw a ball at a projected point of the surface, with depth test."""
    reach = radius + 1.0
    left, right = max(int(place[0] - reach), 0), min(int(place[0] + reach), picture.shape[1] - 1)
    top, bottom = max(int(place[1] - reach), 0), min(int(place[1] + reach), picture.shape[0] - 1)
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            dx, dy = column + 0.5 - place[0], row + 0.5 - place[1]
            away = math.sqrt(dx * dx + dy * dy)
            if away <= radius and place[2] - 0.06 < depth[row, column]:
                bright = 1.0 - 0.45 * (away / radius) ** 2 if radius > 3 else 1.0
                picture[row, column] = shaded(colour, bright)


@allocating_kernel
def draw_trail(
    points: Any, radius: Any, last: Any, colour: Any, view: Any, picture: Any, depth: Any
) -> None:
    """Draw the trajectory of a ball, and the ball at its end.

    Parameters
    ----------
    points : Matrix, shape (n, 3), float32
        x and y in -1..1, height in 0..1.
    radius, last : float
        Radius of the trajectory and of the ball, in pixels.
    colour : uint32
    """
    here, there = np.empty(3, np.float32), np.empty(3, np.float32)
    between = np.empty(3, np.float32)
    for point in range(points.shape[0]):
        project(points[point, 0], points[point, 1], points[point, 2], view, there)
        if point:
            length = math.sqrt((there[0] - here[0]) ** 2 + (there[1] - here[1]) ** 2)
            pieces = int(min(length, 2_000.0)) + 1
            for piece in range(pieces):
                share = np.float32(piece / pieces)
                for axis in range(3):
                    between[axis] = here[axis] + share * (there[axis] - here[axis])
                draw_disc(between, radius, colour, picture, depth)
        here[:] = there
    if points.shape[0]:
        draw_disc(here, last, colour, picture, depth)
