"""The chips of a lecture: a page's deciding controls, large, at the right of the transport bar."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.page_frame.deciding import KEYS, MOST, Choice, Deciding
from app.widgets.basics.menu import Entry, make_menu
from engine.commands.command import SendCommand
from engine.settings import Value

SHARE = 0.6
"""Largest share of the page's width that all chips take."""

LEAST_EMS = 3.2
"""Least width of a chip, in heights of its type."""


class Chip(QPushButton):
    """Button of one deciding control: its key, its name, its value.

    Signals
    -------
    asked : (int)
        Steps along the values, 0 for their menu.
    """

    asked = Signal(int)

    def __init__(self, theme: Theme, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._key = theme, key
        self._label = self._value = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_clicked)

    def say(self, label: str, value: str) -> None:
        """Show name and value, already translated; "" for a control that does one thing."""
        if (label, value) != (self._label, self._value):
            self._label, self._value = label, value
            words = f"{label}: {value}" if value else label
            self.setToolTip(f"{words} ({self._key})")
            self.setAccessibleName(words)
            self.updateGeometry()
            self.update()

    @property
    def words(self) -> tuple[str, str]:
        """Name and value that are shown."""
        return self._label, self._value

    def wanted(self) -> int:
        """Return the width in pixels of key, name and value."""
        return sum(self._widths()) + 2 * self._theme.size("control_padding")

    def essential(self) -> int:
        """Return the width in pixels without the name of a control that has a value."""
        return self.wanted() - (self._widths()[1] if self._value else 0)

    def _widths(self) -> tuple[int, int, int]:
        plain, bold = self.fontMetrics(), self._bold_metrics()
        gap = plain.height() // 3
        key = plain.horizontalAdvance(self._key) + 3 * gap
        name = plain.horizontalAdvance(self._label) + 2
        value = bold.horizontalAdvance(self._value) + gap + 2 if self._value else 0
        return key, name, value

    def _bold_metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.font("strong"))

    def sizeHint(self) -> QSize:
        return QSize(self.wanted(), self._theme.size("control_height"))

    def minimumSizeHint(self) -> QSize:
        return QSize(int(LEAST_EMS * self.fontMetrics().height()), self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y()
        if turned:
            self.asked.emit(-1 if turned > 0 else 1)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        theme, padding = self._theme, self._theme.size("control_padding")
        key, name, value = self._widths()
        gap = self.fontMetrics().height() // 3
        inside = self.rect().adjusted(padding, 0, -padding, 0)
        badge = QRect(inside.left(), 0, key - gap, self.fontMetrics().height() + 4)
        badge.moveCenter(QPoint(badge.center().x(), inside.center().y()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("base"))
        painter.setPen(QPen(theme.color("text_2"), 1.5))
        painter.drawRoundedRect(badge, 5, 5)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, self._key)
        room = inside.width() - key
        # where both do not fit the value stays: its name is in the tooltip
        name = 0 if self._value and room - value < name else min(name, room)
        left = QRect(inside.left() + key, 0, name, self.height())
        painter.setPen(theme.color("text_2" if self._value else "text"))
        _draw(painter, left, self._label)
        painter.setFont(theme.font("strong"))
        painter.setPen(theme.color("text"))
        begin = left.right() + 1 + (gap if name else 0)
        _draw(painter, QRect(begin, 0, inside.right() + 1 - begin, self.height()), self._value)

    def _on_clicked(self) -> None:
        self.asked.emit(0)


class LectureChips(QFrame):
    """Row of chips; hidden unless a lecture is on and the page has deciding controls.

    Parameters
    ----------
    send : callable
        (command) -> generation.
    page : QWidget
        The page, to which an `Act` is applied.
    """

    def __init__(self, theme: Theme, send: SendCommand, page: QWidget) -> None:
        super().__init__()
        self.setObjectName("lecture_chips")
        self._theme, self._send, self._page = theme, send, page
        self._controls: tuple[Deciding, ...] = ()
        self._state: Any = None
        self.chips = tuple(Chip(theme, key, self) for key in KEYS)
        self._layout = QHBoxLayout(self)
        for place, chip in enumerate(self.chips):
            chip.asked.connect(partial(self.choose, place))
            chip.setObjectName(f"lecture_chip_{place + 1}")
            chip.hide()
            self._layout.addWidget(chip)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def show_controls(self, controls: tuple[Deciding, ...], state: Any) -> None:
        """Show deciding controls with their values in a state; called with every snapshot."""
        assert len(controls) <= MOST
        self._controls, self._state = controls, state
        shown = self._theme.lecture and bool(controls) and state is not None
        if shown:
            self._say()
            self.fit()
        if shown == self.isHidden():
            self.setVisible(shown)

    def offers(self, place: int, steps: int = 1) -> bool:
        """Return whether there is a control at a place, from 0, that goes so many steps."""
        if not self._theme.lecture or self._state is None or place >= len(self._controls):
            return False
        return steps >= 0 or isinstance(self._controls[place], Choice)

    def choose(self, place: int, steps: int) -> None:
        """Go along the values of a control, or open their menu for 0 steps; or let it act."""
        if not self.offers(place, steps):
            return
        control = self._controls[place]
        if not isinstance(control, Choice):
            control.act(self._page)
        elif steps:
            self._take(control, control.following(control.read(self._state), steps))
        else:
            self._open_menu(place, control)

    def fit(self) -> None:
        """Give each chip the width that it wants, as far as the page has room."""
        shown = [chip for chip, _ in zip(self.chips, self._controls, strict=False)]
        room = int(SHARE * self._page.width()) - self._layout.spacing() * max(len(shown) - 1, 0)
        for chip, width in _widths_in(room, shown).items():
            if chip.width() != width or chip.minimumWidth() != width:
                chip.setFixedWidth(width)

    def retranslate(self) -> None:
        """Retranslate names and values."""
        if self._state is not None and self._controls:
            self._say()

    def _say(self) -> None:
        for chip, control in zip(self.chips, self._controls, strict=False):
            value = ""
            if isinstance(control, Choice):
                value = control.words(control.read(self._state))
            chip.say(tr(control.label), value)
        for place, chip in enumerate(self.chips):
            if chip.isVisibleTo(self) != (place < len(self._controls)):
                chip.setVisible(place < len(self._controls))

    def _take(self, control: Choice, value: Value) -> None:
        self._send(control.command(self._state, value))

    def _open_menu(self, place: int, control: Choice) -> None:
        present = control.read(self._state)
        entries = [
            Entry(
                f"{control.name}_{value}",
                control.words(value),
                partial(self._take, control, value),
                checked=value == present,
            )
            for value in control.values
        ]
        chip = self.chips[place]
        menu = make_menu(chip, f"{control.name}_menu", entries)
        # above the chip: the bar lies at the bottom of the window
        menu.popup(chip.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _on_theme_changed(self) -> None:
        gap = self._theme.size("gap")
        self._layout.setContentsMargins(0, 8, gap + 4, 8)
        self._layout.setSpacing(8)
        for chip in self.chips:
            chip.setFixedHeight(self._theme.size("control_height"))
        self.setFixedHeight(self._theme.size("transport_height"))
        self.show_controls(self._controls, self._state)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.color("surface"))
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.drawLine(0, 0, self.width(), 0)


def _widths_in(room: int, chips: Sequence[Chip]) -> dict[Chip, int]:
    """Return the width of each chip: values first, then as many names as there is room for."""
    widths: dict[Chip, int] = {}
    left, count = room, len(chips)
    for chip in sorted(chips, key=Chip.essential):
        widths[chip] = max(min(chip.essential(), left // count), chip.minimumSizeHint().width())
        left, count = left - widths[chip], count - 1
    for chip in sorted(chips, key=lambda each: each.wanted() - each.essential()):
        more = chip.wanted() - widths[chip]
        if more <= left:
            widths[chip] += more
            left -= more
    return widths


def _draw(painter: QPainter, room: QRect, text: str) -> None:
    if room.width() <= 0 or not text:
        return
    text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
