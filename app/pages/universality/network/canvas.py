"""Canvas of the network: wires and numbers dragged, typed, or changed with the arrow keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.universality.network.layout import Layout, Number, lay_out, says_heights
from app.pages.universality.network.painting import Highlights, NetworkPainter, name_of, value_of
from app.widgets.numbers.number_canvas import Grip, NumberCanvas
from engine.simulations.universality.state import CurveView, UniversalityState

GRIPS = {
    **dict.fromkeys("hvc", Grip(decimals=3)),
    "s": Grip(0.004, 0.01, decimals=4),
    "w": Grip(0.2, 1.0, share=0.01),
    "b": Grip(0.1, 1.0, share=0.01),
}
ORDER = {"w": 0, "b": 1, "s": 2, "h": 3, "v": 4, "c": 9}


class NetworkCanvas(NumberCanvas[Number]):
    """Canvas of a UniversalityState's network; dragging a wire drags its number."""

    least: ClassVar = (220, 200)
    preferred: ClassVar = (330, 440)
    focus: ClassVar = Qt.FocusPolicy.StrongFocus

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "universality_network", "universality_number_field", parent)
        self._state: UniversalityState | None = None
        self._layout: Layout | None = None
        self._lit: frozenset[int] = frozenset()
        self._anchor = 0

    # --- called by the station -----------------------------------------------------------------

    def show_state(self, state: UniversalityState) -> None:
        """Show a state; repaint if the network's picture differs."""
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
        """Return whether only numbers outside the visible part have changed."""
        layout, old, new = self._layout, before.curve, state.curve
        if layout is None or old is None or new is None or _form(before) != _form(state):
            return False
        if len(old.w) != len(new.w) or (old.c, old.is_bumps) != (new.c, new.is_bumps):
            return False
        shown = list(layout.neurons)
        return all((getattr(old, name)[shown] == getattr(new, name)[shown]).all() for name in "wbv")

    def light(self, neurons: frozenset[int]) -> None:
        """Highlight the wires of neurons that are selected in the curve."""
        if neurons != self._lit:
            self._lit = neurons
            layout = self.places
            if neurons and layout is not None and not neurons & set(layout.neurons):
                self._anchor, self._layout = min(neurons), None
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("The network with its numbers"))
        self.field.retranslate()
        self.update()

    @property
    def places(self) -> Layout | None:
        """Layout for the current size and font; None before the first state."""
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

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        curve, layout, state = self._curve, self.places, self._state
        if curve is None or layout is None or state is None:
            return
        painter = QPainter(self)
        highlights = Highlights(
            self._hover, self._cursor if self.hasFocus() else None, self._glowing(curve)
        )
        through = state.settings["output"] == "sigmoid"
        NetworkPainter(painter, self._theme, curve, layout, highlights).paint(
            "σ" if through else "Σ"
        )
        if self._cursor is None:
            self.paint_focus(painter)

    def _glowing(self, curve: CurveView) -> frozenset[int]:
        held = self._drag.key if self._drag is not None else self._hover
        if held is None:
            return self._lit
        return frozenset(neurons_of(curve, held))

    # --- overrides of NumberCanvas ---------------------------------------------------------------

    def boxes(self) -> Mapping[Number, QRectF]:
        """Return the rectangle of each number."""
        layout = self.places
        return {} if layout is None else layout.numbers

    def reachable(self) -> Sequence[Number]:
        """Return all numbers in keyboard order, including those not visible now."""
        curve, layout = self._curve, self.places
        return [] if curve is None or layout is None else reachable(curve, layout)

    def value_of(self, key: Number) -> float:
        """Return the value of a number."""
        curve = self._curve
        return 0.0 if curve is None else value_of(curve, key)

    def name_of(self, key: Number) -> str:
        """Return the symbol of a number, such as s₁."""
        return name_of(key)

    def place_of(self, key: Number) -> int:
        """Return the first neuron that a number belongs to."""
        curve = self._curve
        return next(iter(neurons_of(curve, key) if curve is not None else ()), -1)

    def grip(self, key: Number) -> Grip:
        """Return how a number answers to mouse and keys."""
        return GRIPS[key.kind]

    def hint(self) -> str:
        """Return the tool tip of empty space."""
        return tr("Drag a wire or a number sideways; double-click a number and type.")

    def reveal(self, key: Number) -> None:
        """Scroll to the neurons of a number that is not visible."""
        curve, layout = self._curve, self.places
        neurons = neurons_of(curve, key) if curve is not None else []
        if layout is not None and neurons and not set(neurons) & set(layout.neurons):
            self._anchor, self._layout = neurons[0], None

    def discard_layout(self) -> None:
        """Discard the layout."""
        self._layout = None

    def key_at(self, at: QPointF) -> Number | None:
        """Return the number at a point; on a wire, the wire's number."""
        layout, state, curve = self.places, self._state, self._curve
        if layout is None or state is None or curve is None:
            return None
        number = super().key_at(at)
        wire = layout.wire_at(at)
        if number is not None or wire is None:
            return number
        form, station = _form(state)
        side, neuron = wire
        if side == "out":
            heights = says_heights(curve, form, station)
            return Number("h", neuron // curve.bump_size) if heights else Number("v", neuron)
        return Number("w", neuron) if Number("w", neuron) in layout.numbers else Number("s", neuron)


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
    """Return all numbers in keyboard order, including those not visible now."""
    kinds = {number.kind for number in layout.numbers}
    by_neuron = [kind for kind in ORDER if kind in kinds and kind not in "hc"]
    numbers = []
    for neuron in range(len(curve.w)):
        numbers += [Number(kind, neuron) for kind in by_neuron]
        if "h" in kinds and neuron % curve.bump_size == curve.bump_size - 1:
            numbers.append(Number("h", neuron // curve.bump_size))
    return numbers + [Number("c")] * ("c" in kinds)
