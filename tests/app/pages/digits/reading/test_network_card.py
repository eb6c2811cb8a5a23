"""The card of the reading network: its name, what is redrawn when, its warning."""

from __future__ import annotations

import dataclasses

import pytest

from app.pages.digits.reading.network_card import (
    QUIET_MS,
    NetworkCard,
    diagram_state,
    title_of,
    version_of,
)
from engine.simulations.learning.views.state import NetworkView
from tests.support.pages.digits_states import state_of


@pytest.fixture
def card(qtbot, theme):
    """Return the card without a page around it."""
    card = NetworkCard(theme)
    qtbot.addWidget(card)
    return card


def test_a_network_is_named_by_what_leaves_its_layers():
    plain = NetworkView((784, 30, 10), ("sigmoid", "sigmoid"), (), (), 0)
    assert title_of(plain) == "784–30–10"
    maps = ((20, 12, 12), (40, 4, 4))
    deep = NetworkView((640, 100, 10), ("relu", "softmax"), (), (), 0, maps)
    assert title_of(deep) == "20×12×12 – 40×4×4 – 100 – 10"


def test_every_change_that_is_drawn_has_another_key(reader):
    state = state_of(reader)
    network = state.network
    other = (*network.weights[:-1], network.weights[-1] + 0.01)
    keys = {
        version_of(state),
        version_of(state_of(reader, version=2)),
        version_of(state_of(reader, reader="mine")),
        version_of(dataclasses.replace(state, network=dataclasses.replace(network, version=7))),
        version_of(dataclasses.replace(state, network=dataclasses.replace(network, weights=other))),
    }
    assert len(keys) == 5
    assert version_of(state_of(reader)) == version_of(state)


def test_activations_of_another_network_are_not_drawn(reader):
    state = state_of(reader)
    sizes = state.network.sizes
    assert [len(layer) for layer in diagram_state(state, ()).activations] == list(sizes)
    network = dataclasses.replace(state.network, sizes=(sizes[0], sizes[1] + 1, 10))
    assert diagram_state(dataclasses.replace(state, network=network), ()).activations == ()


def test_what_was_skipped_is_drawn_as_soon_as_it_is_quiet(card, reader):
    card.render_state(state_of(reader))
    assert card.diagram.state.version == version_of(state_of(reader))
    for version in range(2, 9):
        state = state_of(reader, version=version)
        card.render_state(state)
        if card.diagram.state.version != version_of(state):
            break
    card.advance(QUIET_MS - 1)
    assert card.diagram.state.version != version_of(state)
    card.advance(2)
    assert card.diagram.state.version == version_of(state)


def test_a_picture_unlike_all_others_is_warned_of(card, reader):
    state = state_of(reader)
    for familiar, words in ((0.9, ""), (0.0, "This does not look like anything")):
        reading = dataclasses.replace(state.reading, familiar=familiar)
        card.render_state(dataclasses.replace(state, reading=reading))
        assert card.familiarity.text().startswith(words)
        assert bool(card.familiarity.text()) == bool(words)
