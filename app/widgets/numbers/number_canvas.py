"""Canvas with numbers that are dragged, typed or changed with the arrow keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import significant, tr
from app.widgets.numbers.typed_number import TypedNumber

Key = TypeVar("Key")
"""Identifies a number of the canvas; hashable."""

DRAG_THRESHOLD_PX = 3.0
"""Movement in pixels from which on a press is a drag."""

FINE = 0.1
"""Factor of a change while Shift is held."""

PER_PIXEL, PER_KEY, DECIMALS = 0.02, 0.1, 2
SHARE_PER_PIXEL = 0.01
"""Change of large numbers by pixel, as a share of their size."""

KEYS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Left: -1,
        Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}  # fmt: skip


@dataclass(slots=True)
class _Drag(Generic[Key]):
    """A number being dragged."""

    key: Key
    at: QPointF
    start: float
    value: float
    moved: bool = False


class NumberCanvas(QWidget, Generic[Key]):
    """Base class of canvases with numbers; subclasses give their rectangles and values.

    Parameters
    ----------
    name, field : str
        Object names of the canvas and of the field in which a number is typed.

    Signals
    -------
    changed : (key, value, finished)
    looked_at : (int)
        Place of the number under the pointer or the keyboard cursor; −1 for none.
    """

    changed = Signal(object, float, bool)
    looked_at = Signal(int)

    def __init__(self, theme: Theme, name: str, field: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._theme = theme
        self._drag: _Drag[Key] | None = None
        self._hover: Key | None = None
        self._cursor: Key | None = None
        self.field = TypedNumber(field, self)
        self.field.typed.connect(self._on_typed)
        self.field.closed.connect(self.setFocus)
        theme.changed.connect(self._on_changed)

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

    def per_pixel(self, key: Key, start: float) -> float:
        """Return the change per pixel of a drag, for large numbers a share of their size."""
        return max(PER_PIXEL, abs(start) * SHARE_PER_PIXEL)

    def per_key(self, key: Key) -> float:
        """Return the change per press of an arrow key."""
        return PER_KEY

    def decimals(self, key: Key) -> int:
        """Return the number of decimals that drags and arrow keys round to."""
        return DECIMALS

    def hint(self) -> str:
        """Return the tooltip where there is no number."""
        return tr("Drag a number sideways; double-click a number and type.")

    def reveal(self, key: Key) -> None:
        """Make the number at the keyboard cursor visible."""

    def is_fixed(self, key: Key) -> bool:
        """Return whether a number follows from others and cannot be edited."""
        return False

    def discard_layout(self) -> None:
        """Discard the layout."""

    # --- mouse ----------------------------------------------------------------------------------

    def key_at(self, at: QPointF) -> Key | None:
        """Return the number at a point."""
        found = (key for key, box in self.boxes().items() if box.contains(at))
        return next(found, None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.field.hide()
        key = self.key_at(event.position())
        if key is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._cursor = key
        if not self.is_fixed(key):
            value = self.value_of(key)
            self._drag = _Drag(key, event.position(), value, value)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag = self._drag
        if drag is None:
            self._set_hover(self.key_at(event.position()))
            return
        moved = event.position() - drag.at
        if not drag.moved and abs(moved.x()) + abs(moved.y()) < DRAG_THRESHOLD_PX:
            return
        drag.moved = True
        fine = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        away = (moved.x() - moved.y()) * fine * self.per_pixel(drag.key, drag.start)
        drag.value = round(drag.start + away, self.decimals(drag.key))
        self.changed.emit(drag.key, drag.value, False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        if drag is not None and drag.moved:
            self.changed.emit(drag.key, drag.value, True)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        key = self.key_at(event.position())
        if key is not None:
            self._drag = None
            self._type(key)

    def leaveEvent(self, event: QEvent) -> None:
        self._set_hover(None)

    def event(self, event: QEvent) -> bool:
        """Show the tooltip of the number under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip(self.key_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def tip(self, key: Key | None) -> str:
        """Return the tooltip of a number, the hint for None."""
        if key is None:
            return self.hint()
        words = {"name": self.name_of(key), "value": significant(self.value_of(key), 6)}
        if self.is_fixed(key):
            return tr("{name} = {value}: it follows from z = 0", **words)
        return tr(
            "{name} = {value}: drag it sideways (Shift: finer), or double-click and type", **words
        )

    def _set_hover(self, key: Key | None) -> None:
        if key != self._hover:
            self._hover = key
            can = key is not None and not self.is_fixed(key)
            self.setCursor(Qt.CursorShape.SizeHorCursor if can else Qt.CursorShape.ArrowCursor)
            self.looked_at.emit(-1 if key is None else self.place_of(key))
            self.update()

    # --- keyboard -------------------------------------------------------------------------------

    def focusNextPrevChild(self, forward: bool) -> bool:
        keys = self.reachable()
        if not keys or self.field.isVisible() or not self.hasFocus():
            return super().focusNextPrevChild(forward)
        if self._cursor in keys:
            there = keys.index(self._cursor) + (1 if forward else -1)
        else:
            there = 0 if forward else len(keys) - 1
        if not 0 <= there < len(keys):
            self._cursor = None
            return super().focusNextPrevChild(forward)
        self._go_to(keys[there])
        return True

    def _go_to(self, key: Key) -> None:
        self._cursor = key
        self.reveal(key)
        self.looked_at.emit(self.place_of(key))
        self.setAccessibleDescription(self.tip(key))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, pressed = self._cursor, Qt.Key(event.key())
        if key is None or key not in self.reachable():
            super().keyPressEvent(event)
        elif pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._type(key)
        elif pressed in KEYS and not self.is_fixed(key):
            fine = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
            value = self.value_of(key) + KEYS[pressed] * fine * self.per_key(key)
            self.changed.emit(key, round(value, self.decimals(key)), True)
        elif pressed == Qt.Key.Key_Escape:
            self._cursor = None
            self.update()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        keys, reason = self.reachable(), event.reason()
        if keys and reason == Qt.FocusReason.TabFocusReason:
            self._go_to(keys[0])
        elif keys and reason == Qt.FocusReason.BacktabFocusReason:
            self._go_to(keys[-1])
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.looked_at.emit(-1)
        self.update()

    def _type(self, key: Key) -> None:
        if self.is_fixed(key):
            return
        self._go_to(key)
        box = self.boxes().get(key)
        if box is not None:
            self.field.ask(self.value_of(key), box, self._theme.size("control_height"))

    def _on_typed(self, value: float) -> None:
        if self._cursor is not None:
            self.changed.emit(self._cursor, value, True)

    def _on_changed(self) -> None:
        self.discard_layout()
        self.field.hide()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._on_changed()
