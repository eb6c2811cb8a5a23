"""One neuron of the reading network taken apart."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from app.appearance.translation import set_language
from app.pages.digits.reading.neuron_panel import TERMS, NeuronPanel, explain, winner_of
from tests.support.pages.digits_states import state_of


def test_the_winning_output_is_taken_apart_unless_another_neuron_is_selected(reader):
    state = state_of(reader)
    last = len(state.network.sizes) - 1
    assert winner_of(state) == (last, state.reading.digit)
    assert winner_of(state_of(reader, strokes=())) is None


@pytest.mark.parametrize(("layer", "neuron"), [(1, 0), (1, 5), (2, 7)])
def test_terms_bias_and_rest_add_up_to_the_weighted_sum(reader, layer, neuron):
    state = state_of(reader)
    found = explain(state, (layer, neuron))
    z = state.reading.z[layer - 1][neuron]
    assert len(found.terms) <= TERMS
    total = sum(term.product for term in found.terms) + found.rest + found.bias
    np.testing.assert_allclose((total, found.weighted_sum), z, rtol=1e-4, atol=1e-4)
    assert found.activation == pytest.approx(float(state.reading.activations[layer][neuron]))


def test_what_is_not_there_is_not_explained(reader):
    state = state_of(reader)
    sizes = state.network.sizes
    assert explain(state, None) is None
    assert explain(state, (len(sizes), 0)) is None
    assert explain(state, (1, sizes[1])) is None
    assert explain(state_of(reader, strokes=()), (1, 0)) is None


def test_its_first_title_follows_the_language(qtbot, theme):
    panel = NeuronPanel(theme)
    qtbot.addWidget(panel)
    set_language("es")
    panel.retranslate()
    assert panel.title.text() == "Neurona"


def test_the_title_asks_why_or_names_the_selected_neuron(qtbot, theme, reader):
    panel = NeuronPanel(theme)
    qtbot.addWidget(panel)
    state = state_of(reader)
    panel.render_state(state)
    assert panel.title.text() == f"Why {state.reading.digit}?"
    assert not panel.waiting
    panel.select((1, 3))
    assert panel.title.text() != f"Why {state.reading.digit}?"
    assert panel.note.text() == f"a = {state.reading.activations[1][3]:.3f}"
    panel.render_state(dataclasses.replace(state, reading=None, picture_version=9))
    assert (panel.title.text(), panel.note.text()) == ("Neuron", "")
