"""Paint a fan: all members as hair, the band of most of them, the median as a line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from engine.arrays import Vector
from engine.crowds import Fan

HAIR, BAND = 0.18, 0.22
"""How much of the colour hair and band keep."""


Place: TypeAlias = Callable[[QRectF, Vector, Vector], tuple[Vector, Vector]]


def paint_fan(
    painter: QPainter,
    area: QRectF,
    fan: Fan,
    place: Place,
    colour: QColor,
    width: float,
) -> None:
    """Paint a fan into a plot.

    Parameters
    ----------
    place : callable
        (area, x, y) in the units of the axes -> pixels.
    """
    rows = thinned_rows(len(fan.epochs), int(area.width()))
    painter.setClipRect(area.adjusted(-2, -2, 2, 2))
    painter.setPen(QPen(_faint(colour, HAIR), 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for member in range(fan.values.shape[1]):
        painter.drawPolyline(_line(place, area, fan.epochs[rows], fan.values[rows, member]))
    lower = _line(place, area, fan.epochs[rows], fan.low[rows])
    upper = _line(place, area, fan.epochs[rows], fan.high[rows])
    band = QPainterPath()
    band.addPolygon(QPolygonF([*upper.toList(), *reversed(lower.toList())]))
    painter.fillPath(band, _faint(colour, BAND))
    painter.setPen(QPen(colour, width))
    painter.drawPolyline(_line(place, area, fan.epochs[rows], fan.median[rows]))
    painter.setClipping(False)


def thinned_rows(count: int, pixels: int) -> Vector:
    """Return which rows are drawn: no more than pixels, both ends in any case."""
    most = max(pixels, 2)
    if count <= most:
        return np.arange(count)
    return np.unique(np.linspace(0, count - 1, most).astype(int))


def _line(place: Place, area: QRectF, x: Vector, y: Vector) -> QPolygonF:
    known = np.isfinite(y)
    across, up = place(area, x[known], y[known])
    return QPolygonF([QPointF(a, b) for a, b in zip(across.tolist(), up.tolist(), strict=True)])


def _faint(colour: QColor, share: float) -> QColor:
    faint = QColor(colour)
    faint.setAlphaF(share)
    return faint
