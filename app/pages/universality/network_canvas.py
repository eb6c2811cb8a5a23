"""The network: wires and numbers are dragged, typed, or changed with the arrow keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from app.pages.universality.network_layout import Layout, Number, lay_out, says_heights
from app.pages.universality.network_painting import Marks, NetworkPainter, name_of, value_of
from app.theme import Theme
from app.translation import significant, tr
from app.widgets.typed_number import TypedNumber
from engine.simulations.universality_state import CurveView, UniversalityState

BEYOND_DRAG = 3.0
"""Pixels from which on a press is a drag and no click."""

FINE = 0.1
"""Share of a change while Shift is held."""

PER_PIXEL = {"h": 0.02, "v": 0.02, "c": 0.02, "s": 0.004, "w": 0.2, "b": 0.1}
"""How much a number changes by pixel; large weights and biases change by their own size."""

PER_KEY = {"h": 0.1, "v": 0.1, "c": 0.1, "s": 0.01, "w": 1.0, "b": 1.0}
DECIMALS = {"h": 3, "v": 3, "c": 3, "s": 4, "w": 2, "b": 2}
SHARE_PER_PIXEL = 0.01
KEYS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Left: -1,
        Qt.Key.Key_PageUp: 10, Qt.Key.Key_PageDown: -10}  # fmt: skip
ORDER = {"w": 0, "b": 1, "s": 2, "h": 3, "v": 4, "c": 9}


@dataclass(slots=True)
class _Drag:
    """A number that is held."""

    number: Number
    at: QPointF
    start: float
    value: float
    moved: bool = False


class NetworkCanvas(QWidget):
    """Draws the network of a UniversalityState.

    Signals
    -------
    changed : (Number, value, finished)
    looked_at : (int)
        The neuron below the pointer or the keyboard; −1 for none.
    """

    changed = Signal(object, float, bool)
    looked_at = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("universality_network")
        self.setMinimumSize(220, 200)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._state: UniversalityState | None = None
        self._layout: Layout | None = None
        self._drag: _Drag | None = None
        self._hover: Number | None = None
        self._cursor: Number | None = None
        self._lit: frozenset[int] = frozenset()
        self._anchor = 0
        self.field = TypedNumber("universality_number_field", self)
        self.field.typed.connect(self._on_typed)
        self.field.closed.connect(self.setFocus)
        theme.changed.connect(self._on_changed)

    # --- what the station asks of it -----------------------------------------------------------

    def show_state(self, state: UniversalityState) -> None:
        """Draw another state."""
        before, self._state = self._state, state
        if before is not None and before.curve is state.curve and _form(before) == _form(state):
            return
        if before is None or before.settings["station"] != state.settings["station"]:
            self._cursor = self._hover = self._drag = None
            self._anchor = 0
        elif self._looks_alike(before, state):
            return
        self._layout = None
        self.update()

    def _looks_alike(self, before: UniversalityState, state: UniversalityState) -> bool:
        """Return whether only numbers have changed that have no room."""
        layout, old, new = self._layout, before.curve, state.curve
        if layout is None or old is None or new is None or _form(before) != _form(state):
            return False
        if len(old.w) != len(new.w) or (old.c, old.is_bumps) != (new.c, new.is_bumps):
            return False
        shown = list(layout.neurons)
        return all((getattr(old, name)[shown] == getattr(new, name)[shown]).all() for name in "wbv")

    def light(self, neurons: frozenset[int]) -> None:
        """Let the wires of some neurons glow: those whose bump is held elsewhere."""
        if neurons != self._lit:
            self._lit = neurons
            layout = self.places
            if neurons and layout is not None and not neurons & set(layout.neurons):
                self._anchor, self._layout = min(neurons), None
            self.update()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.setAccessibleName(tr("The network with its numbers"))
        self.field.retranslate()
        self.update()

    @property
    def places(self) -> Layout | None:
        """Where everything lies, once there is something."""
        curve = self._curve
        if self._layout is None and curve is not None and self._state is not None:
            form, station = _form(self._state)
            area = QRectF(self.rect()).adjusted(2, 0, -2, 0)
            text = self._theme.size("small")
            self._layout = lay_out(curve, form, station, self._anchor, area, text)
        return self._layout

    @property
    def _curve(self) -> CurveView | None:
        return None if self._state is None else self._state.curve

    def sizeHint(self) -> QSize:
        """Ask for a tall rectangle."""
        return QSize(330, 440)

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the network."""
        curve, layout, state = self._curve, self.places, self._state
        if curve is None or layout is None or state is None:
            return
        painter = QPainter(self)
        marks = Marks(self._hover, self._cursor if self.hasFocus() else None, self._glowing(curve))
        through = state.settings["output"] == "sigmoid"
        NetworkPainter(painter, self._theme, curve, layout, marks).paint("σ" if through else "Σ")
        if self.hasFocus() and self._cursor is None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._theme.color("accent"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _glowing(self, curve: CurveView) -> frozenset[int]:
        held = self._drag.number if self._drag is not None else self._hover
        if held is None:
            return self._lit
        return frozenset(neurons_of(curve, held))

    # --- the mouse ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Hold the number or the wire below the pointer."""
        self.field.hide()
        curve = self._curve
        number = self._number_at(event.position())
        if event.button() != Qt.MouseButton.LeftButton or number is None or curve is None:
            return
        self._cursor = number
        value = value_of(curve, number)
        self._drag = _Drag(number, event.position(), value, value)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held; right and up are more."""
        drag = self._drag
        if drag is None:
            self._set_hover(self._number_at(event.position()))
            return
        moved = event.position() - drag.at
        away = moved.x() - moved.y()
        if not drag.moved and abs(moved.x()) + abs(moved.y()) < BEYOND_DRAG:
            return
        drag.moved = True
        fine = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        drag.value = rounded(drag.number, drag.start + away * fine * per_pixel(drag))
        self.changed.emit(drag.number, drag.value, False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go."""
        drag, self._drag = self._drag, None
        if drag is not None and drag.moved:
            self.changed.emit(drag.number, drag.value, True)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Type the number below the pointer."""
        number = self._number_at(event.position())
        if number is not None:
            self._drag = None
            self._type(number)

    def leaveEvent(self, event: QEvent) -> None:
        """Mark nothing."""
        self._set_hover(None)

    def event(self, event: QEvent) -> bool:
        """Say what is below the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(self._number_at(QPointF(event.pos()))))
            return True
        return super().event(event)

    def _number_at(self, at: QPointF) -> Number | None:
        layout, state, curve = self.places, self._state, self._curve
        if layout is None or state is None or curve is None:
            return None
        number = layout.number_at(at)
        wire = layout.wire_at(at)
        if number is not None or wire is None:
            return number
        form, station = _form(state)
        side, neuron = wire
        if side == "out":
            heights = says_heights(curve, form, station)
            return Number("h", neuron // curve.bump_size) if heights else Number("v", neuron)
        return Number("w", neuron) if Number("w", neuron) in layout.numbers else Number("s", neuron)

    def _set_hover(self, number: Number | None) -> None:
        if number != self._hover:
            self._hover = number
            shape = Qt.CursorShape.SizeHorCursor if number else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            curve = self._curve
            neurons = neurons_of(curve, number) if number and curve is not None else []
            self.looked_at.emit(neurons[0] if neurons else -1)
            self.update()

    # --- the keyboard ---------------------------------------------------------------------------

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go from number to number with Tab, then on to the next control."""
        layout, curve = self.places, self._curve
        if layout is None or curve is None or self.field.isVisible() or not self.hasFocus():
            return super().focusNextPrevChild(forward)
        numbers = reachable(curve, layout)
        here = numbers.index(self._cursor) if self._cursor in numbers else -1 if forward else None
        there = len(numbers) - 1 if here is None else here + (1 if forward else -1)
        if not 0 <= there < len(numbers):
            self._cursor = None
            return super().focusNextPrevChild(forward)
        self._go_to(numbers[there])
        return True

    def _go_to(self, number: Number) -> None:
        curve, layout = self._curve, self.places
        self._cursor = number
        if curve is not None and layout is not None:
            neurons = neurons_of(curve, number)
            if neurons and not set(neurons) & set(layout.neurons):
                self._anchor, self._layout = neurons[0], None
            self.looked_at.emit(neurons[0] if neurons else -1)
        self.setAccessibleDescription(self._tip(number))
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the number of the cursor, or open a field to type it."""
        curve, number, key = self._curve, self._cursor, Qt.Key(event.key())
        if curve is None or number is None:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._type(number)
        elif key in KEYS:
            fine = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
            change = KEYS[key] * fine * PER_KEY[number.kind]
            self.changed.emit(number, rounded(number, value_of(curve, number) + change), True)
        elif key == Qt.Key.Key_Escape:
            self._cursor = None
            self.update()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first number when Tab comes here, at the last when it comes back."""
        curve, layout = self._curve, self.places
        back = event.reason() == Qt.FocusReason.BacktabFocusReason
        if event.reason() != Qt.FocusReason.TabFocusReason and not back:
            self.update()
        elif curve is not None and layout is not None:
            self._go_to(reachable(curve, layout)[-1 if back else 0])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the mark of the keyboard."""
        self.looked_at.emit(-1)
        self.update()

    def _type(self, number: Number) -> None:
        curve = self._curve
        if curve is None:
            return
        self._go_to(number)
        layout = self.places
        if layout is not None and number in layout.numbers:
            height = self._theme.size("control_height")
            self.field.ask(value_of(curve, number), layout.numbers[number], height)

    def _on_typed(self, value: float) -> None:
        if self._cursor is not None:
            self.changed.emit(self._cursor, value, True)

    def _on_changed(self) -> None:
        self._layout = None
        self.field.hide()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place everything anew."""
        self._on_changed()

    def _tip(self, number: Number | None) -> str:
        curve = self._curve
        if number is None or curve is None:
            return tr("Drag a wire or a number sideways; double-click a number and type.")
        return tr(
            "{name} = {value}: drag it sideways (Shift: finer), or double-click and type",
            name=name_of(number),
            value=significant(value_of(curve, number), 6),
        )


def _form(state: UniversalityState) -> tuple[str, str]:
    return str(state.settings["form"]), str(state.settings["station"])


def neurons_of(curve: CurveView, number: Number) -> list[int]:
    """Return the neurons that a number belongs to."""
    if number.kind == "c":
        return []
    if number.kind == "h":
        return list(range(number.index * curve.bump_size, (number.index + 1) * curve.bump_size))
    return [number.index]


def reachable(curve: CurveView, layout: Layout) -> list[Number]:
    """Return all numbers in the order of the keyboard, also those that have no room now."""
    kinds = {number.kind for number in layout.numbers}
    by_neuron = [kind for kind in ORDER if kind in kinds and kind not in "hc"]
    numbers = []
    for neuron in range(len(curve.w)):
        numbers += [Number(kind, neuron) for kind in by_neuron]
        if "h" in kinds and neuron % curve.bump_size == curve.bump_size - 1:
            numbers.append(Number("h", neuron // curve.bump_size))
    return numbers + [Number("c")] * ("c" in kinds)


def per_pixel(drag: _Drag) -> float:
    """Return how much a number changes by pixel."""
    own = abs(drag.start) * SHARE_PER_PIXEL if drag.number.kind in "wb" else 0.0
    return max(PER_PIXEL[drag.number.kind], own)


def rounded(number: Number, value: float) -> float:
    """Return a value as a hand sets it."""
    return round(value, DECIMALS[number.kind])
