"""Picture of the masks of a mini-batch: a row a picture, a column a hidden neuron."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import percent, tr
from app.pages.overfitting.dropout.thinned_network import HIDDEN
from app.widgets.basics.drawn import RIGHT, Drawn, write
from engine.arrays import Matrix

TALLEST = 1.8
"""Most height of a cell, in widths."""


class MaskGrid(Drawn):
    """Draws which hidden neurons stay, for each picture of a mini-batch."""

    least: ClassVar = (180, 80)
    preferred: ClassVar = (360, 180)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "mask_grid", parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.kept: Matrix = np.ones((1, 1), bool)

    def show_kept(self, kept: Matrix) -> None:
        """Show masks, shape (pictures, neurons), bool."""
        if not np.array_equal(kept, self.kept):
            self.kept = kept
            self._describe()
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Masks of the mini-batch"))
        self.setToolTip(
            tr(
                "A row for each picture of the mini-batch, a column for each hidden neuron. Filled "
                "neurons stay. The book leaves out the same neurons for a whole mini-batch; this "
                "program draws anew for each picture."
            )
        )
        self._describe()
        self.update()

    def _describe(self) -> None:
        share = percent(float(self.kept.mean()), 0)
        self.setAccessibleDescription(tr("{share} of the neurons stay", share=share))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = self.smooth_painter(), self._theme
        small, (rows, columns) = theme.size("small"), self.kept.shape
        painter.setFont(theme.font("small", tabular=True))
        name = tr("picture {number}", number=rows)
        left = painter.fontMetrics().horizontalAdvance(name) + 0.8 * small
        room = QRectF(self.rect()).adjusted(left, 0.6 * small, -2.0, -2.0 * small)
        wide = room.width() / columns
        high = min(room.height() / rows, TALLEST * wide)
        top = room.top() + 0.5 * (room.height() - high * rows)
        for row in range(rows):
            middle = top + (row + 0.5) * high
            painter.setPen(theme.color("text" if row == 0 else "text_2"))
            if row == 0 or high > 1.3 * small:
                words = QRectF(0, middle - small, room.left() - 0.8 * small, 2 * small)
                painter.drawText(words, RIGHT, tr("picture {number}", number=row + 1))
            for column in range(columns):
                box = QRectF(room.left() + column * wide, top + row * high, wide, high)
                self._cell(painter, box, kept=bool(self.kept[row, column]))
        self._mark_drawn(painter, QRectF(room.left(), top, wide, high))
        below = QRectF(room.left(), top + rows * high + 2, room.width(), 1.6 * small)
        painter.setPen(theme.color("text_2"))
        write(painter, below, tr("hidden neurons 1 to {count}", count=columns))

    def _cell(self, painter: QPainter, box: QRectF, *, kept: bool) -> None:
        theme, gap = self._theme, 0.12 * box.width()
        inner = box.adjusted(gap, gap, -gap, -gap)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent" if kept else "surface_2"))
        painter.drawRoundedRect(inner, gap, gap)

    def _mark_drawn(self, painter: QPainter, first: QRectF) -> None:
        """Frame the neurons that the picture beside draws."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("text"), 1.5 * self._theme.size("line")))
        frame = QRectF(first.left(), first.top(), HIDDEN * first.width(), first.height())
        painter.drawRoundedRect(frame, 2.0, 2.0)
