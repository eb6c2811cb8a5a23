"""Small table of bits and numbers with a selectable row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.perceptrons.words import input_name
from app.widgets.basics.drawn import Drawn


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table.

    Attributes
    ----------
    head : str
    cells : tuple of str
    tokens : tuple of str
        Colour token of each cell; empty for the text colour.
    begins : bool
        Whether a line separates it from the column before.
    """

    head: str
    cells: tuple[str, ...]
    tokens: tuple[str, ...] = ()
    begins: bool = False


def input_columns(rows: Sequence[Sequence[int]]) -> list[Column]:
    """Return a column for each input, from the inputs of every row."""
    return [
        Column(input_name(place), tuple(map(str, cells)))
        for place, cells in enumerate(zip(*rows, strict=True))
    ]


class TruthTable(Drawn):
    """Scrolling table; a newly shown row is scrolled into view.

    Signals
    -------
    row_chosen : (int)
    """

    row_chosen = Signal(int)

    least: ClassVar = (60, 60)
    focus: ClassVar = Qt.FocusPolicy.StrongFocus

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._columns: tuple[Column, ...] = ()
        self._row: int | None = None
        self._first = 0

    def show_table(self, columns: Sequence[Column], row: int | None) -> None:
        """Replace the columns and the highlighted row."""
        columns = tuple(columns)
        if (columns, row) == (self._columns, self._row):
            return
        self._columns, self._row = columns, row
        self._follow()
        self.setAccessibleName(tr("Truth table"))
        self.setAccessibleDescription(self.row_words(row))
        self.setToolTip(tr("Click a row to show it; the arrow keys go up and down."))
        self.update()

    def row_words(self, row: int | None) -> str:
        """Return a row in words."""
        if row is None or row >= self.rows:
            return ""
        return ", ".join(f"{column.head} {column.cells[row]}" for column in self._columns)

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self._columns[0].cells) if self._columns else 0

    def sizeHint(self) -> QSize:
        return QSize(200, round((min(self.rows, 10) + 1.4) * self._row_height()))

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._columns:
            return
        painter, high = self.smooth_painter(), self._row_height()
        edges = self._edges(painter)
        self._paint_heads(painter, edges)
        last = min(self._first + self._visible(), self.rows)
        for row in range(self._first, last):
            self._paint_row(painter, edges, row, (row - self._first + 1.2) * high)
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.drawLine(0, round(1.1 * high), self.width(), round(1.1 * high))
        for column, left in zip(self._columns, edges, strict=False):
            if column.begins:
                bottom = round((last - self._first + 1.2) * high)
                painter.drawLine(round(left), 2, round(left), bottom)
        self.paint_focus(painter, radius=4)

    def _paint_heads(self, painter: QPainter, edges: list[float]) -> None:
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("text_2"))
        for column, left, right in zip(self._columns, edges, edges[1:], strict=False):
            room = QRectF(left, 0, right - left, 1.1 * self._row_height())
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, column.head)

    def _paint_row(self, painter: QPainter, edges: list[float], row: int, top: float) -> None:
        high = self._row_height()
        if row == self._row:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent_soft"))
            painter.drawRoundedRect(QRectF(0, top, self.width(), high), 4, 4)
            painter.setBrush(self._theme.color("accent"))
            painter.drawRect(QRectF(0, top, 3, high))
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setFont(self._theme.font("base", tabular=True, bold=row == self._row))
        for column, left, right in zip(self._columns, edges, edges[1:], strict=False):
            token = column.tokens[row] if column.tokens else "text"
            painter.setPen(self._theme.ink(token))
            room = QRectF(left, top, right - left, high)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, column.cells[row])

    def _edges(self, painter: QPainter) -> list[float]:
        """Return the left edge of each column, and the right edge of the last."""
        painter.setFont(self._theme.font("base", tabular=True))
        metrics = painter.fontMetrics()
        wanted = [
            max(metrics.horizontalAdvance(each) for each in (column.head, *column.cells, "00"))
            for column in self._columns
        ]
        spare = (self.width() - 4 - sum(wanted)) / len(wanted)
        edges = [4.0]
        for width in wanted:
            edges.append(edges[-1] + width + spare)
        return edges

    def _row_height(self) -> float:
        return 1.7 * self._theme.size("base")

    def _visible(self) -> int:
        return max(int((self.height() - 1.2 * self._row_height()) / self._row_height()), 1)

    def _follow(self) -> None:
        """Scroll the highlighted row into view."""
        row, visible = self._row or 0, self._visible()
        self._first = min(max(self._first, row - visible + 1), row)
        self._first = max(0, min(self._first, self.rows - visible))

    def resizeEvent(self, event: object) -> None:
        self._follow()

    # --- mouse and keys -------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = int(event.position().y() / self._row_height() - 1.2) + self._first
        if event.position().y() > 1.2 * self._row_height() and row < self.rows:
            self.row_chosen.emit(row)

    def wheelEvent(self, event: QWheelEvent) -> None:
        step = -1 if event.angleDelta().y() > 0 else 1
        self._first = max(0, min(self._first + step, self.rows - self._visible()))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or not self.rows:
            super().keyPressEvent(event)
        else:
            self.row_chosen.emit(((-1 if self._row is None else self._row) + step) % self.rows)
