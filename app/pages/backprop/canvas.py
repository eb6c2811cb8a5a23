"""Canvas of the network: every number can be dragged, typed, or changed with the keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import significant, tr
from app.pages.backprop.layout import Layout, Number, lay_out
from app.pages.backprop.names import StaticTextLayer
from app.pages.backprop.painting import Highlights, NetworkPainter, is_way_back, value_of
from app.widgets.basics.drawn import write
from app.widgets.numbers.number_canvas import Grip, NumberCanvas
from engine.backpropagation.gradient_paths import Path
from engine.simulations.backprop.equations import symbol
from engine.simulations.backprop.state import BackpropState

GRIP = Grip(0.01, 0.1, decimals=4, sideways=False)
PULSE_MS = 600.0
LARGEST, LARGEST_LECTURE = 40.0, 48.0
"""Largest font size on the canvas in pixels, and in a lecture."""


class NetworkCanvas(NumberCanvas[Number]):
    """Canvas that draws a BackpropState.

    Signals
    -------
    selected : (layer, neuron, source)
        source is -1 for a neuron and its bias.
    hovered : (Number or None)
    """

    selected = Signal(int, int, int)
    hovered = Signal(object)

    least: ClassVar = (320, 160)
    preferred: ClassVar = (860, 400)
    focus: ClassVar = Qt.FocusPolicy.StrongFocus

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "backprop_canvas", "backprop_number_field", parent)
        self._state: BackpropState | None = None
        self._layout: Layout | None = None
        self._path: Path | None = None
        self._demon = False
        self._pulse = 1.0
        self._names = StaticTextLayer(theme)

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
        write(painter, room, words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)

    # --- overrides of NumberCanvas ---------------------------------------------------------------

    def boxes(self) -> Mapping[Number, QRectF]:
        """Return the rectangle of each number."""
        layout = self.places
        return {} if layout is None else layout.numbers

    def reachable(self) -> Sequence[Number]:
        """Return all numbers in reading order."""
        return sorted(self.boxes(), key=_reading_order)

    def value_of(self, key: Number) -> float:
        """Return the value of a number."""
        return 0.0 if self._state is None else value_of(self._state, key)

    def name_of(self, key: Number) -> str:
        """Return the symbol of a number."""
        return name_of(key)

    def grip(self, key: Number) -> Grip:
        """Return how a number answers to mouse and keys."""
        return GRIP

    def is_fixed(self, key: Number) -> bool:
        """Return whether the network lives on another page."""
        return self._state is None or not self._state.editable

    def hint(self) -> str:
        """Return the tooltip where there is no number."""
        return tr("Drag a number up or down, or double-click it and type; click to look at it.")

    def discard_layout(self) -> None:
        """Discard the layout."""
        self._layout = None

    def clicked(self, key: Number) -> None:
        """Look at the number."""
        self._look_at(key)

    def clicked_elsewhere(self, at: QPointF) -> None:
        """Look at the gradient or the neuron there."""
        layout = self.places
        if layout is not None:
            self._select_at(layout, at)

    def go_to(self, key: Number) -> None:
        """Move the keyboard cursor to a number and look at it."""
        super().go_to(key)
        self._look_at(key)

    def _set_hover(self, key: Number | None) -> None:
        if key != self._hover:
            super()._set_hover(key)
            self.hovered.emit(key)

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

    # --- words ----------------------------------------------------------------------------------

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
