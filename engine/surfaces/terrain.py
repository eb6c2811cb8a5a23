"""Software rendering of a surface as a map and in three dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, isfinite, radians, sin

import numpy as np

from engine.arrays import Matrix, Vector, freeze
from engine.errors import SettingError
from engine.kernels.drawing.terrain import draw_map, draw_relief, draw_trail

MAP_SIDE = 400
"""Pixels along each side of the map."""

RELIEF_SIZE = (540, 600)
"""Rows and columns of the three-dimensional picture."""

LINES = 16
"""Number of contour lines."""

VIRIDIS = (
    0x440154, 0x482878, 0x3E4989, 0x31688E, 0x26828E,
    0x1F9E89, 0x35B779, 0x6DCD59, 0xB4DE2C, 0xFDE725,
)  # fmt: skip
"""Equidistant colours of viridis (van der Walt and Smith, 2015; public domain)."""


LEAST_TILT, MOST_TILT = 5.0, 85.0


@dataclass(frozen=True, slots=True)
class View:
    """Direction from which a surface is viewed.

    Attributes
    ----------
    turn, tilt : float
        Degrees: azimuth, and elevation above the horizon (5..85).
    """

    turn: float = 30.0
    tilt: float = 38.0

    @classmethod
    def of(cls, turn: float, tilt: float) -> View:
        """Return the view from a direction, kept above the horizon.

        Raises
        ------
        SettingError
            If an angle is not finite.
        """
        if not (isfinite(turn) and isfinite(tilt)):
            raise SettingError("expected an angle in degrees, got {found}", found=turn)
        return cls(turn % 360.0, min(max(tilt, LEAST_TILT), MOST_TILT))

    def numbers(self) -> Vector:
        """Return the view vector of `engine.kernels.drawing.terrain.project`, shape (7,)."""
        turn, tilt = radians(self.turn), radians(self.tilt)
        rows, columns = RELIEF_SIZE
        scale = 0.33 * columns
        middle = (columns / 2, 0.55 * rows)
        return np.array([cos(turn), sin(turn), cos(tilt), sin(tilt), scale, *middle])


@dataclass(frozen=True, slots=True)
class Trail:
    """Path of a ball on a surface.

    Attributes
    ----------
    points : Matrix, shape (n, 3)
        x and y in -1..1, height in 0..1.
    colour : int
        0xffRRGGBB.
    radius : float
        Of the ball at its end, in pixels.
    """

    points: Matrix
    colour: int
    radius: float = 7.0


def colour_table() -> Vector:
    """Return 256 colours of viridis, dark = low, as 0xffRRGGBB; shape (256,), uint32."""
    anchors = np.array([[c >> 16, c >> 8 & 255, c & 255] for c in VIRIDIS], float)
    places = np.linspace(0, len(VIRIDIS) - 1, 256)
    red, green, blue = (
        np.interp(places, np.arange(len(VIRIDIS)), anchors[:, channel]).round().astype(np.uint32)
        for channel in range(3)
    )
    table: Vector = np.uint32(0xFF000000) | red << np.uint32(16) | green << np.uint32(8) | blue
    return table


def scaled(heights: Matrix, low: float, high: float) -> Matrix:
    """Return heights as 0..1; the square root keeps contour lines visible in low regions.

    Parameters
    ----------
    heights : Matrix
        Costs.
    low, high : float
        Costs mapped to 0 and 1.
    """
    share = np.clip((heights - low) / max(high - low, 1e-300), 0.0, 1.0)
    share = np.where(np.isfinite(heights), share, 1.0)
    root: Matrix = np.sqrt(share).astype(np.float32)
    return root


def map_picture(shares: Matrix) -> Matrix:
    """Return the map of heights 0..1, shape (MAP_SIDE, MAP_SIDE), uint32."""
    picture = np.empty((MAP_SIDE, MAP_SIDE), np.uint32)
    draw_map(shares, colour_table(), LINES, picture)
    return freeze(picture)


def relief_picture(shares: Matrix, view: View, trails: Sequence[Trail] = ()) -> Matrix:
    """Return the three-dimensional picture of heights 0..1.

    Returns
    -------
    Matrix, shape RELIEF_SIZE, uint32
        0xAARRGGBB; transparent background.
    """
    picture, depth = np.zeros(RELIEF_SIZE, np.uint32), np.empty(RELIEF_SIZE, np.float32)
    corners = np.empty((*shares.shape, 4), np.float32)
    numbers = view.numbers()
    draw_relief(shares, numbers, colour_table(), LINES, corners, picture, depth)
    for trail in trails:
        points = np.ascontiguousarray(trail.points, np.float32)
        draw_trail(points, 1.2, trail.radius, np.uint32(trail.colour), numbers, picture, depth)
    return freeze(picture)
