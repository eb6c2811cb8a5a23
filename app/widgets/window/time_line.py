"""A panel with years, a sentence each, and a link beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.basics.elided import ElidedButton, ElidedLabel, WrappedLabel
from app.widgets.basics.retranslation import explain

WIDEST, MARGIN = 940, 24
"""Largest width of the panel at 100 %, and its least distance from the edges, in pixels."""

RADIUS = 5.0
"""Radius of a year's dot in pixels."""


@dataclass(frozen=True, slots=True)
class Line:
    """A year with its sentence and the text of its link, both translated already."""

    year: int
    words: str
    link: str


class TimeLine(QFrame):
    """Overlay with the years from top to bottom; arrows move between the links.

    Parameters
    ----------
    write : callable
        Writes the lines again, in another language.

    Signals
    -------
    chosen : (int)
        A link was followed; carries the number of its line from 0.
    closed : ()
        The panel was hidden.
    """

    chosen = Signal(int)
    closed = Signal()

    def __init__(
        self, theme: Theme, write: Callable[[], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._write = theme, write
        self.setObjectName("time_line")
        self.title = ElidedLabel("time_line_title", self)
        self.title.setProperty("role", "title")
        self._close_button = ElidedButton("close_time_line_button", "×", role="link", act=self.hide)
        self._rows = _Rows(theme)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._rows)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self._close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 12, 12)
        layout.addLayout(head)
        layout.addWidget(self._scroll, 1)
        self.links: list[TimeLineLink] = []
        theme.changed.connect(self.fit)
        self.hide()

    def show_lines(self, title: str, lines: Sequence[Line]) -> None:
        """Write title and lines."""
        self.title.say(title)
        explain(self, title)
        explain(self._close_button, tr("Close"))
        self.links = self._rows.fill(lines)
        for number, link in enumerate(self.links):
            link.clicked.connect(partial(self.chosen.emit, number))
            link.moved.connect(partial(self._go, number))
        self.fit()

    def retranslate(self) -> None:
        """Write the lines again."""
        self._write()

    def open_at(self, number: int) -> None:
        """Show the panel with the focus on a link."""
        self.fit()
        self.show()
        self.raise_()
        self._focus(number)

    def fit(self) -> None:
        """Centre the panel in its parent, as large as its lines need."""
        parent = self.parentWidget()
        if parent is None:
            return
        most = round(WIDEST * self._theme.size("base") / 13)
        width = min(most, parent.width() - 2 * MARGIN)
        self.resize(width, self.height())
        inner = self._rows.heightForWidth(width - 50)
        wanted = inner + self.title.sizeHint().height() + 40
        height = min(wanted, parent.height() - 2 * MARGIN)
        self.setGeometry((parent.width() - width) // 2, (parent.height() - height) // 2,
                         width, height)  # fmt: skip

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.closed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1.5))
        painter.setBrush(self._theme.color("surface"))
        radius = self._theme.size("card_radius")
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)

    def _go(self, number: int, step: int) -> None:
        """Move the focus from a link by some lines, where there is one."""
        if 0 <= number + step < len(self.links):
            self._focus(number + step)

    def _focus(self, number: int) -> None:
        self.links[number].setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(self.links[number])


class _Rows(QWidget):
    """Years along a line, with sentences and links."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._years: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(20, 4, 8, 4)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(1, 1)

    def fill(self, lines: Sequence[Line]) -> list[TimeLineLink]:
        """Replace all rows; return their links."""
        while item := self._grid.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._years = []
        links: list[TimeLineLink] = []
        for row, line in enumerate(lines):
            year = QLabel(str(line.year), self)
            year.setProperty("role", "title")
            words = WrappedLabel(f"words_{line.year}", self)
            words.setText(line.words)
            link = TimeLineLink(line)
            self._years.append(year)
            links.append(link)
            middle = Qt.AlignmentFlag.AlignVCenter
            self._grid.addWidget(year, row, 0, middle)
            self._grid.addWidget(words, row, 1, middle)
            self._grid.addWidget(link, row, 2, middle)
        return links

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._years:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 2.0))
        dots = [QPointF(RADIUS + 2, each.geometry().center().y() + 0.5) for each in self._years]
        painter.drawLine(dots[0], dots[-1])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("accent"))
        for dot in dots:
            painter.drawEllipse(dot, RADIUS, RADIUS)


class TimeLineLink(ElidedButton):
    """Link of a line.

    Signals
    -------
    moved : (int)
        An arrow was pressed: 1 down, -1 up.
    """

    moved = Signal(int)

    def __init__(self, line: Line) -> None:
        super().__init__(f"link_{line.year}")
        self.say(line.link, line.link)
        self.setAccessibleName(f"{line.year}: {line.link}")
        self.setAccessibleDescription(line.words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # the area around would scroll by arrows
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step:
            self.moved.emit(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
