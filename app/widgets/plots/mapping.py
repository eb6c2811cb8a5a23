"""From values to pixels and back, on linear and logarithmic axes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from app.widgets.plots.figure import Bounds
from app.widgets.plots.ticks import places
from engine.arrays import Vector


@dataclass(frozen=True, slots=True)
class Mapping:
    """The visible part of two axes and its place in the widget.

    Attributes
    ----------
    area : QRectF
        Pixels between the ends of the axes.
    window : tuple of float
        Places at these ends: left, right, low, high; log₁₀ of values on a logarithmic axis.
    logs : tuple of bool
        Whether x and y are logarithmic.
    """

    area: QRectF
    window: Bounds
    logs: tuple[bool, bool] = (False, False)

    def across(self, x: Vector) -> Vector:
        """Return the pixels of values on the x axis."""
        left, right, _, _ = self.window
        share: Vector = (places(x, self.logs[0]) - left) / (right - left)
        return self.area.left() + share * self.area.width()

    def down(self, y: Vector) -> Vector:
        """Return the pixels of values on the y axis."""
        _, _, low, high = self.window
        share: Vector = (places(y, self.logs[1]) - low) / (high - low)
        return self.area.bottom() - share * self.area.height()

    def pixel(self, x: float, y: float) -> QPointF:
        """Return the position of a point."""
        return QPointF(float(self.across(np.array([x]))[0]), float(self.down(np.array([y]))[0]))

    def place(self, at: QPointF) -> tuple[float, float]:
        """Return the places on both axes that lie under a pixel."""
        left, right, low, high = self.window
        return (
            left + (at.x() - self.area.left()) / self.area.width() * (right - left),
            low + (self.area.bottom() - at.y()) / self.area.height() * (high - low),
        )

    def zoomed(self, at: QPointF, across: float, up: float) -> Bounds:
        """Return the window magnified about a pixel by a factor for each axis."""
        left, right, low, high = self.window
        x, y = self.place(at)
        return (
            x - (x - left) / across,
            x + (right - x) / across,
            y - (y - low) / up,
            y + (high - y) / up,
        )

    def moved(self, by: QPointF) -> Bounds:
        """Return the window after its contents were dragged by so many pixels."""
        left, right, low, high = self.window
        x = by.x() / self.area.width() * (right - left)
        y = by.y() / self.area.height() * (high - low)
        return left - x, right - x, low + y, high + y
