"""The card of the reading network: diagram, outputs, warning of an unfamiliar picture."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.digits.words import DIGITS
from app.widgets.basics.boxes import row
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedLabel
from app.widgets.networks.network_diagram import NetworkDiagram
from app.widgets.networks.network_state import DiagramState, Selection, neuron_name
from app.widgets.networks.output_bars import OutputBars
from app.widgets.plots.lockstep_words import lockstep_runs_of, lockstep_text
from engine.simulations.digits.state import DigitsState
from engine.simulations.learning.views.state import NetworkView

NEURONS_EVERY, WIRES_EVERY = 2, 6
"""Frames per redraw of neurons and wires while the network changes.

The bars are redrawn in every frame; the time saved trains the network.
"""

QUIET_MS = 100.0
"""Time without a change after which skipped redraws are made, in milliseconds."""


class NetworkCard(Card):
    """The diagram and, level with its output neurons, bars of the outputs."""

    selected = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent, name="network_card")
        self._rendered: tuple[object, ...] = ()
        self._wired: tuple[object, ...] = ()
        self._frames = 0
        self._quiet_ms = 0.0
        self._state: DigitsState | None = None
        self.diagram = NetworkDiagram(theme, self)
        self.bars = OutputBars(theme, DIGITS, self)
        self.diagram.neuron_selected.connect(self._on_neuron_selected)
        self.familiarity = ElidedLabel("familiarity_sentence", self, role="warning")
        self.hold((row((self.diagram, 3), (self.bars, 2), gap=4), 1), self.familiarity)

    def render_state(self, state: DigitsState) -> None:
        """Show the network, its activations and its outputs."""
        reading = state.reading
        answers = None if reading is None else reading.probabilities
        digit = None if reading is None else reading.digit
        runner_up = None if reading is None else reading.runner_up
        names = state.network.output_names
        self.bars.show_labels(names)
        self.bars.show_values(answers, digit, runner_up)
        self._say_familiarity(state)
        answering = lockstep_runs_of(state.training) if state.reader == "mine" else []
        self.bars.show_lockstep_runs(
            [
                (token, lockstep_run.outputs)
                for token, lockstep_run in answering
                if lockstep_run.outputs is not None and len(lockstep_run.outputs) == len(names)
            ]
        )
        words = lockstep_text(state.training) if answering else ""
        self.set_title(" · ".join(filter(None, (title_of(state.network), words))))
        self._state = state
        key = version_of(state)
        if key == self._rendered:
            return
        self._quiet_ms = 0.0
        self._frames += 1
        if self._frames % NEURONS_EVERY == 0 or not self._rendered:
            self._show(state, key, wires=self._frames >= WIRES_EVERY)

    def advance(self, elapsed_ms: float) -> None:
        self._quiet_ms += elapsed_ms
        if self._state is None or self._quiet_ms < QUIET_MS:
            return
        key = version_of(self._state)
        if key != self._wired:
            self._show(self._state, key, wires=True)

    def _show(self, state: DigitsState, key: tuple[object, ...], *, wires: bool) -> None:
        self._rendered = key
        if self.diagram.show_state(diagram_state(state, key), wires=wires):
            self._frames, self._wired = 0, key
        self._say_selection()

    def set_progress(self, wave: float | None, bars: float) -> None:
        """Show the progress of the opening animation."""
        self.diagram.set_wave(wave)
        self.bars.set_strength(bars)

    def retranslate(self) -> None:
        super().retranslate()
        self._say_selection()

    def _say_familiarity(self, state: DigitsState) -> None:
        strange = state.reading is not None and state.reading.unfamiliar
        self.familiarity.say(
            tr("This does not look like anything I was trained on.") if strange else ""
        )

    def _say_selection(self) -> None:
        selection = self.diagram.selected
        state = self.diagram.state
        if selection is None or state is None:
            self.set_note("")
        else:
            self.set_note(neuron_name(state.sizes, *selection, state.output_names))

    def _on_neuron_selected(self, selection: Selection) -> None:
        self._say_selection()
        self.selected.emit(selection)


def title_of(network: NetworkView) -> str:
    """Name a network by its layers: output shape of each convolution, then the dense ones.

    Examples
    --------
    >>> title_of(NetworkView((640, 100, 10), ("relu", "softmax"), (), (), 0, ((40, 4, 4),)))
    '40×4×4 – 100 – 10'
    """
    maps = ["×".join(str(side) for side in shape) for shape in network.maps]
    if not maps:
        return "–".join(str(size) for size in network.sizes)
    return " – ".join([*maps, *(str(size) for size in network.sizes[1:])])


def version_of(state: DigitsState) -> tuple[object, ...]:
    """Return a key that changes whenever the diagram would look different."""
    network = state.network
    # a restarted network may have the version of the one before
    check = float(network.weights[-1].sum()) if network.weights else 0.0
    return (
        state.reader,
        network.output_names,
        network.version,
        network.sizes,
        state.picture_version,
        check,
        # so may another drawing, once a page was replaced
        0.0 if state.reading is None else float(state.reading.probabilities[0]),
    )


def diagram_state(state: DigitsState, version: tuple[object, ...]) -> DiagramState:
    """Return the state of the diagram in a snapshot."""
    network, reading = state.network, state.reading
    activations = () if reading is None else reading.activations
    if tuple(len(layer) for layer in activations) != network.sizes:
        activations = ()
    return DiagramState(
        network.sizes,
        network.activations,
        network.weights,
        network.biases,
        activations,
        version,
        None if reading is None else reading.digit,
        None if reading is None else reading.runner_up,
        network.output_names,
    )
