"""A picture with the arrows of its elastic field."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.appearance.contrast import LEAST_OF_LINES, legible
from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.basics.drawn import CENTRE, write
from app.widgets.pictures.picture_view import PictureView, square_in
from engine.arrays import Matrix
from engine.improvement.distorted_digit import PLACES

SHORTEST = 0.15
"""Displacements of fewer pixels have no arrow."""

HEAD = 0.3
"""Length of an arrow's head, as a share of the arrow."""


class FieldView(PictureView):
    """The copy; arrows show where the bend moves its ink."""

    least = (120, 120)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._field = np.zeros((2, len(PLACES), len(PLACES)))
        self._words = ""

    def show_copy(self, copy: Matrix, field: np.ndarray, words: str = "") -> None:
        """Show a copy, shape (28, 28), and its field, shape (2, k, k); words over an empty one."""
        self.show_picture(copy)
        if words != self._words or not np.array_equal(field, self._field):
            self._field, self._words = field, words
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("The distorted copy"))
        self.setToolTip(tr("The copy that the network reads. Arrows: where the bend moves ink, "
                           "true to scale."))  # fmt: skip
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = self.smooth_painter()
        frame = square_in(QRectF(self.rect()))
        if self._words:
            painter.setPen(self._theme.color("ink"))
            write(painter, frame, self._words, CENTRE)
            return
        painter.setClipRect(frame)
        painter.setPen(QPen(arrow_colour(self._theme), 1.2))
        cell = frame.width() / self._picture.shape[1] if self._picture is not None else 0.0
        for i, row in enumerate(PLACES.tolist()):
            for j, column in enumerate(PLACES.tolist()):
                # the field says where ink comes from: it moves the other way
                move = -QPointF(float(self._field[1, i, j]), float(self._field[0, i, j]))
                at = QPointF(column + 0.5, row + 0.5)
                if abs(move.x()) + abs(move.y()) > SHORTEST:
                    _arrow(painter, frame.topLeft() + at * cell, move * cell)


def arrow_colour(theme: Theme) -> QColor:
    """Return a colour that is seen on the pad and on ink, which no theme changes."""
    pad, ink = theme.color("pad"), theme.color("ink")
    seen_on_ink = legible(theme.color("twin_1"), pad, [ink], LEAST_OF_LINES)
    return legible(seen_on_ink, ink, [pad], LEAST_OF_LINES)


def _arrow(painter: QPainter, at: QPointF, move: QPointF) -> None:
    """Draw an arrow from a point."""
    tip, across = at + move, QPointF(-move.y(), move.x())
    painter.drawLine(at, tip)
    painter.drawLine(tip, tip - move * HEAD + across * (0.6 * HEAD))
    painter.drawLine(tip, tip - move * HEAD - across * (0.6 * HEAD))
