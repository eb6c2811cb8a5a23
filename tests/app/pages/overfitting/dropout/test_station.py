"""The station of dropout on screen."""

from __future__ import annotations

import numpy as np
import pytest

from app.pages.overfitting.dropout.thinned_network import HIDDEN
from app.pages.overfitting.words import SIMULATION_ID
from engine.commands.edits import SetSetting
from engine.commands.transport import Step


@pytest.fixture
def station(hand):
    """Return the station; the page has started the training that it asks for."""
    hand.set(station="dropout")
    hand.settle()
    return hand.page.stations["dropout"]


def test_the_drawn_neurons_are_the_first_ones_of_the_first_picture(hand, station):
    kept = hand.page.simulation.payload.view.kept
    assert station.network.kept == tuple(kept[0, :HIDDEN].tolist())
    assert np.array_equal(station.masks.kept, kept)
    before = station.masks.kept
    hand.settle(Step(SIMULATION_ID, 1))
    assert not np.array_equal(station.masks.kept, before)


def test_the_sentence_counts_the_votes(hand, station):
    verdict = hand.page.simulation.payload.view.verdict
    assert hand.words.startswith(f"{verdict.votes.max()} of 200 thinned networks say")
    assert f"{verdict.majority}: {verdict.votes.max()}" in station.votes.accessibleDescription()


def test_both_forms_are_listed_with_the_same_output(station):
    told = {line.left: line.right for line in station.account.lines}
    assert told["book: weights × 0.5"] == told["here: activations ÷ 0.5"]
    assert "200 of them, by votes" in told


def test_the_next_disputed_picture_is_asked_for(hand, station):
    order = hand.page.simulation.payload.view.scores.disputed
    hand.take()
    station.dispute.click()
    assert hand.take(SetSetting)[-1].value == order[0 if order[0] else 1]
    hand.set(drop_picture=order[-1])
    hand.take()
    station.show_disputed()
    assert hand.take(SetSetting)[-1].value == order[0]


def test_all_is_painted_in_every_size(station):
    for size in ((400, 300), (1_200, 700)):
        station.resize(*size)
        for widget in (station.network, station.masks, station.votes):
            assert not widget.grab().isNull()
