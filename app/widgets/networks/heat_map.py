"""A heat map of signed values with a diverging colour scale and a legend."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import significant, tr
from app.widgets.basics.drawn import LEFT, RIGHT, Drawn
from app.widgets.pictures.picture_view import square_in
from engine.arrays import Matrix


class HeatMap(Drawn):
    """Picture of a matrix of signed values; the colour scale is symmetric about zero."""

    least: ClassVar = (72, 72)
    preferred: ClassVar = (196, 216)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._values: Matrix | None = None
        self._limit = 1.0
        self._image: QImage | None = None

    def show_values(self, values: Matrix | None, limit: float | None = None) -> None:
        """Show a matrix, shape (rows, columns).

        Parameters
        ----------
        limit : float, optional
            Colours reach from -limit to +limit; the largest absolute value by default.
        """
        if values is None:
            self._values, self._image = None, None
            self.update()
            return
        known = self._values is not None and self._values.shape == values.shape
        largest = float(np.abs(values).max()) if values.size else 0.0
        before, self._limit = self._limit, round_limit(limit if limit is not None else largest)
        if known and before == self._limit and np.array_equal(values, np.asarray(self._values)):
            return
        self._values, self._image = values.copy(), None
        self.setAccessibleDescription(
            tr("Values from {low:g} to {high:g}", low=-self._limit, high=self._limit)
        )
        self.update()

    def table_rows(self) -> list[list[str]]:
        """Return the values in rows below the numbers of the columns."""
        values = self._values
        if values is None:
            return []
        head = [str(column) for column in range(1, values.shape[1] + 1)]
        return [head, *([repr(float(value)) for value in row] for row in values)]

    def _on_theme_changed(self) -> None:
        self._image = None
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._values is None:
            return
        if self._image is None:
            self._image = diverging_image(self._theme, self._values, self._limit)
        painter = QPainter(self)
        legend = painter.fontMetrics().height() + 4 if self.height() > 110 else 0
        room = QRectF(self.rect()).adjusted(0, 0, 0, -legend - (4 if legend else 0))
        frame = square_in(room) if self._values.shape[0] > 4 else room
        painter.drawImage(frame, self._image)
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.drawRect(frame.adjusted(0.5, 0.5, -0.5, -0.5))
        if legend:
            below = QRectF(frame.left(), frame.bottom() + 4, frame.width(), legend)
            self._paint_legend(painter, below)

    def _paint_legend(self, painter: QPainter, room: QRectF) -> None:
        painter.setFont(self._theme.font("small"))
        limit = significant(self._limit, 6)
        low, high = f"−{limit}", f"+{limit}"
        metrics = painter.fontMetrics()
        left, right = metrics.horizontalAdvance(low) + 6, metrics.horizontalAdvance(high) + 6
        bar = room.adjusted(left, room.height() / 2 - 3, -right, -room.height() / 2 + 3)
        shade = QLinearGradient(bar.topLeft(), QPointF(bar.right(), bar.top()))
        shade.setColorAt(0.0, self._theme.color("negative"))
        shade.setColorAt(0.5, self._theme.color("surface"))
        shade.setColorAt(1.0, self._theme.color("positive"))
        painter.fillRect(bar, shade)
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.drawRect(bar)
        painter.setPen(self._theme.color("text-2"))
        painter.drawText(room, LEFT, low)
        painter.drawText(room, RIGHT, high)


def diverging_image(theme: Theme, values: Matrix, limit: float) -> QImage:
    """Colour a matrix: negative, through the surface colour, to positive.

    Parameters
    ----------
    limit : float
        Colours reach from -limit to +limit, > 0.
    """
    ends = [_rgb(theme.color(token)) for token in ("negative", "surface", "positive")]
    share = np.clip(values / limit, -1.0, 1.0)[..., np.newaxis]
    away = np.where(share < 0, ends[0], ends[2])
    pixels = ends[1] + np.abs(share) * (away - ends[1])
    colours = np.ascontiguousarray(np.rint(pixels), dtype=np.uint8)
    rows, columns = values.shape
    return QImage(colours.data, columns, rows, 3 * columns, QImage.Format.Format_RGB888).copy()


def round_limit(value: float) -> float:
    """Round a positive number up to 1, 2 or 5 times a power of ten; 0 becomes 1.

    Examples
    --------
    >>> round_limit(0.37)
    0.5
    >>> round_limit(0.0)
    1.0
    """
    if not np.isfinite(value) or value <= 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(value))
    for step in (1.0, 2.0, 5.0, 10.0):
        if value <= step * power * (1 + 1e-12):
            return float(f"{step * power:.6g}")
    return float(10.0 * power)


def _rgb(colour: QColor) -> np.ndarray:
    return np.array([colour.red(), colour.green(), colour.blue()], dtype=np.float64)
