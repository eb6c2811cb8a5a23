"""A fan in a plot: density of all curves, band of quantiles, line of the median."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QBrush, QColor

from app.widgets.basics.compiled import loaded
from app.widgets.plots.figure import pen_of
from app.widgets.plots.mapping import Mapping
from app.widgets.plots.ticks import places
from engine.arrays import Matrix, Vector
from engine.runs.seed_ensemble import Fan

Draw = Callable[..., Any]
"""Kernel that draws a density plot."""

DENSITY, BAND = 0.18, 0.22
"""Opacity of one curve of the density plot and of the band."""


class FanLayer:
    """The items that draw a fan.

    Parameters
    ----------
    box : ViewBox
    """

    def __init__(self, box: Any) -> None:
        self._fan: Fan | None = None
        self._seen: tuple[object, ...] = ()
        self._density = pg.ImageItem()
        self._median = pg.PlotCurveItem()
        self._ends = pg.PlotCurveItem(), pg.PlotCurveItem()
        self._band = pg.FillBetweenItem(*self._ends)
        self._items = self._density, self._band, self._median
        for z, item in enumerate(self._items):
            item.setZValue(6 + z)
            box.addItem(item, ignoreBounds=True)

    def draw(self, fan: Fan | None, mapping: Mapping, colour: QColor, width: float) -> None:
        """Draw a fan, None for none.

        Parameters
        ----------
        width : float
            Of the median's line.
        """
        kernel = loaded("drawing.density_plot", "draw_density_plot")
        seen = (mapping, colour.name(), width, kernel)
        if fan is self._fan and seen == self._seen:
            return
        self._fan, self._seen = fan, seen
        for item in self._items:
            item.setVisible(fan is not None)
        if fan is None:
            return
        rows = thinned_rows(len(fan.epochs), int(mapping.area.width()))
        x = places(fan.epochs[rows], mapping.logs[0])
        low, median, high = (places(each[rows], mapping.logs[1])
                             for each in (fan.low, fan.median, fan.high))  # fmt: skip
        known = np.isfinite(x) & np.isfinite(low) & np.isfinite(high)
        for end, values in zip(self._ends, (low, high), strict=True):
            end.setData(x=x[known], y=values[known])
        self._band.setBrush(QBrush(_faint(colour, BAND)))
        self._median.setData(
            x=x, y=median, connect="finite", pen=pen_of(colour, width), antialias=True
        )
        self._density.setVisible(kernel is not None)
        if kernel is not None:
            self._draw_density(kernel, fan, rows, mapping, colour)

    def _draw_density(
        self, draw: Draw, fan: Fan, rows: Vector, mapping: Mapping, colour: QColor
    ) -> None:
        area, (left, right, low, high) = mapping.area, mapping.window
        size = round(area.width()), round(area.height())
        across, down = mapping.across(fan.epochs[rows]), mapping.down(fan.values[rows])
        picture = density_picture(draw, size, across - area.left(), down - area.top(), colour)
        self._density.setImage(picture[::-1], autoLevels=False)
        self._density.setRect(QRectF(left, low, right - left, high - low))


def thinned_rows(count: int, pixels: int) -> Vector:
    """Return the indices of the rows drawn: at most one per pixel, both ends included."""
    most = max(pixels, 2)
    if count <= most:
        return np.arange(count)
    return np.unique(np.linspace(0, count - 1, most).astype(int))


def density_picture(draw: Draw, size: tuple[int, int], x: Vector, y: Matrix, colour: QColor) -> Any:
    """Return the density of curves as a picture, transparent where there is none.

    Parameters
    ----------
    size : tuple of int
        Columns and rows.
    x, y : Vector, shape (n,), and Matrix, shape (n, curves)
        In pixels.

    Returns
    -------
    picture : array, shape (rows, columns, 4), uint8
        Red, green, blue, opacity; the highest row first.
    """
    columns, rows = max(size[0], 1), max(size[1], 1)
    light = np.ones((rows, columns), np.float32)
    draw(np.ascontiguousarray(x), np.ascontiguousarray(y), 1.0 - DENSITY, light)
    picture = np.empty((rows, columns, 4), np.uint8)
    picture[:, :, :3] = colour.red(), colour.green(), colour.blue()
    picture[:, :, 3] = 255.5 - 255.0 * light
    return picture


def _faint(colour: QColor, share: float) -> QColor:
    faint = QColor(colour)
    faint.setAlphaF(share)
    return faint
