"""A sheet of random copies; those that the network reads otherwise are framed."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import number, tr
from app.widgets.basics.drawn import CENTRE, Pointed
from app.widgets.pictures.picture_view import grey_image
from engine.arrays import Images, Labels
from engine.data.digits.strokes import SIDE

GAP = 4.0


class CopySheet(Pointed):
    """Random copies in rows as wide as the widget."""

    least: ClassVar = (160, 80)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._images: list[QImage] = []
        self._answers: list[int] = []
        self._label: int | None = None

    def show_copies(self, pictures: Images, answers: Labels, label: int | None) -> None:
        """Show copies, shape (n, 784), with what the network reads of each, once it has."""
        self._images = [grey_image(each.reshape(SIDE, SIDE)) for each in pictures]
        self._answers, self._label = [int(each) for each in answers], label
        wrong = sum(self._is_wrong(place) for place in range(len(pictures)))
        self.setAccessibleDescription(
            tr("{count} copies, {wrong} of them read as another digit",
               count=number(len(answers)), wrong=number(wrong))
        )  # fmt: skip
        self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Random copies"))
        self.update()

    def tip_at(self, at: QPointF) -> str:
        """Return what the network reads of the copy at a point."""
        for place, room in enumerate(self._rooms()):
            if room.contains(at) and place < len(self._answers):
                return tr("read as {digit}", digit=self._answers[place])
        return tr("Copies as training sees them; red: the network reads another digit.")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.smooth_painter()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(self._theme.font("small"))
        for place, room in enumerate(self._rooms()):
            painter.drawImage(room, self._images[place])
            wrong = self._is_wrong(place)
            painter.setPen(
                QPen(self._theme.color("negative" if wrong else "line"), 2 if wrong else 1)
            )
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(room.adjusted(0.5, 0.5, -0.5, -0.5))
            if wrong:
                self._paint_answer(painter, room, self._answers[place])

    def _paint_answer(self, painter: QPainter, room: QRectF, digit: int) -> None:
        side = painter.fontMetrics().height()
        corner = QRectF(room.right() - side, room.top(), side, side)
        painter.fillRect(corner, self._theme.color("negative"))
        painter.setPen(self._theme.color("surface"))
        painter.drawText(corner, CENTRE, str(digit))

    def _is_wrong(self, place: int) -> bool:
        known = self._label is not None and place < len(self._answers)
        return known and self._answers[place] != self._label

    def _rooms(self) -> list[QRectF]:
        """Return the place of each copy: as large as fits."""
        count = len(self._images)
        if not count:
            return []
        wide, high = float(self.width()), float(self.height())
        columns = max(range(1, count + 1), key=lambda each: _side(each, count, wide, high))
        side = _side(columns, count, wide, high)
        rows = -(-count // columns)
        left = (wide - columns * (side + GAP) + GAP) / 2
        top = (high - rows * (side + GAP) + GAP) / 2
        places = np.arange(count)
        return [
            QRectF(left + (side + GAP) * (place % columns), top + (side + GAP) * (place // columns),
                   side, side)
            for place in places.tolist()
        ]  # fmt: skip


def _side(columns: int, count: int, wide: float, high: float) -> float:
    """Return the side of a copy if so many stand in a row."""
    rows = -(-count // columns)
    return max(min((wide + GAP) / columns, (high + GAP) / rows) - GAP, 1.0)
