"""The confusion matrix: true classes down, predictions across; a click shows the pictures."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.basics.drawn import ARROWS, CENTRE, ENTER, Pointed
from app.widgets.networks.network_painting import blend
from engine.arrays import Matrix
from engine.data.classes import DIGITS

Cell = tuple[int, int]


class ConfusionView(Pointed):
    """Counts by class; mistakes are coloured by their number, the diagonal is pale grey.

    Signals
    -------
    cell_opened : (int, int)
        True class and prediction of a cell that is not empty.
    """

    cell_opened = Signal(int, int)

    least: ClassVar = (120, 120)
    preferred: ClassVar = (240, 220)
    focus: ClassVar = Qt.FocusPolicy.StrongFocus

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "confusion_matrix", parent)
        self._counts: Matrix | None = None
        self._names: tuple[str, ...] = DIGITS
        self._cell: Cell = (0, 0)
        self.retranslate()

    def show_counts(self, counts: Matrix | None, names: Sequence[str] = DIGITS) -> None:
        """Show counts, true class by row and prediction by column.

        Parameters
        ----------
        counts : Matrix or None, shape (classes, classes)
        names : sequence of str
            Names of the classes.
        """
        if counts is not self._counts or tuple(names) != self._names:
            self._counts, self._names = counts, tuple(names)
            last = len(self._names) - 1
            self._cell = (min(self._cell[0], last), min(self._cell[1], last))
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Confusion matrix"))
        self.setToolTip(tr("Click a cell: its digits come to the pad, one after the other."))

    def _grid(self) -> QRectF:
        small = self._theme.size("small")
        return QRectF(self.rect()).adjusted(
            self._name_width() + 0.2 * small, 1.6 * small, -2, -1.6 * small
        )

    def _name_width(self) -> float:
        """Return the room for the names of rows, at most a quarter of the width."""
        metrics = QFontMetricsF(self._theme.font("small"))
        longest = max(map(metrics.horizontalAdvance, self._names), default=0.0)
        return min(max(longest + 4, 3 * self._theme.size("small")), self.width() / 4)

    def cell_at(self, position: QPointF) -> Cell | None:
        """Return (true digit, prediction) at a point of the widget, or None."""
        grid = self._grid()
        if not grid.contains(position):
            return None
        count = len(self._names)
        row = int((position.y() - grid.top()) / grid.height() * count)
        column = int((position.x() - grid.left()) / grid.width() * count)
        return min(row, count - 1), min(column, count - 1)

    def cell_text(self, cell: Cell) -> str:
        """Describe the count of a cell."""
        if self._counts is None:
            return ""
        row, column = cell
        return tr(
            "{count} digits {true} read as {answer}",
            count=int(self._counts[row, column]),
            true=self._names[row],
            answer=self._names[column],
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
        count = len(self._names)
        wide, high = grid.width() / count, grid.height() / count
        small = self._theme.size("small")
        # rows that are closer than a line are named in steps
        step = ceil(1.2 * small / high)
        for place, name in enumerate(self._names):
            left = QRectF(0, grid.top() + place * high, self._name_width(), high)
            above = QRectF(grid.left() + place * wide, 0, wide, 1.6 * small)
            if place % step == 0:
                # higher than its row, which may be less than a line
                self._write(painter, left.adjusted(0, -small, 0, small), name)
            self._write(painter, above, name)
        below = QRectF(grid.left(), grid.bottom(), grid.width(), 1.6 * small)
        painter.drawText(below, CENTRE, tr("down: the digit · across: the answer"))
        self._paint_cells(painter, grid, wide, high)

    def _write(self, painter: QPainter, room: QRectF, name: str) -> None:
        """Write a name, elided to the width of its room."""
        words = painter.fontMetrics().elidedText(
            name, Qt.TextElideMode.ElideRight, max(round(room.width()), 8)
        )
        painter.drawText(room, CENTRE, words)

    def _paint_cells(self, painter: QPainter, grid: QRectF, wide: float, high: float) -> None:
        counts = np.asarray(self._counts)
        wrong = counts * (1 - np.eye(len(counts), dtype=counts.dtype))
        most = max(int(wrong.max()), 1)
        surface, mistake = self._theme.color("surface"), self._theme.color("negative")
        right = blend(surface, self._theme.color("text_2"), 0.16)
        small = self._theme.size("small")
        fits, tall = wide > 2.4 * small, high > 1.1 * small
        for row, column in np.ndindex(*counts.shape):
            room = QRectF(grid.left() + column * wide, grid.top() + row * high, wide, high)
            count = int(counts[row, column])
            share = (wrong[row, column] / most) ** 0.5
            fill = right if row == column else blend(surface, mistake, 0.85 * float(share))
            painter.fillRect(room.adjusted(0.5, 0.5, -0.5, -0.5), fill)
            if count and tall and (fits or count < 100):
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
            row, column = np.clip(np.add(self._cell, ARROWS[key][::-1]), 0, len(self._names) - 1)
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
