"""Cached backgrounds of the deep network: cells, wires, scale of the gauges."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.vanishing.layers.geometry import Layout
from app.widgets.networks.network_painting import blend
from app.widgets.plots.figure import ramp
from app.widgets.plots.ticks import power_of_ten
from engine.arrays import Matrix
from engine.simulations.vanishing.state import SpreadView

MOST_WIRES = 110
"""Number of wires drawn between two layers: those of the largest weights."""

FAINTEST, STRONGEST = 0.08, 0.34
SHADES = 6
RAIL = 0.16
"""Share of its colour that an empty gauge has."""


def transparent(size: QSize, ratio: float, paint: Callable[[QPainter], None]) -> QPixmap:
    """Return a transparent picture with the output of `paint`."""
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter)
    painter.end()
    return picture


class NetworkBackground:
    """Painter of cells, wires, input and output.

    Parameters
    ----------
    width : int
        Number of neurons in each layer, drawn or not.
    """

    def __init__(self, theme: Theme, layout: Layout, width: int) -> None:
        self._theme, self._layout, self._width = theme, layout, width

    def paint(self, painter: QPainter, weights: tuple[Matrix, ...] | None) -> None:
        """Paint cells, input and output; wires if weights are given."""
        if weights is not None:
            self._fans(painter)
            rows = self._layout.rows
            for layer, matrix in enumerate(weights):
                self._wires(painter, layer, matrix[:rows, :rows])
        self._ends(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._cells(painter)

    def _cells(self, painter: QPainter) -> None:
        theme, layout = self._theme, self._layout
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("surface_2"))
        layers = range(len(layout.columns))
        painter.drawRects([layout.box(layer, n) for layer in layers for n in range(layout.rows)])
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("line"), 1.0))
        top, bottom = layout.cells.top(), layout.cells.bottom()
        painter.drawLines([QLineF(x, top, x, bottom) for x in layout.columns])
        if layout.rows < self._width:
            small = theme.size("small")
            painter.setFont(theme.font("small"))
            painter.setPen(theme.color("text_2"))
            room = QRectF(layout.cells.left(), bottom, layout.cells.width(), 1.5 * small)
            words = tr("⋮ {count} more", count=self._width - layout.rows)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    def _ends(self, painter: QPainter) -> None:
        """Draw the input at the left and the output at the right, with their labels."""
        theme, layout, small = self._theme, self._layout, self._theme.size("small")
        painter.setFont(theme.font("small"))
        for box, count, words in (
            (layout.left, "784", tr("pixels")),
            (layout.right, "10", tr("answers")),
        ):
            painter.setPen(QPen(theme.color("line"), 1.0))
            painter.setBrush(theme.color("surface_2"))
            painter.drawRoundedRect(box, 4, 4)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.color("text_2"))
            above = QRectF(0, box.top() - 1.5 * small, 8 * small, small * 1.4)
            above.moveLeft(box.center().x() - 4 * small)
            below = above.translated(0, box.height() + 1.6 * small)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, count)
            if layout.named:
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)

    def _fans(self, painter: QPainter) -> None:
        """Draw the wires of input and output as one thin line per visible neuron."""
        theme, layout = self._theme, self._layout
        painter.setPen(QPen(blend(theme.color("surface"), theme.color("text_2"), 0.16), 1.0))
        last, lines = len(layout.columns) - 1, []
        for neuron in range(layout.rows):
            first, end = layout.box(0, neuron), layout.box(last, neuron)
            y = layout.left.top() + (neuron + 0.5) / layout.rows * layout.left.height()
            lines.append(QLineF(layout.left.right(), y, first.left(), first.center().y()))
            lines.append(QLineF(end.right(), end.center().y(), layout.right.left(), y))
        painter.drawLines(lines)

    def _wires(self, painter: QPainter, layer: int, w: Matrix) -> None:
        """Draw the largest weights from a layer to the next; w of shape (n_out, n_in)."""
        theme, layout = self._theme, self._layout
        sizes = np.abs(w).ravel()
        chosen = np.argsort(sizes)[-MOST_WIRES:]
        largest = max(float(sizes[chosen[-1]]), 1e-12)
        surface = theme.color("surface")
        colours = [theme.color("negative"), theme.color("positive")]
        shades = (sizes[chosen] / largest * (SHADES - 1)).astype(int)
        right = [layout.box(layer, n) for n in range(w.shape[1])]
        left = [layout.box(layer + 1, n) for n in range(w.shape[0])]
        starts = [QPointF(box.right(), box.center().y()) for box in right]
        ends = [QPointF(box.left(), box.center().y()) for box in left]
        for shade in range(SHADES):
            share = FAINTEST + (STRONGEST - FAINTEST) * shade / (SHADES - 1)
            for sign in (0, 1):
                picked = chosen[(shades == shade) & ((w.ravel()[chosen] > 0) == sign)]
                painter.setPen(QPen(blend(surface, colours[sign], share), 1.0))
                pairs = [divmod(place, w.shape[1]) for place in picked.tolist()]
                painter.drawLines([QLineF(starts[j], ends[k]) for k, j in pairs])


class GaugeBackground:
    """Painter of the scale, the empty gauges, the spread over seeds, the ablation's speeds.

    Parameters
    ----------
    ends : tuple of int
        Powers of ten at which the gauges begin and end.
    """

    def __init__(self, theme: Theme, layout: Layout, ends: tuple[int, int]) -> None:
        self._theme, self._layout, self._ends = theme, layout, ends

    def paint(
        self, painter: QPainter, spread: SpreadView | None, ablation_run: list[float]
    ) -> None:
        """Paint everything but the current speeds."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._grid(painter)
        depth = len(self._layout.columns)
        for layer in range(depth):
            self._rail(painter, layer, layer / max(depth - 1, 1))
            if spread is not None:
                values = spread.high[layer], spread.mean[layer], spread.low[layer]
                self._spread(painter, layer, *(float(value) for value in values))
            if layer < len(ablation_run):
                self._ghost(painter, layer, ablation_run[layer])

    def _height(self, value: float) -> float:
        return self._layout.gauge_height(value, self._ends)

    def _grid(self, painter: QPainter) -> None:
        theme, gauge, (low, high) = self._theme, self._layout.gauge, self._ends
        small = theme.size("small")
        painter.setFont(theme.font("small"))
        every = max(-(-(high - low) * 1.7 * small // max(gauge.height(), 1)), 1)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for power in range(high, low - 1, -int(every)):
            y = self._height(10.0**power)
            painter.setPen(QPen(theme.color("line"), 1.0))
            painter.drawLine(QLineF(gauge.left(), y, gauge.right(), y))
            painter.setPen(theme.color("text_2"))
            room = QRectF(gauge.left() - 7 * small, y - small, 6.6 * small, 2 * small)
            painter.drawText(room, flags, power_of_ten(power))

    def _rail(self, painter: QPainter, layer: int, shade: float) -> None:
        theme, layout = self._theme, self._layout
        rail = blend(theme.color("surface"), ramp(theme, shade), RAIL)
        painter.fillRect(layout.tube(layer), rail)
        small, column = theme.size("small"), layout.column(layer)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text_2"))
        room = QRectF(column.left(), layout.gauge.bottom() + 1, column.width(), 1.5 * small)
        narrow = column.width() < NARROW * small
        name = str(layer + 1) if narrow else tr("layer {layer}", layer=layer + 1)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, name)

    def _spread(self, painter: QPainter, layer: int, high: float, mean: float, low: float) -> None:
        """Draw a bracket from the 10th to the 90th percentile over seeds, with the mean."""
        x = self._layout.tube(layer).right() + 9
        top, middle, bottom = (self._height(value) for value in (high, mean, low))
        painter.setPen(QPen(self._theme.color("text_2"), self._theme.size("line") + 0.5))
        painter.drawLine(QLineF(x, top, x, bottom))
        for y, half in ((top, 3.0), (bottom, 3.0), (middle, 5.0)):
            painter.drawLine(QLineF(x - half, y, x + half, y))

    def _ghost(self, painter: QPainter, layer: int, speed: float) -> None:
        """Mark the speed that a layer has in the ablation run."""
        tube, y = self._layout.tube(layer), self._height(speed)
        painter.setPen(QPen(self._theme.color("accuracy"), self._theme.size("curve") + 1))
        painter.drawLine(QLineF(tube.left() - 5, y, tube.right() + 5, y))


NARROW = 5.4
"""Width of a column in small font sizes below which it shows numbers only."""
