"""The card of the selected neuron."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import number, tr
from app.pages.digits.reading.network_card import diagram_state, version_of
from app.widgets.basics.card import Card
from app.widgets.networks.network_state import Selection, neuron_name
from app.widgets.networks.neuron_card import NeuronCard
from engine.backpropagation.explanation import NeuronExplanation, explain_neuron
from engine.data.classes import name_of
from engine.simulations.digits.state import DigitsState

TERMS = 30
"""Most terms of the sum that are listed."""


class NeuronPanel(Card):
    """Explains the selected neuron of a snapshot, without one the winning output.

    Parameters
    ----------
    name : str
        Prefix of the parts' object names.
    """

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, name: str = "neuron"
    ) -> None:
        super().__init__(theme, tr("Neuron"), parent, name=f"{name}_panel")
        self._selection: Selection = None
        self._state: DigitsState | None = None
        self._rendered: tuple[object, ...] | None = None
        self.card = NeuronCard(theme, self, name=name)
        self.hold((self.card, 1))

    @property
    def selection(self) -> Selection:
        """The selected neuron as (layer, neuron), or None."""
        return self._selection

    @property
    def waiting(self) -> bool:
        """Whether the next snapshot is redrawn even if it is unchanged."""
        return self._rendered is None

    def select(self, selection: Selection) -> None:
        """Show another neuron."""
        self._selection = selection
        if self._state is not None:
            self.render_state(self._state)

    def refresh(self) -> None:
        """Redraw with the next snapshot."""
        self._rendered = None

    def render_state(self, state: DigitsState) -> None:
        """Show the neuron as it is in a snapshot."""
        self._state = state
        selection = self._selection or winner_of(state)
        key = (selection, *version_of(state))
        if key == self._rendered:
            return
        self._rendered = key
        explanation = explain(state, selection)
        sizes = state.network.sizes
        if explanation is None:
            self.set_title(tr("Neuron"))
            self.set_note("")
        else:
            names, neuron = state.network.output_names, explanation.neuron
            why = tr("Why {digit}?", digit=name_of(names, neuron))
            named = neuron_name(sizes, explanation.layer, neuron, names)
            self.set_title(named if self._selection else why)
            self.set_note(f"a = {number(explanation.activation, 3)}")
        maps = state.network.maps
        self.card.show_explanation(explanation, sizes, maps[-1] if maps else None)

    def retranslate(self) -> None:
        self.card.retranslate()
        self._rendered = None
        if self._state is None:
            self.set_title(tr("Neuron"))


def winner_of(state: DigitsState) -> Selection:
    """Return the output neuron that wins, or None for an empty pad."""
    if state.reading is None:
        return None
    return len(state.network.sizes) - 1, state.reading.digit


def explain(state: DigitsState, selection: Selection) -> NeuronExplanation | None:
    """Explain a neuron of the reading network; None without selection or picture."""
    diagram = diagram_state(state, ())
    if selection is None or not diagram.weights or not diagram.activations:
        return None
    layer, neuron = selection
    if layer >= len(diagram.sizes) or neuron >= diagram.sizes[layer]:
        return None
    return explain_neuron(
        diagram.weights,
        diagram.biases,
        diagram.activation_names,
        diagram.activations,
        layer=layer,
        neuron=neuron,
        count=TERMS,
    )
