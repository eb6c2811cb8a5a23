"""Small plot of outputs between 0 and 1; dragging chooses an x."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.pages.perceptrons.words import plain
from app.widgets.plots.ticks import ticks
from engine.arrays import Vector

FLAT = 1e-6
"""Second difference of an output below which a point counts as collinear."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Curve with label, points, colour token and dash pattern."""

    label: str
    x: Vector
    y: Vector
    token: str
    dash: tuple[float, ...] = ()
    wide: float = 1.0


@dataclass(frozen=True, slots=True)
class Spot:
    """Marked point, filled or hollow."""

    x: float
    y: float
    token: str
    label: str = ""
    hollow: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Plot:
    """Contents of an OutputPlot.

    Attributes
    ----------
    bounds : tuple of float
        Left, right, low, high.
    gap : tuple of float or None
        x, and the two y that a bracket joins.
    powers : bool
        Whether x is log₁₀ of the value written at the axis.
    falls : bool
        Whether curves fall towards the right; the gap's label then stands at the upper right.
    marks : sequence of float
        Ticks of the y axis; empty for round ones.
    """

    title: str
    axis: str
    bounds: tuple[float, float, float, float]
    lines: Sequence[Line]
    spots: Sequence[Spot] = ()
    gap: tuple[float, float, float] | None = None
    gap_label: str = ""
    powers: bool = False
    falls: bool = False
    said: str = ""
    marks: Sequence[float] = field(default_factory=tuple)


class OutputPlot(QWidget):
    """Widget that draws a Plot.

    Signals
    -------
    chosen : (x, finished)
        x under the mouse during a drag; finished on release.
    nudged : (int)
        1 for the up key, −1 for the down key.
    """

    chosen = Signal(float, bool)
    nudged = Signal(int)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(150, 140)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self._theme = theme
        self._plot: Plot | None = None
        self._held = False
        theme.changed.connect(self.update)

    def show_plot(self, plot: Plot) -> None:
        """Replace the plot."""
        self._plot = plot
        self.setAccessibleName(plot.title)
        self.setAccessibleDescription(plot.said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, 420)

    @property
    def area(self) -> QRectF:
        """The rectangle between the axes."""
        small, base = self._theme.size("small"), self._theme.size("base")
        head = 2.0 * base + 1.4 * small * self._legend_rows() + 0.6 * small
        return QRectF(self.rect()).adjusted(3.2 * small, head, -1.8 * small, -3.4 * small)

    def _legend_rows(self) -> int:
        """Return the number of rows of the legend."""
        places = self._legend_places()
        return len({place.y() for place in places})

    def _legend_places(self) -> list[QPointF]:
        """Return the left end of each legend entry, in the order of the labelled curves."""
        if self._plot is None:
            return []
        small, base = self._theme.size("small"), self._theme.size("base")
        metrics = QFontMetricsF(self._theme.font("small"))
        x, y = left, _ = 3.2 * small, 1.7 * base + 0.7 * small
        found = []
        for line in self._plot.lines:
            if not line.label:
                continue
            wide = metrics.horizontalAdvance(line.label) + 36
            if x + wide > self.width() and x > left:
                x, y = left, y + 1.4 * small
            found.append(QPointF(x, y))
            x += wide
        return found

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        plot = self._plot
        if plot is None:
            return
        painter, area = QPainter(self), self.area
        self._paint_grid(painter, plot, area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(area.adjusted(-6, -6, 6, 6))
        for line in plot.lines:
            self._paint_line(painter, plot, area, line)
        painter.setClipping(False)
        self._paint_gap(painter, plot, area)
        for spot in plot.spots:
            self._paint_spot(painter, plot, area, spot)
        self._paint_legend(painter, plot, area)
        if self.hasFocus():
            painter.setPen(self._theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_grid(self, painter: QPainter, plot: Plot, area: QRectF) -> None:
        left, right, low, high = plot.bounds
        small = self._theme.size("small")
        painter.setFont(self._theme.font("small"))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        marks = plot.marks if area.height() > 12 * small else plot.marks[::2]
        for value in marks or ticks(low, high, 4):
            y = self._pixel(plot, area, left, value).y()
            painter.setPen(QPen(self._theme.color("line"), 1.0))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(self._theme.color("text_2"))
            room = QRectF(0, y - small, area.left() - 5, 2 * small)
            painter.drawText(room, flags, plain(value, 2))
        most = max(int(area.width() / (5 * small)), 2)
        for value in ticks(left, right, min(most, int(right - left)) if plot.powers else most):
            x = self._pixel(plot, area, value, low).x()
            painter.setPen(QPen(self._theme.color("line"), 1.0))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            painter.setPen(self._theme.color("text_2"))
            words = plain(10.0**value if plot.powers else value, 2)
            room = QRectF(x - 3 * small, area.bottom() + 2, 6 * small, 1.6 * small)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, words)
        room = QRectF(area.left(), area.bottom() + 1.8 * small, area.width(), 1.7 * small)
        axis = painter.fontMetrics().elidedText(
            plot.axis, Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, axis)

    def _paint_line(self, painter: QPainter, plot: Plot, area: QRectF, line: Line) -> None:
        pen = QPen(self._theme.color(line.token), line.wide * self._theme.size("curve"))
        if line.dash:
            pen.setDashPattern(list(line.dash))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        left, right, low, high = plot.bounds
        x, y = without_collinear_points(line.x, line.y)
        across = area.left() + (x - left) / (right - left) * area.width()
        down = area.bottom() - (y - low) / (high - low) * area.height()
        points = [QPointF(x, y) for x, y in zip(across.tolist(), down.tolist(), strict=True)]
        painter.drawPolyline(QPolygonF(points))

    def _paint_gap(self, painter: QPainter, plot: Plot, area: QRectF) -> None:
        if plot.gap is None:
            return
        x, one, two = plot.gap
        start, end = self._pixel(plot, area, x, one), self._pixel(plot, area, x, two)
        painter.setPen(QPen(self._theme.color("cost"), 2.0 * self._theme.size("line")))
        painter.drawLine(start, end)
        for place in (start, end):
            painter.drawLine(place - QPointF(5, 0), place + QPointF(5, 0))
        painter.setFont(self._theme.font("strong", tabular=True))
        painter.setPen(self._theme.color("cost"))
        metrics = painter.fontMetrics()
        wide, high = metrics.horizontalAdvance(plot.gap_label), metrics.height()
        # clear of a rising curve: below it at the right, above it at the left
        room = QRectF(area.left() + 8, area.top() + 0.5 * high, wide + 2, high)
        if plot.falls:
            room.moveRight(area.right() - 8)
        elif start.x() >= area.center().x():
            foot = self._pixel(plot, area, x, 0.0).y() - 0.5 * high
            room.moveBottomRight(QPointF(area.right() - 8, foot))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, plot.gap_label)

    def _paint_spot(self, painter: QPainter, plot: Plot, area: QRectF, spot: Spot) -> None:
        place = self._pixel(plot, area, spot.x, spot.y)
        if not area.adjusted(-8, -8, 8, 8).contains(place):
            return
        colour = self._theme.color(spot.token)
        painter.setPen(QPen(colour, 2.0))
        painter.setBrush(self._theme.color("surface") if spot.hollow else colour)
        radius = 0.9 * self._theme.size("point")
        painter.drawEllipse(place, radius, radius)
        if spot.label:
            painter.setFont(self._theme.font("strong"))
            small = self._theme.size("small")
            wide = painter.fontMetrics().horizontalAdvance(spot.label) + 4
            room = QRectF(place.x() + radius + 5, place.y() - small, wide, 2 * small)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, spot.label)

    def _paint_legend(self, painter: QPainter, plot: Plot, area: QRectF) -> None:
        """Write the title, and below it the legend."""
        small, base = self._theme.size("small"), self._theme.size("base")
        painter.setFont(self._theme.font("strong"))
        painter.setPen(self._theme.color("text"))
        room = QRectF(area.left(), 0, area.width(), 1.7 * base)
        metrics = painter.fontMetrics()
        elided = Qt.TextElideMode.ElideRight
        painter.drawText(room, 0, metrics.elidedText(plot.title, elided, int(room.width())))
        painter.setFont(self._theme.font("small"))
        named = [line for line in plot.lines if line.label]
        for line, place in zip(named, self._legend_places(), strict=True):
            x, y = place.x(), place.y()
            wide = painter.fontMetrics().horizontalAdvance(line.label)
            pen = QPen(self._theme.color(line.token), self._theme.size("curve"))
            if line.dash:
                pen.setDashPattern(list(line.dash))
            painter.setPen(pen)
            painter.drawLine(QPointF(x, y), QPointF(x + 18, y))
            painter.setPen(self._theme.color("text_2"))
            painter.drawText(QRectF(x + 22, y - small, wide + 2, 2 * small),
                             Qt.AlignmentFlag.AlignVCenter, line.label)  # fmt: skip

    def _pixel(self, plot: Plot, area: QRectF, x: float, y: float) -> QPointF:
        left, right, low, high = plot.bounds
        return QPointF(
            area.left() + (x - left) / (right - left) * area.width(),
            area.bottom() - (y - low) / (high - low) * area.height(),
        )

    # --- mouse and keys -------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._plot is not None and event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self._choose(event.position(), finished=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._choose(event.position(), finished=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._held = False
            self._choose(event.position(), finished=True)

    def _choose(self, at: QPointF, *, finished: bool) -> None:
        assert self._plot is not None  # checked when the mouse was pressed
        left, right = self._plot.bounds[:2]
        share = (at.x() - self.area.left()) / max(self.area.width(), 1.0)
        self.chosen.emit(left + min(max(share, 0.0), 1.0) * (right - left), finished)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.nudged.emit(step)


def without_collinear_points(x: Vector, y: Vector) -> tuple[Vector, Vector]:
    """Drop points that are collinear with their neighbours; x must be equidistant.

    Examples
    --------
    >>> x = np.arange(5.0)
    >>> [each.tolist() for each in without_collinear_points(x, np.array([0.0, 0, 0, 1, 2]))]
    [[0.0, 2.0, 4.0], [0.0, 0.0, 2.0]]
    """
    bend = np.abs(np.diff(y, 2)) > FLAT
    kept = np.concatenate([[True], bend, [True]])
    return x[kept], y[kept]
