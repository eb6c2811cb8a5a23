"""Canvas with numbers that are dragged, typed or changed with the keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import significant, tr
from app.widgets.access.items import Item
from app.widgets.basics.drawn import ARROWS, ENTER, Pointed
from app.widgets.numbers.typed_number import TypedNumber

Key = TypeVar("Key")
"""Identifies a number of the canvas; hashable."""

DRAG_THRESHOLD_PX = 3.0
"""Movement in pixels from which on a press is a drag."""

FINE = 0.1
"""Factor of a change while Shift is held."""

SIDEWAYS, UPWARDS = Qt.CursorShape.SizeHorCursor, Qt.CursorShape.SizeVerCursor

KEYS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Left: -1,
        Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10,
        Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}  # fmt: skip
FOREIGN = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
"""Modifiers of keys that are for others."""


@dataclass(frozen=True, slots=True)
class Grip:
    """How a number answers to mouse and keys.

    Attributes
    ----------
    per_pixel, per_key : float
        Change by a pixel of drag, and by an arrow key; negative where it goes the other way.
    share : float
        Least change by pixel as a share of the number's size.
    decimals : int
        Decimals that a change is rounded to.
    notch : float
        Whole multiples that the change of a drag is rounded to; 0 for none.
    sideways : bool
        Whether a drag to the right counts like one upwards.
    """

    per_pixel: float = 0.02
    per_key: float = 0.1
    share: float = 0.0
    decimals: int = 2
    notch: float = 0.0
    sideways: bool = True

    def moved(self, start: float, way: QPointF, factor: float) -> float:
        """Return the number after a drag by a way in pixels from where it was `start`."""
        size = max(abs(self.per_pixel), abs(start) * self.share)
        away = (way.x() * self.sideways - way.y()) * factor
        change = away * (size if self.per_pixel > 0 else -size)
        if self.notch:
            change = round(change / self.notch) * self.notch
        return round(start + change, self.decimals)


@dataclass(slots=True)
class _Drag(Generic[Key]):
    """A number being dragged."""

    key: Key
    at: QPointF
    start: float
    value: float
    moved: bool = False


class NumberCanvas(Pointed, Generic[Key]):
    """Base class of canvases with numbers; subclasses give their rectangles and values.

    Parameters
    ----------
    name, field : str
        Object names of the canvas and of the field in which a number is typed.

    Signals
    -------
    changed : (key, value, finished)
        During a drag `finished` is False.
    cancelled : ()
        Esc has ended a drag.
    looked_at : (int)
        Place of the number under the pointer or the keyboard cursor; −1 for none.

    Attributes
    ----------
    tabs : bool
        Whether Tab goes through the numbers; elsewhere arrow keys do, see `beside`.
    """

    changed = Signal(object, float, bool)
    cancelled = Signal()
    looked_at = Signal(int)

    tabs: ClassVar[bool] = True
    focus: ClassVar = Qt.FocusPolicy.TabFocus

    def __init__(self, theme: Theme, name: str, field: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self.setMouseTracking(True)
        self._drag: _Drag[Key] | None = None
        self._hover: Key | None = None
        self._cursor: Key | None = None
        self.field = TypedNumber(field, self)
        self.field.entered.connect(self._on_typed)
        self.field.closed.connect(self.setFocus)

    # --- overridden by subclasses ---------------------------------------------------------------

    def boxes(self) -> Mapping[Key, QRectF]:
        """Return the rectangle of each number drawn."""
        return {}

    def reachable(self) -> Sequence[Key]:
        """Return all numbers in keyboard order, including those not drawn now."""
        return list(self.boxes())

    def value_of(self, key: Key) -> float:
        """Return the value of a number."""
        return 0.0

    def name_of(self, key: Key) -> str:
        """Return the name of a number with its index: "w₂"."""
        return ""

    def place_of(self, key: Key) -> int:
        """Return the place that a number belongs to; −1 for none."""
        return -1

    def grip(self, key: Key) -> Grip:
        """Return how a number answers to mouse and keys."""
        return Grip(share=0.01)

    def beside(self, key: Key, pressed: Qt.Key) -> Key | None:
        """Return the number that an arrow key leads to; None where it changes the number."""
        return None

    def hint(self) -> str:
        """Return the tooltip where there is no number."""
        return tr("Drag a number sideways; double-click a number and type.")

    def reveal(self, key: Key) -> None:
        """Make the number at the keyboard cursor visible."""

    def is_fixed(self, key: Key) -> bool:
        """Return whether a number cannot be edited."""
        return False

    def discard_layout(self) -> None:
        """Discard the layout."""

    def chosen(self, key: Key) -> None:
        """Take note that the cursor went to a number by a press or by the keys."""

    def clicked(self, key: Key) -> None:
        """Take a click on a number that was not dragged."""

    def clicked_elsewhere(self, at: QPointF) -> None:
        """Take a press where there is no number."""

    def entered(self, key: Key) -> None:
        """Take Enter: type the number."""
        self.type(key)

    def accessible_items(self) -> list[Item]:
        """Return all numbers for assistive technology."""
        boxes = self.boxes()
        return [
            Item(self.name_of(key), significant(self.value_of(key), 6), boxes.get(key, QRectF()))
            for key in self.reachable()
        ]

    def table_rows(self) -> list[list[str]]:
        """Return the name and the value of each number, below a head."""
        head = [tr("name"), tr("value")]
        rows = [[self.name_of(key), repr(float(self.value_of(key)))] for key in self.reachable()]
        return [head, *rows]

    # --- mouse ----------------------------------------------------------------------------------

    def key_at(self, at: QPointF) -> Key | None:
        """Return the number at a point."""
        found = (key for key, box in self.boxes().items() if box.contains(at))
        return next(found, None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.field.hide()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        key = self.key_at(event.position())
        if key is None:
            self.clicked_elsewhere(event.position())
        else:
            value = self.value_of(key)
            self._drag = _Drag(key, event.position(), value, value)
            self._cursor = key
            self.chosen(key)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = self._drag
        if drag is None:
            if not event.buttons():
                self._set_hover(self.key_at(event.position()))
            return
        way = event.position() - drag.at
        still = not drag.moved and way.manhattanLength() < DRAG_THRESHOLD_PX
        if still or self.is_fixed(drag.key):
            return
        value = self.grip(drag.key).moved(drag.start, way, _factor(event))
        if value == drag.value:
            return
        if not drag.moved:
            self.grabKeyboard()  # for Esc, wherever the focus is
        drag.moved, drag.value = True, value
        self.changed.emit(drag.key, value, False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        if drag is not None and drag.moved:
            self.releaseKeyboard()
            self.changed.emit(drag.key, drag.value, True)
        elif drag is not None:
            self.clicked(drag.key)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        key = self.key_at(event.position())
        if key is not None:
            self._drag = None
            self.type(key)

    def leaveEvent(self, event: QEvent) -> None:
        self._set_hover(None)

    def tip_at(self, at: QPointF) -> str:
        """Return the tooltip of the number at a point."""
        return self.tip(self.key_at(at))

    def tip(self, key: Key | None) -> str:
        """Return the tooltip of a number, the hint for None."""
        if key is None:
            return self.hint()
        words = {"name": self.name_of(key), "value": significant(self.value_of(key), 6)}
        if self.is_fixed(key):
            return tr("{name} = {value}", **words)
        if self.grip(key).sideways:
            return tr("{name} = {value}: drag it sideways (Shift: finer), or double-click and type",
                      **words)  # fmt: skip
        return tr("{name} = {value}: drag it up or down (Shift: finer), or double-click and type",
                  **words)  # fmt: skip

    def _set_hover(self, key: Key | None) -> None:
        if key != self._hover:
            self._hover = key
            shape = Qt.CursorShape.ArrowCursor
            if key is not None and not self.is_fixed(key):
                shape = SIDEWAYS if self.grip(key).sideways else UPWARDS
            self.setCursor(shape)
            self.looked_at.emit(-1 if key is None else self.place_of(key))
            self.update()

    def _cancel(self) -> None:
        """End a drag that is to be taken back."""
        drag, self._drag = self._drag, None
        if drag is not None and drag.moved:
            self.releaseKeyboard()
            self.cancelled.emit()

    # --- keyboard -------------------------------------------------------------------------------

    def focusNextPrevChild(self, forward: bool) -> bool:
        keys = self.reachable() if self.tabs else ()
        if not keys or self.field.isVisible() or not self.hasFocus():
            return super().focusNextPrevChild(forward)
        if self._cursor in keys:
            there = keys.index(self._cursor) + (1 if forward else -1)
        else:
            there = 0 if forward else len(keys) - 1
        if not 0 <= there < len(keys):
            self._cursor = None
            return super().focusNextPrevChild(forward)
        self.go_to(keys[there])
        return True

    def go_to(self, key: Key) -> None:
        """Move the keyboard cursor to a number."""
        self._cursor = key
        self.reveal(key)
        self.looked_at.emit(self.place_of(key))
        self.setAccessibleDescription(self.tip(key))
        self.chosen(key)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, pressed = self._cursor, Qt.Key(event.key())
        if self._drag is not None:
            if pressed == Qt.Key.Key_Escape:
                self._cancel()
            return
        foreign = event.modifiers() & FOREIGN
        if not self.tabs and pressed in ARROWS:
            foreign |= event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if foreign or key is None or key not in self.reachable() or not self._take(key, event):
            super().keyPressEvent(event)

    def _take(self, key: Key, event: QKeyEvent) -> bool:
        """Do what a key asks of the number at the cursor; return whether it asks anything."""
        pressed = Qt.Key(event.key())
        there = self.beside(key, pressed)
        if there is not None:
            self.go_to(there)
        elif pressed in ENTER:
            self.entered(key)
        elif pressed in KEYS and not self.is_fixed(key):
            grip = self.grip(key)
            value = self.value_of(key) + KEYS[pressed] * _factor(event) * grip.per_key
            self.changed.emit(key, round(value, grip.decimals), True)
        elif pressed == Qt.Key.Key_Escape and self.tabs:
            self._cursor = None
            self.update()
        else:
            return False
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        keys, reason = self.reachable(), event.reason()
        if self.tabs and keys and reason == Qt.FocusReason.TabFocusReason:
            self.go_to(keys[0])
        elif self.tabs and keys and reason == Qt.FocusReason.BacktabFocusReason:
            self.go_to(keys[-1])
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.looked_at.emit(-1)
        self.update()

    def type(self, key: Key) -> None:
        """Open the field over a number."""
        if self.is_fixed(key):
            return
        self.go_to(key)
        box = self.boxes().get(key)
        if box is not None:
            self.field.ask(self.value_of(key), box, self._theme.size("control_height"))

    def _on_typed(self, value: float) -> None:
        if self._cursor is not None:
            self.changed.emit(self._cursor, value, True)

    def _on_theme_changed(self) -> None:
        self.discard_layout()
        self.field.hide()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._on_theme_changed()


def _factor(event: QMouseEvent | QKeyEvent) -> float:
    # "+" needs Shift on many keyboards
    plus = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Plus
    fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not plus
    return FINE if fine else 1.0
