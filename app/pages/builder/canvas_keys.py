"""Keyboard selection of neurons and wires: arrows move, Enter opens."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent

from app.appearance.translation import number, tr
from app.widgets.networks.playground_canvas import PlaygroundCanvas
from engine.simulations.builder.state import BuilderState

Place = tuple[int, int, int | None]
"""Layer (0 is the input), neuron, and index of a weight into it; None for the neuron."""

OPEN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CanvasKeys(QObject):
    """Moves a selection over a canvas that has the keyboard focus.

    From a neuron, left leads to the wires into it and right to the wires out of it; from a wire
    they lead to its ends. Up and down go through a column of neurons or of wires.

    Signals
    -------
    opened : (layer, neuron, source or None, place)
        Enter on a wire or a neuron; layer 0 is the first one with weights.
    """

    opened = Signal(int, int, object, QPointF)

    def __init__(self, canvas: PlaygroundCanvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._state: BuilderState | None = None
        self.place: Place | None = None
        canvas.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        canvas.installEventFilter(self)

    def show_state(self, state: BuilderState) -> None:
        """Use another network; if its sizes differ, the selection is reset."""
        before, self._state = self._state, state
        if before is not None and before.network.sizes != state.network.sizes:
            self._select(self._start() if self._canvas.hasFocus() else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent):
            self._on_focus(gained=event.gotFocus(), reason=event.reason())
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def words(self) -> str:
        """Return the selection as text."""
        state, place = self._state, self.place
        if state is None or place is None:
            return tr("Network: arrows select neurons and wires, Enter changes them.")
        layer, neuron, source = place
        if not layer:
            return tr("input {number}", number=neuron + 1)
        weights, biases = state.network.weights[layer - 1], state.network.biases[layer - 1]
        if source is None:
            return tr(
                "neuron {neuron} of layer {layer}, bias {bias}",
                neuron=neuron + 1, layer=layer, bias=number(float(biases[neuron]), 2),
            )  # fmt: skip
        return tr(
            "weight from {source} to neuron {neuron} of layer {layer}: {weight}",
            source=source + 1, neuron=neuron + 1, layer=layer,
            weight=number(float(weights[neuron, source]), 2),
        )  # fmt: skip

    # --- private --------------------------------------------------------------------------------

    def _start(self) -> Place:
        return (1, 0, None)

    def _select(self, place: Place | None) -> None:
        self.place = place
        if place is None:
            self._canvas.mark_place(None, None)
        elif place[2] is None:
            self._canvas.mark_place(place[:2], None)
        else:
            self._canvas.mark_place(None, (place[0] - 1, place[1], place[2]))
        self._canvas.setAccessibleName(self.words())

    def _on_focus(self, *, gained: bool, reason: Qt.FocusReason) -> None:
        leaving = reason in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if gained and self._state is not None:
            self._select(self.place or self._start())
        elif not gained and leaving:
            self._select(None)

    def _on_key(self, key: Qt.Key) -> bool:
        state, place = self._state, self.place
        if state is None or place is None:
            return False
        if key in OPEN:
            self._open(place)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._select(sideways(state.network.sizes, place, right=key == Qt.Key.Key_Right))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._select(along(state.network.sizes, place, 1 if key == Qt.Key.Key_Down else -1))
        else:
            return False
        return True

    def _open(self, place: Place) -> None:
        layer, neuron, source = place
        places = self._canvas.places
        if not layer or places is None:
            return
        at = places.columns[layer][neuron].center()
        if source is not None:
            at = (at + places.columns[layer - 1][source].center()) / 2
        self.opened.emit(layer - 1, neuron, source, at)


def sideways(sizes: tuple[int, ...], place: Place, *, right: bool) -> Place:
    """Return the place to the left or right; neurons and wires alternate.

    Examples
    --------
    >>> sideways((2, 4, 1), (1, 2, None), right=False)
    (1, 2, 0)
    >>> sideways((2, 4, 1), (1, 2, None), right=True)
    (2, 0, 2)
    >>> sideways((2, 4, 1), (2, 0, 2), right=False)
    (1, 2, None)
    """
    layer, neuron, source = place
    if source is not None:
        return (layer, neuron, None) if right else (layer - 1, source, None)
    if right:
        return (layer + 1, 0, neuron) if layer + 1 < len(sizes) else place
    return (layer, neuron, 0) if layer else place


def along(sizes: tuple[int, ...], place: Place, step: int) -> Place:
    """Return the place above or below, cyclically: a neuron of the layer or a wire into it.

    Examples
    --------
    >>> along((2, 4, 1), (1, 3, None), 1)
    (1, 0, None)
    >>> along((2, 4, 1), (1, 0, 1), 1)
    (1, 1, 0)
    """
    layer, neuron, source = place
    if source is None:
        return layer, (neuron + step) % sizes[layer], None
    inputs = sizes[layer - 1]
    wire = (neuron * inputs + source + step) % (inputs * sizes[layer])
    return layer, wire // inputs, wire % inputs
