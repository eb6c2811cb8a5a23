"""A plot of lines, linear or logarithmic in y, with marked points and a shaded band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.widgets.networks.network_painting import blend
from app.widgets.plots.curves import apart, thinned
from app.widgets.plots.ticks import short, ticks
from engine.arrays import Vector

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

BAND_SHARE = 0.18
"""Share of the accent colour in a shaded band."""

TINIEST = 1e-300


def ramp(theme: Theme, share: float) -> QColor:
    """Return the colour of a layer: share 0 for the first one, 1 for the last one."""
    return blend(theme.color("twin_3"), theme.color("accent"), share)


@dataclass(frozen=True, slots=True, eq=False)
class PlotLine:
    """One line of a plot.

    Attributes
    ----------
    label : str
        Written at its end; "" for none.
    x, y : Vector, shape (n,)
        x ascends; points that are not finite are left out.
    token : str
        Colour; "" to use `shade`.
    shade : float
        Colour 0..1 by `ramp`.
    wide : float
        Width, relative to the usual one.
    dots : bool
        Whether every point is marked.
    """

    label: str
    x: Vector
    y: Vector
    token: str = ""
    shade: float = 0.0
    dash: tuple[float, ...] = ()
    wide: float = 1.0
    dots: bool = False


@dataclass(frozen=True, slots=True)
class PlotSpot:
    """A marked point with its label above or below."""

    x: float
    y: float
    token: str = ""
    shade: float = 0.0
    label: str = ""
    below: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Plot:
    """Contents of a LinePlot.

    Attributes
    ----------
    bounds : tuple of float
        Left, right, low, high.
    x_name, y_name : str
        Already translated.
    log : bool
        Whether y is logarithmic; then low is above 0.
    band : tuple of float or None
        Ends of the shaded interval of x.
    empty, said : str
        Text shown while there are no lines; accessible description.
    """

    bounds: tuple[float, float, float, float]
    lines: Sequence[PlotLine]
    x_name: str = ""
    y_name: str = ""
    log: bool = False
    spots: Sequence[PlotSpot] = ()
    band: tuple[float, float] | None = None
    level: float | None = None
    empty: str = ""
    said: str = ""


class LinePlot(QWidget):
    """Widget that draws a Plot."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMinimumSize(120, 90)
        self._theme = theme
        self._plot: Plot | None = None
        theme.changed.connect(self.update)

    def show_plot(self, plot: Plot) -> None:
        """Show another plot."""
        self._plot = plot
        self.setAccessibleDescription(plot.said or plot.empty)
        self.update()

    @property
    def plot(self) -> Plot | None:
        """The plot shown."""
        return self._plot

    def sizeHint(self) -> QSize:
        return QSize(380, 200)

    def area(self) -> QRectF:
        """Return the rectangle of the lines; their labels are to the right of it."""
        small, plot = self._theme.size("small"), self._plot
        metrics = self.fontMetrics()
        labels = [line.label for line in plot.lines if line.label] if plot is not None else []
        widest = max((metrics.horizontalAdvance(label) for label in labels), default=0)
        right = min(widest * small / max(self._theme.size("base"), 1) + 0.9 * small, 9.0 * small)
        named = plot is not None and bool(plot.y_name)
        top = (2.1 if named else 1.1) * small
        return QRectF(self.rect()).adjusted(
            3.9 * small, top, -max(right, 0.8 * small), -1.9 * small
        )

    def place(self, x: float, y: float) -> QPointF:
        """Return the position of a point in pixels."""
        area = self.area()
        across, down = self._places(area, np.array([x]), np.array([y]))
        return QPointF(float(across[0]), float(down[0]))

    def paintEvent(self, event: QPaintEvent) -> None:
        plot, painter = self._plot, QPainter(self)
        painter.setFont(self._theme.font("small"))
        if plot is None or not any(len(line.x) for line in plot.lines):
            painter.setPen(self._theme.color("text_2"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()), int(flags), plot.empty if plot else "")
            return
        area = self.area()
        self._paint_band(painter, area, plot)
        self._paint_grid(painter, area, plot)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(area.adjusted(-1, -3, 4, 3))
        for line in plot.lines:
            self._paint_line(painter, area, line)
        painter.setClipping(False)
        for spot in plot.spots:
            self._paint_spot(painter, area, spot)
        self._paint_labels(painter, area, plot)

    # --- private ---------------------------------------------------------------------------

    def _colour(self, token: str, shade: float) -> QColor:
        return self._theme.color(token) if token else ramp(self._theme, shade)

    def _places(self, area: QRectF, x: Vector, y: Vector) -> tuple[Vector, Vector]:
        assert self._plot is not None  # only called while a plot is drawn
        left, right, low, high = self._plot.bounds
        if self._plot.log:
            y = np.log10(np.maximum(y, TINIEST))
            low, high = np.log10(low), np.log10(high)
        across = area.left() + (x - left) / max(right - left, TINIEST) * area.width()
        down = area.bottom() - (y - low) / max(high - low, TINIEST) * area.height()
        return across, down

    def _paint_band(self, painter: QPainter, area: QRectF, plot: Plot) -> None:
        if plot.band is None:
            return
        ends, _ = self._places(area, np.array(plot.band), np.ones(2))
        left = min(max(float(ends[0]), area.left()), area.right())
        right = min(max(float(ends[1]), area.left()), area.right())
        colour = blend(self._theme.color("surface"), self._theme.color("accent"), BAND_SHARE)
        painter.fillRect(QRectF(left, area.top(), max(right - left, 1.0), area.height()), colour)

    def _paint_grid(self, painter: QPainter, area: QRectF, plot: Plot) -> None:
        small, theme = self._theme.size("small"), self._theme
        left, right, low, high = plot.bounds
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        for value, words in y_ticks(plot, max(int(area.height() / (2.6 * small)), 2)):
            y = self.place(left, value).y()
            painter.setPen(QPen(theme.color("line"), 1.0))
            painter.drawLine(int(area.left()), int(y), int(area.right()), int(y))
            painter.setPen(theme.color("text_2"))
            painter.drawText(QRectF(0, y - small, area.left() - 5, 2 * small), middle, words)
        if plot.level is not None and low <= plot.level <= high:
            y = self.place(left, plot.level).y()
            painter.setPen(QPen(theme.color("text_2"), theme.size("line"), Qt.PenStyle.DashLine))
            painter.drawLine(int(area.left()), int(y), int(area.right()), int(y))
        painter.setPen(theme.color("text_2"))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        name = QRectF(0, area.bottom() + 2, self.width() - 2, 1.8 * small)
        painter.drawText(name, flags, plot.x_name)
        room = self.width() - 2 - painter.fontMetrics().horizontalAdvance(plot.x_name)
        for value in ticks(left, right, max(int(area.width() / (5 * small)), 2)):
            x = self.place(value, plot.bounds[2]).x()
            half = painter.fontMetrics().horizontalAdvance(short(value)) / 2
            if x + half + small / 2 < room:
                place = QRectF(x - 3 * small, area.bottom() + 2, 6 * small, 1.8 * small)
                painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, short(value))
        painter.drawText(QPointF(4, small), plot.y_name)

    def _paint_line(self, painter: QPainter, area: QRectF, line: PlotLine) -> None:
        colour = self._colour(line.token, line.shade)
        pen = QPen(colour, self._theme.size("curve") * line.wide)
        if line.dash:
            pen.setDashPattern(list(line.dash))
        painter.setPen(pen)
        x, y = thinned(line.x, line.y, int(area.width()))
        across, down = self._places(area, x, y)
        points = [QPointF(a, b) for a, b in zip(across.tolist(), down.tolist(), strict=True)]
        painter.drawPolyline(QPolygonF(points))
        if line.dots or len(points) == 1:
            painter.setBrush(colour)
            radius = self._theme.size("point") / 2.5
            for point in points:
                painter.drawEllipse(point, radius, radius)
            painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_spot(self, painter: QPainter, area: QRectF, spot: PlotSpot) -> None:
        at, radius = self.place(spot.x, spot.y), self._theme.size("point") / 1.6
        if not area.adjusted(-2, -2, 2, 2).contains(at):
            return
        painter.setPen(QPen(self._theme.color("surface"), 1.5))
        painter.setBrush(self._colour(spot.token, spot.shade))
        painter.drawEllipse(at, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if spot.label:
            painter.setPen(self._theme.color("text"))
            small = self._theme.size("small")
            width = painter.fontMetrics().horizontalAdvance(spot.label)
            x = min(max(at.x() - width / 2, area.left()), self.width() - width - 2)
            y = at.y() + radius + small if spot.below else max(at.y() - radius - 3, small)
            painter.drawText(QPointF(x, y), spot.label)

    def _paint_labels(self, painter: QPainter, area: QRectF, plot: Plot) -> None:
        """Write the labels beside the ends, moved apart where they would touch."""
        height = self._theme.size("small") * 1.3
        ends = []
        for line in plot.lines:
            known = np.flatnonzero(np.isfinite(line.y))
            if line.label and known.size:
                y = self.place(float(line.x[known[-1]]), float(line.y[known[-1]])).y()
                ends.append((min(max(y, area.top()), area.bottom()), line))
        ends.sort(key=_by_height)
        places = apart([y for y, _ in ends], height, area.top(), area.bottom() - height / 4)
        for y, (_, line) in zip(places, ends, strict=True):
            painter.setPen(self._colour(line.token, line.shade))
            room = QRectF(area.right() + 5, y - height / 2, self.width() - area.right() - 5, height)
            words = painter.fontMetrics().elidedText(
                line.label, Qt.TextElideMode.ElideRight, int(room.width())
            )
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


def y_ticks(plot: Plot, most: int) -> list[tuple[float, str]]:
    """Return the ticks of the y axis and their labels."""
    _, _, low, high = plot.bounds
    if not plot.log:
        return [(value, f"{value:g}".replace("-", "−")) for value in ticks(low, high, most)]
    first, last = int(np.ceil(np.log10(low) - 1e-9)), int(np.floor(np.log10(high) + 1e-9))
    every = max(-(-(last - first + 1) // most), 1)
    return [(10.0**power, power_of_ten(power)) for power in range(first, last + 1, every)]


def power_of_ten(power: int) -> str:
    """Format a power of ten.

    Examples
    --------
    >>> power_of_ten(0), power_of_ten(-3)
    ('1', '10⁻³')
    """
    return "1" if power == 0 else "10" + str(power).translate(RAISED)


def _by_height(end: tuple[float, PlotLine]) -> float:
    return end[0]
