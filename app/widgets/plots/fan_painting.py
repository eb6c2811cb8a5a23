"""Painting of a fan: density of all curves, band of quantiles, line of the median."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from app.widgets.basics.compiled import loaded
from engine.arrays import Matrix, Vector
from engine.runs.seed_ensemble import Fan

DENSITY, BAND = 0.18, 0.22
"""Opacity of one curve of the density plot and of the band."""


Place: TypeAlias = Callable[[QRectF, Any, Any], tuple[Any, Any]]


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
    _paint_density(painter, area, place(area, fan.epochs[rows], fan.values[rows]), colour)
    lower = _line(place, area, fan.epochs[rows], fan.low[rows])
    upper = _line(place, area, fan.epochs[rows], fan.high[rows])
    band = QPainterPath()
    band.addPolygon(QPolygonF([*upper.toList(), *reversed(lower.toList())]))
    painter.fillPath(band, _faint(colour, BAND))
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(_line(place, area, fan.epochs[rows], fan.median[rows]))
    painter.setClipping(False)


def thinned_rows(count: int, pixels: int) -> Vector:
    """Return the indices of the rows drawn: at most one per pixel, both ends included."""
    most = max(pixels, 2)
    if count <= most:
        return np.arange(count)
    return np.unique(np.linspace(0, count - 1, most).astype(int))


def density_picture(
    draw: Callable[..., Any], size: tuple[int, int], x: Vector, y: Matrix, colour: QColor
) -> QImage:
    """Return the density of curves as an image, transparent where there is none.

    Parameters
    ----------
    size : tuple of int
        Columns and rows.
    x, y : Vector, shape (n,), and Matrix, shape (n, curves)
        In pixels.
    """
    columns, rows = max(size[0], 1), max(size[1], 1)
    light = np.ones((rows, columns), np.float32)
    draw(np.ascontiguousarray(x), np.ascontiguousarray(y), 1.0 - DENSITY, light)
    levels = np.arange(256, dtype=np.uint32)
    red, green, blue = (levels * c // 255 for c in (colour.red(), colour.green(), colour.blue()))
    shades = levels << 24 | red << 16 | green << 8 | blue
    pixels = shades[(255.5 - 255.0 * light).astype(np.uint8)]
    kind = QImage.Format.Format_ARGB32_Premultiplied
    # the copy outlives the array, whose memory QImage has borrowed
    return QImage(pixels.data, columns, rows, 4 * columns, kind).copy()


def _paint_density(
    painter: QPainter, area: QRectF, places: tuple[Vector, Matrix], colour: QColor
) -> None:
    """Paint all curves; until the kernel is loaded with Qt, which takes ten times as long."""
    x, y = places
    draw = loaded("drawing.density_plot", "draw_density_plot")
    if draw is None:
        painter.setPen(QPen(_faint(colour, DENSITY), 1.0))
        for member in range(y.shape[1]):
            painter.drawPolyline(_polyline(x, y[:, member]))
        return
    ratio = painter.device().devicePixelRatioF()
    size = round(area.width() * ratio), round(area.height() * ratio)
    across, down = (x - area.left()) * ratio, (y - area.top()) * ratio
    picture = density_picture(draw, size, across, down, colour)
    picture.setDevicePixelRatio(ratio)
    painter.drawImage(area.topLeft(), picture)


def _line(place: Place, area: QRectF, x: Vector, y: Vector) -> QPolygonF:
    return _polyline(*place(area, x, y))


def _polyline(x: Vector, y: Vector) -> QPolygonF:
    known = np.isfinite(y)
    points = zip(x[known].tolist(), y[known].tolist(), strict=True)
    return QPolygonF([QPointF(across, down) for across, down in points])


def _faint(colour: QColor, share: float) -> QColor:
    faint = QColor(colour)
    faint.setAlphaF(share)
    return faint
