"""A gallery of small pictures with captions; a click picks one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.widgets.basics.drawn import ARROWS, ENTER, Pointed
from app.widgets.pictures.picture_view import grey_image
from engine.arrays import Images


class Gallery(Pointed):
    """A grid of the first pictures, as many as fit.

    Signals
    -------
    picked : (int)
        Index of a picture.
    """

    picked = Signal(int)

    least: ClassVar = (120, 80)
    preferred: ClassVar = (380, 200)
    focus: ClassVar = Qt.FocusPolicy.StrongFocus

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._images: list[QImage] = []
        self._captions: tuple[str, ...] = ()
        self._hints: tuple[str, ...] = ()
        self._sentence = ""
        self._source: object = None
        self._current = 0

    def show_pictures(
        self, pictures: Images, captions: Sequence[str], hints: Sequence[str]
    ) -> None:
        """Show pictures, shape (n, 28, 28), with captions and tooltips."""
        if pictures is self._source and tuple(captions) == self._captions:
            return
        self._source = pictures
        self._images = [grey_image(picture) for picture in pictures]
        self._captions, self._hints, self._sentence = tuple(captions), tuple(hints), ""
        self._current = 0
        self.update()

    def show_sentence(self, sentence: str) -> None:
        """Show one sentence in place of pictures."""
        if self._images or sentence != self._sentence:
            self._images, self._captions, self._hints, self._source = [], (), (), None
            self._sentence = sentence
            self.update()

    def _tile(self) -> tuple[float, float]:
        side = 4.4 * self._theme.size("small")
        return side + 4, side + 1.5 * self._theme.size("small") + 4

    def _columns(self) -> int:
        return max(int(self.width() / self._tile()[0]), 1)

    def room_for(self) -> int:
        """Return the number of pictures that fit."""
        return self._columns() * max(int(self.height() / self._tile()[1]), 1)

    def rect_of(self, number: int) -> QRectF:
        """Return the rectangle of a picture and its caption."""
        wide, high = self._tile()
        row, column = divmod(number, self._columns())
        pitch = self.width() / self._columns()
        return QRectF(column * pitch + (pitch - wide) / 2, row * high, wide, high)

    def _at(self, position: QPointF) -> int | None:
        shown = min(len(self._images), self.room_for())
        return next(
            (number for number in range(shown) if self.rect_of(number).contains(position)), None
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("text_2"))
        if not self._images:
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()), int(flags), self._sentence)
            return
        caption = 1.5 * self._theme.size("small")
        for number, image in enumerate(self._images[: self.room_for()]):
            room = self.rect_of(number).adjusted(2, 2, -2, -2)
            painter.drawImage(room.adjusted(0, 0, 0, -caption), image)
            below = QRectF(room.left(), room.bottom() - caption, room.width(), caption)
            painter.setPen(self._theme.color("text_2"))
            words = painter.fontMetrics().elidedText(
                self._captions[number], Qt.TextElideMode.ElideRight, round(below.width())
            )
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)
            if self.hasFocus() and number == self._current:
                painter.setPen(QPen(self._theme.color("accent"), 2.0))
                painter.drawRect(room)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self._pick(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        last = min(len(self._images), self.room_for()) - 1
        if key in ARROWS and last >= 0:
            right, down = ARROWS[key]
            step = right + down * self._columns()
            self._current = min(max(self._current + step, 0), last)
            self.setAccessibleDescription(self._hints[self._current])
            self.update()
        elif key in ENTER and last >= 0:
            self._pick(self._current)
        else:
            super().keyPressEvent(event)

    def _pick(self, number: int) -> None:
        self._current = number
        self.update()
        self.picked.emit(number)

    def tip_at(self, at: QPointF) -> str:
        """Return the tooltip of the picture at a point."""
        number = self._at(at)
        return self._hints[number] if number is not None else self.toolTip()
