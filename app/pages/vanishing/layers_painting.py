"""Paint a deep network: a bar on each neuron, wires between, a thermometer below each layer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from app.pages.vanishing.layers_geometry import Layout, gauge_ends
from app.pages.vanishing.words import scientific
from app.theme import Theme
from app.translation import tr
from app.widgets.line_plot import power_of_ten, ramp
from app.widgets.network_painting import blend
from engine.arrays import Matrix
from engine.simulations.vanishing_state import LaboratoryView

MOST_WIRES = 110
"""Wires between two layers that are drawn: those of the largest weights."""

FAINTEST, STRONGEST = 0.08, 0.34
SHADES = 6
RAIL = 0.16
"""How much of its colour an empty thermometer has."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How long bars are.

    Attributes
    ----------
    full : float
        What a whole bar stands for.
    factor : float
        By how much it was enlarged.
    """

    full: float
    factor: float


class LayersPainter:
    """Paints once, with one painter."""

    def __init__(self, painter: QPainter, theme: Theme, layout: Layout) -> None:
        self._painter, self._theme, self._layout = painter, theme, layout

    def ends(self, depth: int) -> None:
        """Draw the input at the left and the output at the right, with what they are."""
        painter, theme, layout = self._painter, self._theme, self._layout
        painter.setFont(theme.font("small"))
        small = theme.size("small")
        for box, count, words in (
            (layout.left, "784", tr("pixels")),
            (layout.right, "10", tr("answers")),
        ):
            painter.setPen(QPen(theme.color("line"), 1.0))
            painter.setBrush(theme.color("surface_2"))
            painter.drawRoundedRect(box, 4, 4)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.color("text_2"))
            above = QRectF(
                box.center().x() - 4 * small, box.top() - 1.5 * small, 8 * small, small * 1.4
            )
            below = above.translated(0, box.height() + 1.6 * small)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, count)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)

    def bars(self, laboratory: LaboratoryView, scale: Scale, lit: int | None) -> None:
        """Draw every neuron with its signed ∂C/∂b."""
        painter, theme, layout = self._painter, self._theme, self._layout
        moment = laboratory.moment
        surface, line = theme.color("surface_2"), theme.color("line")
        signs = theme.color("negative"), theme.color("positive")
        rows, half = layout.rows, layout.cell / 2 - 1
        for layer, biases in enumerate(moment.gradients.biases if moment is not None else ()):
            values = np.clip(biases[:rows] * (scale.factor / scale.full), -1.0, 1.0).tolist()
            outline = theme.color("accent") if layer == lit else line
            for neuron, value in enumerate(values):
                box = layout.box(layer, neuron)
                painter.fillRect(box, surface)
                if value:
                    x = box.center().x()
                    end = value * half
                    bar = QRectF(min(x, x + end), box.top() + 1, abs(end), box.height() - 2)
                    painter.fillRect(bar, signs[value > 0])
                if abs(value) >= 1.0 and scale.factor > 1:
                    self._clipped(box, value)
            self._zero_line(layer, outline)
            if rows < len(biases):
                self._hidden(layer, len(biases) - rows)

    def _clipped(self, box: QRectF, value: float) -> None:
        """Mark a bar that is longer than its cell."""
        x = box.right() - 2 if value > 0 else box.left()
        self._painter.fillRect(QRectF(x, box.top(), 2, box.height()), self._theme.color("text"))

    def _zero_line(self, layer: int, colour: QColor) -> None:
        layout = self._layout
        x = layout.columns[layer]
        self._painter.setPen(QPen(colour, 1.0))
        self._painter.drawLine(QLineF(x, layout.cells.top(), x, layout.cells.bottom()))

    def _hidden(self, layer: int, count: int) -> None:
        small, layout = self._theme.size("small"), self._layout
        self._painter.setFont(self._theme.font("small"))
        self._painter.setPen(self._theme.color("text_2"))
        room = QRectF(
            layout.columns[layer] - 5 * small, layout.cells.bottom(), 10 * small, 1.5 * small
        )
        words = tr("⋮ {count} more", count=count)
        self._painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    # --- thermometers ---------------------------------------------------------------------------

    def gauges(self, laboratory: LaboratoryView, lit: int | None) -> None:
        """Draw ‖δ^l‖ of every layer on one logarithmic scale, with the spread of many seeds."""
        moment, spread, ghost = laboratory.moment, laboratory.spread, laboratory.ghost
        if moment is None:
            return
        speeds = moment.gradients.speeds.tolist()
        others = [] if spread is None else [*spread.low.tolist(), *spread.high.tolist()]
        twin = [] if ghost is None or ghost.speeds is None else ghost.speeds.tolist()
        low, high = gauge_ends([*speeds, *others, *twin])
        self._gauge_grid(low, high)
        depth = len(speeds)
        for layer, speed in enumerate(speeds):
            colour = ramp(self._theme, layer / max(depth - 1, 1))
            self._tube(layer, speed, colour, low, high)
            if spread is not None:
                ends = float(spread.low[layer]), float(spread.high[layer])
                self._spread(layer, ends, float(spread.mean[layer]), low, high)
            if layer < len(twin):
                self._ghost(layer, twin[layer], low, high)
            self._caption(layer, speed, bold=layer == lit)

    def _height(self, value: float, low: int, high: int) -> float:
        """Return the y of a value in the gauge."""
        gauge = self._layout.gauge
        share = (np.log10(max(value, 1e-300)) - low) / (high - low)
        return float(gauge.bottom() - min(max(share, 0.0), 1.0) * gauge.height())

    def _gauge_grid(self, low: int, high: int) -> None:
        painter, theme, gauge = self._painter, self._theme, self._layout.gauge
        small = theme.size("small")
        painter.setFont(theme.font("small"))
        every = max(-(-(high - low) * 1.7 * small // max(gauge.height(), 1)), 1)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for power in range(high, low - 1, -int(every)):
            y = self._height(10.0**power, low, high)
            painter.setPen(QPen(theme.color("line"), 1.0))
            painter.drawLine(QLineF(gauge.left(), y, gauge.right(), y))
            painter.setPen(theme.color("text_2"))
            room = QRectF(gauge.left() - 7 * small, y - small, 6.6 * small, 2 * small)
            painter.drawText(room, flags, power_of_ten(power))

    def _tube(self, layer: int, speed: float, colour: QColor, low: int, high: int) -> None:
        gauge, wide = self._layout.gauge, self._tube_width
        x = self._layout.columns[layer] - wide / 2
        rail = blend(self._theme.color("surface"), colour, RAIL)
        self._painter.fillRect(QRectF(x, gauge.top(), wide, gauge.height()), rail)
        y = self._height(speed, low, high)
        self._painter.fillRect(QRectF(x, y, wide, gauge.bottom() - y), colour)

    @property
    def _tube_width(self) -> float:
        return min(max(0.34 * self._layout.cell, 8.0), 26.0)

    def _spread(
        self, layer: int, ends: tuple[float, float], mean: float, low: int, high: int
    ) -> None:
        """Draw a bracket from the lowest to the highest of most seeds, with their mean."""
        x = self._layout.columns[layer] + self._tube_width / 2 + 4
        top, bottom, middle = (self._height(v, low, high) for v in (ends[1], ends[0], mean))
        self._painter.setPen(QPen(self._theme.color("text_2"), self._theme.size("line") + 0.5))
        self._painter.drawLine(QLineF(x + 5, top, x + 5, bottom))
        for y, half in ((top, 3.0), (bottom, 3.0), (middle, 5.0)):
            self._painter.drawLine(QLineF(x + 5 - half, y, x + 5 + half, y))

    def _ghost(self, layer: int, speed: float, low: int, high: int) -> None:
        """Draw where the twin's thermometer stands."""
        y, half = self._height(speed, low, high), self._tube_width / 2 + 5
        x = self._layout.columns[layer]
        self._painter.setPen(QPen(self._theme.color("accuracy"), self._theme.size("curve") + 1))
        self._painter.drawLine(QLineF(x - half, y, x + half, y))

    def _caption(self, layer: int, speed: float, *, bold: bool) -> None:
        theme, gauge, painter = self._theme, self._layout.gauge, self._painter
        small, pitch = theme.size("small"), self._layout.column(layer).width()
        x = self._layout.columns[layer]
        narrow = pitch < 5.4 * small
        painter.setFont(theme.font("small", bold=bold))
        painter.setPen(theme.color("text_2"))
        room = QRectF(x - pitch / 2, gauge.bottom() + 0.1 * small, pitch, 1.5 * small)
        name = str(layer + 1) if narrow else tr("layer {layer}", layer=layer + 1)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, name)
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("small", bold=True, tabular=True))
        painter.drawText(
            room.translated(0, 1.4 * small),
            Qt.AlignmentFlag.AlignCenter,
            scientific(speed, 1 if narrow else 2),
        )


def wires_picture(
    theme: Theme, layout: Layout, weights: tuple[Matrix, ...], size: tuple[int, int], ratio: float
) -> QPixmap:
    """Return the wires between the layers as a picture: orange for negative weights."""
    picture = QPixmap(round(size[0] * ratio), round(size[1] * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _fans(painter, theme, layout)
    for layer, matrix in enumerate(weights):
        _wires(painter, theme, layout, layer, matrix[: layout.rows, : layout.rows])
    painter.end()
    return picture


def _fans(painter: QPainter, theme: Theme, layout: Layout) -> None:
    """Draw the input's and the output's wires as a few thin lines."""
    painter.setPen(QPen(blend(theme.color("surface"), theme.color("text_2"), 0.16), 1.0))
    last = len(layout.columns) - 1
    for neuron in range(layout.rows):
        first, end = layout.box(0, neuron), layout.box(last, neuron)
        share = (neuron + 0.5) / layout.rows
        y = layout.left.top() + share * layout.left.height()
        painter.drawLine(QPointF(layout.left.right(), y), QPointF(first.left(), first.center().y()))
        painter.drawLine(QPointF(end.right(), end.center().y()), QPointF(layout.right.left(), y))


def _wires(painter: QPainter, theme: Theme, layout: Layout, layer: int, w: Matrix) -> None:
    """Draw the largest weights from a layer to the next; w of shape (n_out, n_in)."""
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
