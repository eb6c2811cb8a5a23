"""Pictures painted without a window, and their colours counted."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter


def painted(size, paint, ground="white"):
    """Return a picture of a size on a ground of one colour, with what `paint` draws onto it."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image


def pixels_of(image):
    """Return the colours of a picture as numbers, shape (height, width)."""
    image = image.convertToFormat(QImage.Format.Format_ARGB32)
    rows = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)
    return rows[:, : image.width()].copy()


def count_of(image, colour, room=None):
    """Return how many pixels have exactly a colour, in a rectangle or in the whole picture."""
    if room is not None:
        image = image.copy(room.toAlignedRect())
    return int((pixels_of(image) == QColor(colour).rgba()).sum())


def changed_places(one, other):
    """Return (x, y) of every pixel in which two pictures differ, shape (n, 2)."""
    return np.argwhere(pixels_of(one) != pixels_of(other))[:, ::-1]
