"""Table of the hunt: a row for each trial, the book's result beside ours."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, significant, tr
from app.widgets.basics.drawn import CENTRE, LEFT, RIGHT, Drawn, write
from app.widgets.basics.elided import whole_clauses
from engine.simulations.search.state import RowView

TITLES = {
    "Bad settings: noise": mark("Bad settings: noise"),
    "Zeros and ones only": mark("Zeros and ones only"),
    "A small network, few pictures, watched often": mark("A small, quick network"),
    "λ in proportion to the pictures": mark("λ for fewer pictures"),
    "A wrong guess: a larger η": mark("Wrong guess: larger η"),
    "A better guess: a smaller η": mark("Better guess: smaller η"),
}
"""Titles of the rows, marked for translation."""

CURVE = 0.09
"""Share of the width for the curves; numbers get the width they need, and titles the rest."""

GAP = 12.0
"""Pixels between two columns."""

HEADS = {
    "what": mark("trial"), "eta": "η", "lambda": "λ",
    "book": mark("the book"), "ours": mark("here"), "curve": "",
}  # fmt: skip

MOST_ROW, LEAST_ROW = 5.0, 2.4
"""Height of a row, in sizes of the base type."""

BOTH_LINES = 3.4
"""Least height of a row for its second line, in sizes of the base type."""

NUMBERS = ("eta", "lambda", "book", "ours")
"""Columns as wide as their texts."""

SEEN = 4
"""Epochs whose right answers are written where the book does not say how many."""


class HuntTable(Drawn):
    """Table that shows RowViews.

    Signals
    -------
    chosen : (int)
        Row that was clicked, or reached by an arrow key.
    """

    least: ClassVar = (320, 160)
    preferred: ClassVar = (640, 260)
    focus: ClassVar = Qt.FocusPolicy.StrongFocus
    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "hunt_table", parent)
        self._rows: tuple[RowView, ...] = ()
        self._row = 0
        self._drawn: object = None
        self._widths: dict[str, float] = {}

    def show_rows(self, rows: tuple[RowView, ...], row: int) -> None:
        """Show rows, of which one is chosen."""
        drawn = (row, [(each.hunt, len(each.right), each.running, each.trial is None)
                       for each in rows])  # fmt: skip
        if drawn == self._drawn:
            return
        self._rows, self._row, self._drawn = rows, row, drawn
        words = (f"{title_of(each)}: {ours(each)}" for each in rows)
        self.setAccessibleDescription("; ".join(words))
        self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Trials of the hunt"))
        self._drawn = None
        self.update()

    def row_rect(self, row: int) -> QRectF:
        """Return the rectangle of a row."""
        base, head = self._theme.size("base"), 2.0 * self._theme.size("base")
        room = (self.height() - head) / max(len(self._rows), 1)
        high = min(max(room, LEAST_ROW * base), MOST_ROW * base)
        return QRectF(0, head + row * high, self.width(), high)

    # --- hands ------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        for row in range(len(self._rows)):
            if self.row_rect(row).contains(event.position()):
                self.chosen.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.chosen.emit(min(max(self._row + step, 0), len(self._rows) - 1))

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = self.smooth_painter(), self._theme
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text_2"))
        head = QRectF(0, 0, self.width(), 2.0 * theme.size("base"))
        self._widths = self._measured()
        for name, room in self._columns(head).items():
            write(painter, room, tr(HEADS[name]) if len(HEADS[name]) > 1 else HEADS[name],
                  _side(name))  # fmt: skip
        for number_, view in enumerate(self._rows):
            self._paint_row(painter, self.row_rect(number_), number_, view)
        self.paint_focus(painter)

    def _paint_row(self, painter: QPainter, room: QRectF, row: int, view: RowView) -> None:
        theme = self._theme
        if row == self._row:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(room.adjusted(1, 1, -1, -1), 6, 6)
        painter.setPen(QPen(theme.color("line"), 1.0))
        painter.drawLine(room.topLeft(), room.topRight())
        cells = {"what": title_of(view, row), **_numbers(view)}
        for name, column in self._columns(room).items():
            if name == "curve":
                self._paint_curve(painter, column, view)
                continue
            if name == "what":
                self._paint_title(painter, column, cells[name], view)
                continue
            changed = name in view.changed
            painter.setFont(theme.font("base", bold=changed, tabular=True))
            painter.setPen(theme.ink("accent" if changed else _token(name, view)))
            write(painter, column, cells[name], _side(name))

    def _measured(self) -> dict[str, float]:
        """Return the width of each column, for the longest of its numbers."""
        widths = dict.fromkeys(NUMBERS, 0.0)
        for view in self._rows:
            for name, words in _numbers(view).items():
                font = self._theme.font("base", bold=name in view.changed, tabular=True)
                # a pixel more: advances are rounded
                wide = QFontMetricsF(font).horizontalAdvance(words) + GAP + 1.0
                widths[name] = max(widths[name], wide)
        # the column does not move when the first right answers come in
        widths["ours"] = max(widths["ours"], widths["book"])
        widths["curve"] = CURVE * self.width()
        return {"what": max(self.width() - sum(widths.values()), 0.0), **widths}

    def _columns(self, room: QRectF) -> dict[str, QRectF]:
        rooms, left = {}, room.left()
        for name, wide in self._widths.items():
            rooms[name] = QRectF(left + GAP / 2, room.top(), wide - GAP, room.height())
            left += wide
        return rooms

    def _paint_title(self, painter: QPainter, room: QRectF, title: str, view: RowView) -> None:
        """Write what a row tries; below, its network and pictures."""
        theme, base = self._theme, self._theme.size("base")
        painter.setFont(theme.font("base", bold=True))
        painter.setPen(theme.color("text"))
        if room.height() < BOTH_LINES * base:
            write(painter, room, title)
            return
        middle = room.center().y()
        upper = QRectF(room.left(), middle - 1.5 * base, room.width(), 1.5 * base)
        write(painter, upper, title)
        other = bool(view.changed - {"eta", "lambda"})
        painter.setFont(theme.font("small", bold=other))
        painter.setPen(theme.color("accent" if other else "text_2"))
        shown = whole_clauses(network_words(view), painter.fontMetrics(), int(room.width()))
        write(painter, upper.translated(0, 1.6 * base), shown)

    def _paint_curve(self, painter: QPainter, room: QRectF, view: RowView) -> None:
        """Draw right answers over the epochs, between none and all."""
        room = room.adjusted(2, 6, -2, -6)
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        count = len(view.right)
        if not count:
            if view.running:
                painter.setPen(self._theme.color("text_2"))
                painter.drawText(room, CENTRE, "…")
            return
        last = max(view.hunt.settings.epochs - 1, 1)
        points = [
            QPointF(room.left() + place / last * room.width(),
                    room.bottom() - right / view.measured * room.height())
            for place, right in enumerate(view.right.tolist())
        ]  # fmt: skip
        pen = QPen(self._theme.color("accuracy"), float(self._theme.size("line_width")) + 1.0)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if count == 1:
            painter.drawPoint(points[0])
        else:
            painter.drawPolyline(QPolygonF(points))


def _numbers(view: RowView) -> dict[str, str]:
    """Return the texts of a row by column."""
    settings = view.hunt.settings
    return {
        "eta": significant(settings.eta, 3),
        "lambda": significant(settings.lambda_, 3),
        "book": book(view),
        "ours": ours(view),
    }


def _side(name: str) -> Qt.AlignmentFlag:
    return RIGHT if name in ("eta", "lambda") else LEFT


def _token(name: str, view: RowView) -> str:
    if name != "ours":
        return "text"
    return "accuracy" if learns(view) else "text_2"


def learns(view: RowView) -> bool:
    """Return whether a network is better than one guess in three."""
    return len(view.right) > 0 and float(view.right.max()) > view.measured / 3


def title_of(view: RowView, row: int | None = None) -> str:
    """Return what a row tries, with its number."""
    words = tr(TITLES.get(view.hunt.title, view.hunt.title))
    return words if row is None else f"{row + 1}  {words}"


def network_words(view: RowView) -> str:
    """Return network and pictures of a row."""
    settings = view.hunt.settings
    fields = {"layers": settings.layers, "epochs": number(settings.epochs)}
    if settings.train_size:
        return tr("{layers}, {count} pictures · {epochs} epochs",
                  count=number(settings.train_size), **fields)  # fmt: skip
    return tr("{layers}, all pictures · {epochs} epochs", **fields)


def book(view: RowView) -> str:
    """Return the book's right answers after the first epochs."""
    if not view.hunt.book:
        return tr("not told")
    return ", ".join(number(each) for each in view.hunt.book) + " …"


def ours(view: RowView) -> str:
    """Return our right answers after the first epochs."""
    if not len(view.right):
        if view.trial is not None:
            return tr("not a number")
        return tr("being trained") if view.running else "–"
    seen = len(view.hunt.book) or SEEN
    shown = ", ".join(number(each) for each in view.right[:seen].tolist())
    return shown + (" …" if len(view.right) > seen else "")
