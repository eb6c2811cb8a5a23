"""Canvas of the network: every number can be dragged, typed, or changed with the keys."""

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

from app.appearance.theme import Theme
from app.appearance.translation import significant, tr
from app.pages.backprop.layout import Layout, Number, lay_out
from app.pages.backprop.names import StaticTextLayer
from app.pages.backprop.painting import Highlights, NetworkPainter, is_way_back, value_of
from app.widgets.numbers.typed_number import TypedNumber
from engine.backpropagation.gradient_paths import Path
from engine.simulations.backprop.equations import symbol
from engine.simulations.backprop.state import BackpropState

PER_PIXEL, PER_PIXEL_FINE = 0.01, 0.001
"""Change of a number per pixel of drag, and with Shift."""

STEPS = {Qt.Key.Key_Up: 0.1, Qt.Key.Key_Down: -0.1, Qt.Key.Key_PageUp: 1.0,
         Qt.Key.Key_PageDown: -1.0}  # fmt: skip
DECIMALS = 4
PULSE_MS = 600.0
LARGEST, LARGEST_LECTURE = 40.0, 48.0
"""Largest font size on the canvas in pixels, and in a lecture."""

DRAG_THRESHOLD_PX = 3.0
"""Pixels of movement from which on a press is a drag, not a click."""


@dataclass(slots=True)
class _Drag:
    """State of a drag."""

    number: Number
    y: float
    start: float
    value: float
    moved: bool = False


class NetworkCanvas(QWidget):
    """Canvas that draws a BackpropState.

    Signals
    -------
    changed : (Number, value, finished)
    selected : (layer, neuron, source)
        source is -1 for a neuron and its bias.
    hovered : (Number or None)
    """

    changed = Signal(object, float, bool)
    selected = Signal(int, int, int)
    hovered = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("backprop_canvas")
        self.setMinimumSize(320, 160)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._state: BackpropState | None = None
        self._layout: Layout | None = None
        self._drag: _Drag | None = None
        self._hover: Number | None = None
        self._cursor: Number | None = None
        self._path: Path | None = None
        self._demon = False
        self._pulse = 1.0
        self._names = StaticTextLayer(theme)
        self.field = TypedNumber("backprop_number_field", self)
        self.field.typed.connect(self._on_typed)
        self.field.closed.connect(self.setFocus)
        theme.changed.connect(self._on_theme_changed)

    # --- called by the page ---------------------------------------------------------------------

    def show_state(self, state: BackpropState) -> None:
        """Show a state; a step forward animates dots along the wires."""
        before, self._state = self._state, state
        if before is None or before.trace.case.sizes != state.trace.case.sizes:
            self._layout, self._cursor, self._drag = None, None, None
            self._set_hover(None)
        if before is not None and _seen(before) == _seen(state):
            return
        if before is not None and before.step != state.step and not self._theme.reduced_motion:
            self._pulse = 0.0 if state.step == before.step + 1 else 1.0
        self.setAccessibleDescription(self._summary(state))
        self.update()

    def advance(self, elapsed_ms: float) -> None:
        if self._pulse < 1.0:
            self._pulse = min(1.0, self._pulse + elapsed_ms / PULSE_MS)
            self.update()

    def show_path(self, path: Path | None) -> None:
        """Highlight one path, or with None all of them."""
        self._path = path
        self.update()

    def show_demon(self, here: bool) -> None:
        """Mark z and δ of the selected neuron, or remove the marks."""
        self._demon = here
        self.update()

    @property
    def places(self) -> Layout | None:
        """Layout for the current size and font; None before the first state."""
        if self._layout is None and self._state is not None:
            area = QRectF(self.rect()).adjusted(1, 0, -1, -self._legend_height())
            largest = LARGEST_LECTURE if self._theme.lecture else LARGEST
            self._layout = lay_out(self._state.trace.case.sizes, area, largest)
        return self._layout

    def sizeHint(self) -> QSize:
        return QSize(860, 400)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("The network with all its numbers"))
        self.field.retranslate()
        self.update()

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        state, layout = self._state, self.places
        if state is None or layout is None:
            return
        painter = QPainter(self)
        cursor = self._cursor if self.hasFocus() else None
        path = self._path if self._path in state.paths else None
        highlights = Highlights(
            self._hover if state.editable else None, cursor, path, self._demon, self._pulse
        )
        NetworkPainter(painter, self._theme, state, layout, highlights).paint()
        names = self._names.picture(layout, self.size(), self.devicePixelRatioF())
        painter.drawPixmap(0, 0, names)
        if not self._theme.lecture:
            self._paint_legend(painter, state)

    def _legend_height(self) -> float:
        """Return the height of the legend; 0 in a lecture, which has none."""
        return 0.0 if self._theme.lecture else 1.7 * self._theme.size("small")

    def _paint_legend(self, painter: QPainter, state: BackpropState) -> None:
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("text_2"))
        height = self._legend_height()
        room = QRectF(0, self.height() - height, self.width(), height)
        wires = "|∂C/∂w|" if is_way_back(state) else "|w·a|"
        does = tr("drag or double-click a number, click to look at it")
        if not state.editable:
            does = tr("click a weight or a neuron to look at it")
        words = tr(
            "{does} · weights with ∂C/∂w, then b, z, a, δ · wires as thick as {size}: blue +, "
            "orange dashed −",
            does=does,
            size=wires,
        )
        elide = Qt.TextElideMode.ElideRight
        text = painter.fontMetrics().elidedText(words, elide, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)

    # --- the mouse ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        state, layout = self._state, self.places
        self.field.hide()
        if state is None or layout is None or event.button() != Qt.MouseButton.LeftButton:
            return
        at = event.position()
        number = layout.number_at(at)
        if number is not None:
            self._cursor = number
            value = value_of(state, number)
            self._drag = _Drag(number, at.y(), value, value)
        else:
            self._select_at(layout, at)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        layout, drag = self.places, self._drag
        if layout is None:
            return
        if drag is None:
            self._set_hover(layout.number_at(event.position()))
            return
        away = drag.y - event.position().y()
        if not drag.moved and abs(away) < DRAG_THRESHOLD_PX:
            return
        state = self._state
        if state is None or not state.editable:
            return
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        drag.moved = True
        drag.value = round(drag.start + away * (PER_PIXEL_FINE if fine else PER_PIXEL), DECIMALS)
        self.changed.emit(drag.number, drag.value, False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        if drag is None:
            return
        if drag.moved:
            self.changed.emit(drag.number, drag.value, True)
        else:
            self._look_at(drag.number)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        layout = self.places
        number = None if layout is None else layout.number_at(event.position())
        if number is not None:
            self._drag = None
            self._type(number)

    def leaveEvent(self, event: QEvent) -> None:
        self._set_hover(None)

    def event(self, event: QEvent) -> bool:
        """Show a tool tip with name and value of the number under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            layout = self.places
            number = None if layout is None else layout.number_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._tip(number), self)
            return True
        return super().event(event)

    def _set_hover(self, number: Number | None) -> None:
        if number == self._hover:
            return
        self._hover = number
        held = number is not None and self._state is not None and self._state.editable
        self.setCursor(Qt.CursorShape.SizeVerCursor if held else Qt.CursorShape.ArrowCursor)
        self.hovered.emit(number)
        self.update()

    def _select_at(self, layout: Layout, at: QPointF) -> None:
        for place, rect in layout.gradients.items():
            if rect.contains(at):
                self.selected.emit(*place)
                return
        neuron = layout.neuron_at(at)
        if neuron is not None:
            self.selected.emit(*neuron, -1)

    def _look_at(self, number: Number) -> None:
        if number.kind == "w":
            self.selected.emit(number.layer, number.neuron, number.source)
        elif number.kind == "b":
            self.selected.emit(number.layer, number.neuron, -1)

    # --- the keyboard ---------------------------------------------------------------------------

    def focusNextPrevChild(self, forward: bool) -> bool:
        layout = self.places
        if layout is None or self.field.isVisible() or not self.hasFocus():
            return super().focusNextPrevChild(forward)
        numbers = sorted(layout.numbers, key=_reading_order)
        here = (
            numbers.index(self._cursor)
            if self._cursor in numbers
            else -1
            if forward
            else len(numbers)
        )
        there = here + (1 if forward else -1)
        if not 0 <= there < len(numbers):
            self._cursor = None
            return super().focusNextPrevChild(forward)
        self._cursor = numbers[there]
        self.setAccessibleDescription(self._tip(self._cursor))
        self._look_at(self._cursor)
        self.update()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        state, number = self._state, self._cursor
        if state is None or number is None or not state.editable:
            super().keyPressEvent(event)
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._type(number)
        elif event.key() in STEPS:
            step = STEPS[Qt.Key(event.key())]
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                step /= 10
            self.changed.emit(number, round(value_of(state, number) + step, DECIMALS), True)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        layout = self.places
        if event.reason() == Qt.FocusReason.TabFocusReason and layout is not None:
            self._cursor = min(layout.numbers, key=_reading_order, default=None)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def _type(self, number: Number) -> None:
        state, layout = self._state, self.places
        if state is None or layout is None or not state.editable:
            return
        self._cursor = number
        height = self._theme.size("control_height")
        self.field.ask(value_of(state, number), layout.numbers[number], height)

    # --- handlers -------------------------------------------------------------------------------

    def _on_typed(self, value: float) -> None:
        if self._cursor is not None:
            self.changed.emit(self._cursor, value, True)

    def _on_theme_changed(self) -> None:
        self._layout = None
        self.field.hide()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._layout = None
        self.field.hide()

    # --- words ----------------------------------------------------------------------------------

    def _tip(self, number: Number | None) -> str:
        state = self._state
        if state is None or number is None:
            return tr("Drag a number up or down, or double-click it and type; click to look at it.")
        name = name_of(number)
        return tr(
            "{name} = {value}: drag it up or down (Shift: finer), or double-click and type",
            name=name,
            value=significant(value_of(state, number), 6),
        )

    def _summary(self, state: BackpropState) -> str:
        sizes = "-".join(map(str, state.trace.case.sizes))
        return f"{sizes}, C = {significant(state.trace.cost, 3)}"


def name_of(number: Number) -> str:
    """Return the symbol of a number as Nielsen writes it."""
    if number.kind in ("x", "y"):
        return f"{number.kind}{number.neuron + 1}"
    if number.kind == "b":
        return symbol("b", number.layer, number.neuron)
    return symbol("w", number.layer, number.neuron, number.source)


def _reading_order(number: Number) -> tuple[int, int, str, int]:
    """Return a sort key: inputs first, then neurons layer by layer, targets last."""
    layer = {"x": -1, "y": 99}.get(number.kind, number.layer)
    return (layer, number.neuron, "z" if number.kind == "b" else number.kind, number.source)


def _seen(state: BackpropState) -> tuple[object, ...]:
    """Return the parts of a state that the picture depends on."""
    return (id(state.trace), id(state.new_weights), state.step, state.part, state.chosen,
            state.own, state.editable, state.stops)  # fmt: skip
