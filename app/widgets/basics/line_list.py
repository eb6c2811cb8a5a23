"""A list of text lines, each with a number at the right and an optional bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.widgets.basics.drawn import RIGHT, Drawn, write

BAR_SHARE = 0.2
"""Longest bar, as a share of a line's width."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: text, bar, number; without text it is a horizontal rule.

    Attributes
    ----------
    token : str
        Colour of number and bar.
    share : float
        Length of the bar, -1..1 of the longest; 0 draws none.
    detail : str
        Follows the text if all of it fits.
    """

    left: str = ""
    right: str = ""
    token: str = "text"
    share: float = 0.0
    detail: str = ""


class LineList(Drawn):
    """Text lines with numbers at the right; shows as many as fit and elides long ones.

    Parameters
    ----------
    rows : int
        Lines that it is high; 0 fills the room that there is.
    """

    rows_changed = Signal()

    def __init__(
        self, theme: Theme, name: str, parent: QWidget | None = None, *, rows: int = 0
    ) -> None:
        super().__init__(theme, name, parent)
        self._rows = rows
        self.lines: tuple[Line, ...] = ()
        self._sentence = ""
        upwards = QSizePolicy.Policy.Fixed if rows else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Expanding, upwards)

    @property
    def rows(self) -> int:
        """Number of lines that fit."""
        return int(self.height() / self._pitch())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rows_changed.emit()

    def _on_theme_changed(self) -> None:
        self.updateGeometry()
        self.rows_changed.emit()

    def show_lines(self, lines: Sequence[Line], sentence: str = "") -> None:
        """Show lines, or one sentence in their place."""
        if tuple(lines) != self.lines or sentence != self._sentence:
            self.lines, self._sentence = tuple(lines), sentence
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(190, int(self._pitch() * (self._rows or 13)) + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, int(self._pitch() * 2))

    def _pitch(self) -> float:
        return float(self._theme.size("small") * 1.55)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._sentence:
            painter.setFont(self._theme.font("base"))
            painter.setPen(self._theme.color("text-2"))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()), int(flags), self._sentence)
            return
        painter.setFont(self._theme.font("mono-small"))
        pitch = self._pitch()
        metrics = painter.fontMetrics()
        shared = [metrics.horizontalAdvance(line.right) for line in self.lines if line.share]
        widest = max(shared, default=0)
        for row, line in enumerate(self.lines[: self.rows]):
            room = QRectF(0, row * pitch, self.width(), pitch)
            self._paint_line(painter, line, room, widest)

    def _paint_line(self, painter: QPainter, line: Line, room: QRectF, widest: int) -> None:
        if not line.left:
            painter.setPen(QPen(self._theme.color("line"), 1.0))
            y = int(room.center().y())
            painter.drawLine(int(room.left()), y, int(room.right()), y)
            return
        metrics = painter.fontMetrics()
        space = room.width() - metrics.horizontalAdvance(line.right) - 6
        if line.share:
            longest = room.width() * BAR_SHARE
            number_width = widest + 6
            space = room.width() - number_width - longest - 6
            bar = QRectF(
                room.right() - number_width - longest,
                room.center().y() - room.height() * 0.3,
                longest * abs(line.share),
                room.height() * 0.6,
            )
            painter.fillRect(bar, self._theme.color(line.token))
        painter.setPen(self._theme.color("text"))
        whole = line.left + line.detail
        words = whole if metrics.horizontalAdvance(whole) <= space else line.left
        write(painter, QRectF(room.left(), room.top(), space, room.height()), words)
        painter.setPen(self._theme.ink(line.token))
        painter.drawText(room, RIGHT, line.right)
