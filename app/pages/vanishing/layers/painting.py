"""Painter of the parts that change in every frame: gradient bars, speeds, their numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.appearance.theme import Theme
from app.pages.vanishing.layers.background import NARROW
from app.pages.vanishing.layers.geometry import Layout
from app.pages.vanishing.words import scientific
from app.widgets.plots.figure import ramp
from engine.vanishing.layer_statistics import Moment


@dataclass(frozen=True, slots=True)
class Scale:
    """Scale of the gradient bars.

    Attributes
    ----------
    full : float
        |∂C/∂b| of a full-length bar at factor 1.
    factor : float
        Magnification of the bars.
    """

    full: float
    factor: float


class LayersPainter:
    """Painter of the deep network for one paint event."""

    def __init__(self, painter: QPainter, theme: Theme, layout: Layout) -> None:
        self._painter, self._theme, self._layout = painter, theme, layout

    def bars(self, moment: Moment, scale: Scale) -> None:
        """Draw the signed ∂C/∂b of every neuron; magnified bars that are clipped are marked."""
        bars: tuple[list[QRectF], list[QRectF]] = ([], [])
        clipped: list[QRectF] = []
        layout, rows = self._layout, self._layout.rows
        half, tall, row = layout.cell / 2 - 1, layout.box(0, 0).height() - 2, layout.row
        for layer, biases in enumerate(moment.gradients.biases):
            x, top = layout.columns[layer], layout.box(layer, 0).top() + 1
            values = biases[:rows] * (scale.factor / scale.full)
            lengths = (np.clip(values, -1.0, 1.0) * half).tolist()
            for neuron, length in enumerate(lengths):
                y = top + neuron * row
                if length > 0:
                    bars[1].append(QRectF(x, y, length, tall))
                elif length < 0:
                    bars[0].append(QRectF(x + length, y, -length, tall))
            if scale.factor > 1:
                clipped += self._marks(layer, np.flatnonzero(np.abs(values) >= 1), values)
        painter, theme = self._painter, self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        for token, boxes in zip(("negative", "positive"), bars, strict=True):
            painter.setBrush(theme.color(token))
            painter.drawRects(boxes)
        painter.setBrush(theme.color("text"))
        painter.drawRects(clipped)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _marks(self, layer: int, places: np.ndarray, values: np.ndarray) -> list[QRectF]:
        """Return a mark at the end of each clipped bar."""
        marks = []
        for neuron in places.tolist():
            box = self._layout.box(layer, neuron)
            x = box.right() - 2 if values[neuron] > 0 else box.left()
            marks.append(QRectF(x, box.top(), 2, box.height()))
        return marks

    def speeds(self, moment: Moment, ends: tuple[int, int]) -> None:
        """Fill the gauges up to ‖δ^l‖, and write it below where it fits."""
        painter, theme, layout = self._painter, self._theme, self._layout
        small, depth = theme.size("small"), len(layout.columns)
        painter.setFont(theme.font("small", bold=True, tabular=True))
        painter.setPen(theme.color("text"))
        pitch = layout.column(0).width()
        digits, metrics = (1 if pitch < NARROW * small else 2), painter.fontMetrics()
        for layer, speed in enumerate(moment.gradients.speeds.tolist()):
            tube = layout.tube(layer)
            tube.setTop(layout.gauge_height(speed, ends))
            painter.fillRect(tube, ramp(theme, layer / max(depth - 1, 1)))
            words = scientific(speed, digits)
            if 0 < layer < depth - 1 and metrics.horizontalAdvance(words) > pitch:
                continue
            room = QRectF(layout.columns[layer] - 4 * small, layout.gauge.bottom() + 1.4 * small,
                          8 * small, 1.5 * small)  # fmt: skip
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    def light(self, layer: int, *, framed: bool) -> None:
        """Highlight a layer; framed if the canvas has the keyboard focus."""
        layout, x = self._layout, self._layout.columns[layer]
        self._painter.setPen(QPen(self._theme.color("accent"), 1.5))
        self._painter.drawLine(QLineF(x, layout.cells.top(), x, layout.cells.bottom()))
        if framed:
            self._painter.drawRoundedRect(layout.column(layer).adjusted(1, -4, -1, 4), 6, 6)
