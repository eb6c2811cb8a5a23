"""A view of one small grey picture."""

from __future__ import annotations

from functools import lru_cache
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.widgets.basics.drawn import Drawn
from engine.arrays import Matrix

GRID = QColor(255, 255, 255, 16)
"""Grid colour for the near-black ground of both themes."""


class PictureView(Drawn):
    """A square picture on near-black, with a faint grid where the pixels are large enough."""

    least: ClassVar = (56, 56)
    preferred: ClassVar = (158, 158)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._picture: Matrix | None = None
        self._image: QImage | None = None
        self._strength = 1.0

    def show_picture(self, picture: Matrix | None, strength: float = 1.0) -> None:
        """Show a picture, shape (rows, columns), values 0..1; None shows an empty frame.

        Parameters
        ----------
        strength : float
            0..1; fades the picture in.
        """
        same = picture is self._picture or (
            picture is not None
            and self._picture is not None
            and np.array_equal(picture, self._picture)
        )
        if same and strength == self._strength:
            return
        self._picture, self._strength = picture, strength
        self._image = None if picture is None else grey_image(picture)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        frame = square_in(QRectF(self.rect()))
        painter.fillRect(frame, self._theme.color("pad"))
        if self._image is None or self._picture is None:
            self._paint_border(painter, frame)
            return
        painter.setOpacity(self._strength)
        painter.drawImage(frame, self._image)
        painter.setOpacity(1.0)
        columns = self._picture.shape[1]
        if frame.width() >= 4 * columns:
            painter.drawPixmap(frame.topLeft(), grid_layer(round(frame.width()), columns))
        self._paint_border(painter, frame)

    def _paint_border(self, painter: QPainter, frame: QRectF) -> None:
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame.adjusted(0.5, 0.5, -0.5, -0.5))


@lru_cache(maxsize=8)
def grid_layer(side: int, count: int) -> QPixmap:
    """Return a faint grid of `count` x `count` cells on a square of `side` pixels.

    Cached, because translucent lines are slow to draw.
    """
    layer = QPixmap(side, side)
    layer.fill(Qt.GlobalColor.transparent)
    painter = QPainter(layer)
    for line in range(1, count):
        place = round(line * side / count)
        painter.fillRect(place, 0, 1, side, GRID)
        painter.fillRect(0, place, side, 1, GRID)
    painter.end()
    return layer


def grey_image(picture: Matrix) -> QImage:
    """Return values 0..1, shape (rows, columns), as a grey image that owns its pixels."""
    levels = np.ascontiguousarray(np.clip(picture, 0.0, 1.0) * 255.0 + 0.5, dtype=np.uint8)
    rows, columns = levels.shape
    # the copy outlives the array, whose memory QImage would otherwise borrow
    return QImage(levels.data, columns, rows, columns, QImage.Format.Format_Grayscale8).copy()


def square_in(room: QRectF) -> QRectF:
    """Return the largest centred square in a rectangle."""
    side = min(room.width(), room.height())
    return QRectF(
        room.left() + (room.width() - side) / 2, room.top() + (room.height() - side) / 2, side, side
    )
