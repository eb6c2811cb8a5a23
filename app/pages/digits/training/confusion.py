"""The confusion matrix: true digits down, predictions across; a click shows the digits."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.basics.drawn import ARROWS, CENTRE, ENTER, Pointed
from app.widgets.networks.network_painting import blend
from engine.arrays import Matrix

Cell = tuple[int, int]


class ConfusionView(Pointed):
    """Ten by ten counts; mistakes are coloured by their number, the diagonal is pale grey.

    Signals
    -------
    cell_opened : (int, int)
        True digit and prediction of a cell that is not empty.
    """

    cell_opened = Signal(int, int)

    least: ClassVar = (120, 120)
    preferred: ClassVar = (240, 220)
    focus: ClassVar = Qt.FocusPolicy.StrongFocus

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "confusion_matrix", parent)
        self._counts: Matrix | None = None
        self._cell: Cell = (0, 0)
        self.retranslate()

    def show_counts(self, counts: Matrix | None) -> None:
        """Show counts, shape (10, 10), true digit by row and prediction by column."""
        if counts is not self._counts:
            self._counts = counts
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Confusion matrix"))
        self.setToolTip(tr("Click a cell: its digits come to the pad, one after the other."))

    def _grid(self) -> QRectF:
        small = self._theme.size("small")
        return QRectF(self.rect()).adjusted(3.2 * small, 1.6 * small, -2, -1.6 * small)

    def cell_at(self, position: QPointF) -> Cell | None:
        """Return (true digit, prediction) at a point of the widget, or None."""
        grid = self._grid()
        if not grid.contains(position):
            return None
        row = int((position.y() - grid.top()) / grid.height() * 10)
        column = int((position.x() - grid.left()) / grid.width() * 10)
        return min(row, 9), min(column, 9)

    def cell_text(self, cell: Cell) -> str:
        """Describe the count of a cell."""
        if self._counts is None:
            return ""
        row, column = cell
        return tr(
            "{count} digits {true} read as {answer}",
            count=int(self._counts[row, column]),
            true=row,
            answer=column,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("text_2"))
        if self._counts is None:
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            words = tr("After the first epoch every test digit is counted here. Press Play.")
            painter.drawText(QRectF(self.rect()), int(flags), words)
            return
        grid = self._grid()
        wide, high = grid.width() / 10, grid.height() / 10
        small = self._theme.size("small")
        for digit in range(10):
            left = QRectF(0, grid.top() + digit * high, 3 * small, high)
            painter.drawText(left, CENTRE, str(digit))
            above = QRectF(grid.left() + digit * wide, 0, wide, 1.6 * small)
            painter.drawText(above, CENTRE, str(digit))
        below = QRectF(grid.left(), grid.bottom(), grid.width(), 1.6 * small)
        painter.drawText(below, CENTRE, tr("down: the digit · across: the answer"))
        self._paint_cells(painter, grid, wide, high)

    def _paint_cells(self, painter: QPainter, grid: QRectF, wide: float, high: float) -> None:
        counts = np.asarray(self._counts)
        wrong = counts * (1 - np.eye(10, dtype=counts.dtype))
        most = max(int(wrong.max()), 1)
        surface, mistake = self._theme.color("surface"), self._theme.color("negative")
        right = blend(surface, self._theme.color("text_2"), 0.16)
        fits = wide > 2.4 * self._theme.size("small")
        for row, column in np.ndindex(10, 10):
            room = QRectF(grid.left() + column * wide, grid.top() + row * high, wide, high)
            count = int(counts[row, column])
            share = (wrong[row, column] / most) ** 0.5
            fill = right if row == column else blend(surface, mistake, 0.85 * float(share))
            painter.fillRect(room.adjusted(0.5, 0.5, -0.5, -0.5), fill)
            if count and (fits or count < 100):
                strong = row != column and share > 0.6
                painter.setPen(self._theme.color("surface" if strong else "text"))
                painter.drawText(room, CENTRE, str(count))
        if self.hasFocus():
            row, column = self._cell
            room = QRectF(grid.left() + column * wide, grid.top() + row * high, wide, high)
            painter.setPen(QPen(self._theme.color("accent"), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(room)

    def _open(self, cell: Cell) -> None:
        self._cell = cell
        self.update()
        if self._counts is not None and self._counts[cell]:
            self.cell_opened.emit(*cell)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self.cell_at(event.position())
        if cell is not None and event.button() == Qt.MouseButton.LeftButton:
            self._open(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ARROWS:
            row, column = np.clip(np.add(self._cell, ARROWS[key][::-1]), 0, 9)
            self._cell = (int(row), int(column))
            self.setAccessibleDescription(self.cell_text(self._cell))
            self.update()
        elif key in ENTER:
            self._open(self._cell)
        else:
            super().keyPressEvent(event)

    def tip_at(self, at: QPointF) -> str:
        """Return the tooltip of the cell at a point."""
        cell = self.cell_at(at)
        return (self.cell_text(cell) if cell is not None else "") or self.toolTip()
