"""Picture of ∂a_j/∂z_k: a cell for each output and input, with numbers and signs."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.slowdown.softmax.words import derivative_words, indexed, signed
from app.widgets.basics.drawn import ARROWS, CENTRE, Pointed, write
from app.widgets.networks.network_painting import blend
from engine.simulations.slowdown.softmax.state import SoftmaxView

MOST = 0.25
"""Largest derivative of an output at c = 1: a (1 − a) at a = ½."""


class JacobianView(Pointed):
    """Widget that draws the Jacobian of a SoftmaxView.

    Signals
    -------
    input_chosen : (int)
        A column, from 0, was clicked or reached by an arrow key.
    """

    input_chosen = Signal(int)

    least: ClassVar = (240, 130)
    preferred: ClassVar = (360, 220)
    focus: ClassVar = Qt.FocusPolicy.TabFocus

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "softmax_jacobian", parent)
        self._view: SoftmaxView | None = None

    def show_view(self, view: SoftmaxView) -> None:
        """Draw another Jacobian."""
        if view is not self._view:
            self._view = view
            column = range(len(view.a))
            self.setAccessibleDescription(
                "; ".join(derivative_words(view, row, view.swept) for row in column)
            )
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("What each input does to each output"))
        self.update()

    @property
    def _count(self) -> int:
        return 0 if self._view is None else len(self._view.a)

    def cell(self, row: int, column: int) -> QRectF:
        """Return the rectangle of a derivative; the column behind the last one is that of sums."""
        small = self._theme.size("small")
        left, top = 2.6 * small, 1.7 * small
        wide = (self.width() - left) / (self._count + 0.8)
        tall = (self.height() - top) / self._count
        room = QRectF(left + column * wide, top + row * tall, wide, tall)
        if column == self._count:
            room.setWidth(0.8 * wide)
        return room.adjusted(1.5, 1.5, -1.5, -1.5)

    def cell_at(self, at: QPointF) -> tuple[int, int] | None:
        """Return row and column of the derivative at a point."""
        cells = ((row, column) for row in range(self._count) for column in range(self._count))
        return next((each for each in cells if self.cell(*each).contains(at)), None)

    def tip_at(self, at: QPointF) -> str:
        """Return the tooltip of a derivative."""
        found = self.cell_at(at)
        if found is None or self._view is None:
            return tr("Blue: the output rises with that input. Orange: it falls. "
                      "Each row and each column together is 0.")  # fmt: skip
        return derivative_words(self._view, *found)

    # --- events ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.cell_at(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self.input_chosen.emit(found[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = ARROWS.get(Qt.Key(event.key()))
        if way is None or self._view is None:
            super().keyPressEvent(event)
            return
        self.input_chosen.emit(max(0, min(self._view.swept + way[0], self._count - 1)))

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        view = self._view
        if view is None:
            return
        painter, theme = self.smooth_painter(), self._theme
        self._paint_heads(painter, view)
        places = range(self._count)
        for row in places:
            for column in places:
                value = float(view.jacobian[row, column])
                self._paint_cell(painter, self.cell(row, column), value, MOST * view.c)
            painter.setFont(theme.font("small", tabular=True))
            painter.setPen(theme.color("text_2"))
            total = signed(round(float(view.jacobian[row].sum()), 12))
            painter.drawText(self.cell(row, self._count), CENTRE, total)
        swept = self.cell(0, view.swept).united(self.cell(self._count - 1, view.swept))
        painter.setPen(QPen(theme.color("accent"), 1.5 * theme.size("line")))
        painter.drawRoundedRect(swept.adjusted(-1, -1, 1, 1), 4, 4)
        self.paint_focus(painter)

    def _paint_heads(self, painter: QPainter, view: SoftmaxView) -> None:
        theme, small = self._theme, self._theme.size("small")
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text_2"))
        for place in range(self._count):
            above, beside = self.cell(0, place), self.cell(place, 0)
            head = QRectF(above.left(), 0, above.width(), 1.6 * small)
            write(painter, head, indexed("∂z", place), CENTRE)
            side = QRectF(0, beside.top(), 2.4 * small, beside.height())
            write(painter, side, indexed("∂a", place), CENTRE, 4)
        sums = self.cell(0, self._count)
        write(painter, QRectF(sums.left(), 0, sums.width(), 1.6 * small), "Σ", CENTRE)

    def _paint_cell(self, painter: QPainter, cell: QRectF, value: float, most: float) -> None:
        theme, share = self._theme, min(abs(value) / most, 1.0)
        colour = theme.color("positive" if value > 0 else "negative")
        painter.setPen(QPen(theme.color("line"), 1.0))
        painter.setBrush(blend(theme.color("surface"), colour, 0.5 * share))
        painter.drawRoundedRect(cell, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setFont(theme.font("small", bold=True, tabular=True))
        painter.setPen(theme.color("text"))
        write(painter, cell, signed(value), CENTRE, 8)
