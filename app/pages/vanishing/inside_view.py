"""Table of each layer's ‖δ‖, ‖∇w‖, saturated and dead neurons, and activations."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import number, tr
from app.pages.vanishing.words import scientific
from app.widgets.basics.drawn import Drawn, write
from app.widgets.plots.figure import ramp
from engine.vanishing.layer_statistics import BINS, Moment

SHARES = (0.10, 0.18, 0.18, 0.16, 0.14, 0.24)
"""Shares of the width for the columns."""

NARROW_COLUMNS, FEW_SHARES = (0, 1, 3), (0.14, 0.30, 0.24, 0.32)
"""Columns kept in a narrow view: layer, ‖δ‖, saturated; their shares, and the histograms'."""

NARROW_WIDTH = 30.0
"""Width in small font sizes below which the view counts as narrow."""

TALLEST = 34.0


class InsideView(Drawn):
    """Table with a row for each hidden layer."""

    preferred: ClassVar = (360, 230)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "inside_view", parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._moment: Moment | None = None

    def show_moment(self, moment: Moment | None) -> None:
        """Show the statistics of a moment; None for none."""
        if moment is not self._moment:
            self._moment = moment
            self.setAccessibleDescription(self._said())
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("What goes on inside each layer"))
        self.setToolTip(
            tr("Saturated: activations within 5 % of an end of their range. "
               "Dead: neurons that say 0 to every picture.")
        )  # fmt: skip
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, moment, theme = QPainter(self), self._moment, self._theme
        if moment is None:
            return
        small, depth = theme.size("small"), len(moment.saturated)
        row = min((self.height() - 1.7 * small) / depth, TALLEST)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text_2"))
        heads = (tr("layer"), "‖δ‖", "‖∇w‖", tr("saturated"), tr("dead"))
        columns = self._columns
        for column, words in enumerate([*(heads[c] for c in columns), tr("activations")]):
            write(painter, self._room(column, 0.0, 1.5 * small), words)
        painter.setFont(theme.font("small", tabular=True))
        for layer in range(depth):
            top = 1.7 * small + layer * row
            painter.setPen(theme.color("text"))
            for column, place in enumerate(columns):
                write(painter, self._room(column, top, row), CELLS[place](moment, layer))
            self._histogram(painter, moment, layer, self._room(len(columns), top, row))

    def _room(self, column: int, top: float, height: float) -> QRectF:
        shares = FEW_SHARES if self._columns == NARROW_COLUMNS else SHARES
        left = sum(shares[:column]) * self.width()
        return QRectF(left, top, shares[column] * self.width() - 4, height)

    @property
    def _columns(self) -> tuple[int, ...]:
        """Indices of the CELLS shown at this width."""
        little = self.width() < NARROW_WIDTH * self._theme.size("small")
        return NARROW_COLUMNS if little else tuple(range(len(CELLS)))

    def _histogram(self, painter: QPainter, moment: Moment, layer: int, room: QRectF) -> None:
        """Draw the histogram of a layer's activations."""
        shares = moment.histograms[layer].tolist()
        depth, most = len(moment.saturated), max(max(shares), 1e-9)
        colour = ramp(self._theme, layer / max(depth - 1, 1))
        wide, floor = room.width() / BINS, room.bottom() - 2
        painter.fillRect(QRectF(room.left(), floor, room.width(), 1), self._theme.color("line"))
        for place, share in enumerate(shares):
            tall = share / most * (room.height() - 5)
            x = room.left() + place * wide
            painter.fillRect(QRectF(x, floor - tall, max(wide - 1, 1), tall), colour)

    def _said(self) -> str:
        moment = self._moment
        if moment is None:
            return ""
        return "; ".join(
            ", ".join(cell(moment, layer) for cell in CELLS)
            for layer in range(len(moment.saturated))
        )


CELLS: tuple[Callable[[Moment, int], str], ...] = (
    lambda moment, layer: str(layer + 1),
    lambda moment, layer: scientific(float(moment.gradients.speeds[layer]), 2),
    lambda moment, layer: scientific(float(moment.gradients.weights[layer]), 2),
    lambda moment, layer: number(100 * float(moment.saturated[layer])) + " %",
    lambda moment, layer: number(100 * float(moment.dead[layer])) + " %",
)
"""Text of each column, from the moment and the layer's index."""
