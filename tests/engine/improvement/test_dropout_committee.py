"""Masks of training, thinned networks, their votes, and the two forms of the whole network."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import random_streams
from engine.improvement.dropout_committee import (
    Scoring,
    hidden,
    kept_neurons,
    largest_difference,
    members,
    thinned_outputs,
    verdict,
    whole_output,
)
from engine.kernels.dropout import mixed
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from tests.support.pages.cases.overfitting import few

KEY = int(random_streams.counter_key(1, "dropout"))


@pytest.fixture(scope="module")
def network():
    """Return a network of 784-30-10 that has learned nothing."""
    return Network.initialised(parse_layers("784-30-10"), "1/sqrt(n_in)", 1)


def test_masks_are_those_of_the_kernel():
    kept = kept_neurons(KEY, 17, 4, 6, 0.3)
    told = [
        [mixed(np.uint64(KEY), 17, example, neuron) >= 0.3 for neuron in range(6)]
        for example in range(4)
    ]
    assert kept.tolist() == told


@given(st.floats(0, 0.9), st.integers(0, 10_000))
def test_about_the_share_of_neurons_is_dropped_and_no_rate_drops_none(share, step):
    kept = members(KEY, step, 20, 10, 30, share)
    assert kept.shape == (200, 30)
    assert kept.mean() == pytest.approx(1 - share, abs=0.06)
    assert kept_neurons(KEY, step, 2, 30, 0.0).all()


def test_members_are_the_masks_of_the_next_mini_batches_in_order():
    kept = members(KEY, 5, 3, 2, 8, 0.5)
    for batch in range(3):
        np.testing.assert_array_equal(
            kept[2 * batch : 2 * batch + 2], kept_neurons(KEY, 5 + batch, 2, 8, 0.5)
        )


def test_a_thinned_network_has_no_outgoing_weights_where_neurons_are_dropped(network):
    x = few().test.x[:1]
    a = hidden(network, x)[0].astype(np.float64)
    kept = kept_neurons(KEY, 0, 3, 30, 0.5)
    outputs = thinned_outputs(network, a, kept, 0.5)
    for mask, output in zip(kept, outputs, strict=True):
        thin = network.weights[-1].astype(np.float64)[:, mask]
        z = thin @ (2 * a[mask]) + network.biases[-1]
        np.testing.assert_allclose(output, 1 / (1 + np.exp(-z)), rtol=1e-12)


@given(st.floats(0, 0.9))
def test_the_form_of_the_book_is_the_same_function(share):
    network = Network.initialised(parse_layers("784-30-10"), "normal", 2)
    a = np.linspace(0, 1, 30)
    kept = kept_neurons(KEY, 3, 20, 30, share)
    assert largest_difference(network, a, kept, share) < 1e-6


def test_all_members_vote_and_without_dropout_all_agree(network):
    data = few()
    kept = members(KEY, 0, 20, 10, 30, 0.5)
    said = verdict(network, data.test.x[0], kept, 0.5)
    assert said.votes.sum() == 200
    assert said.majority == said.votes.argmax()
    np.testing.assert_allclose(said.book, said.whole, atol=1e-6)
    agreed = verdict(network, data.test.x[0], np.ones((200, 30), bool), 0.0)
    assert agreed.votes.max() == 200
    assert agreed.majority == agreed.answer
    np.testing.assert_allclose(agreed.mean, agreed.whole)


def test_scores_count_what_single_verdicts_say(network):
    data = few()
    x, labels = data.test.x[:12], data.test.labels[:12]
    kept = members(KEY, 0, 3, 10, 30, 0.5)
    scoring = Scoring(network, x, labels, kept, 0.5)
    scores = None
    while scores is None:
        scores = scoring.piece()
    said = [verdict(network, each, kept, 0.5) for each in x]
    right = [v.votes[label] for v, label in zip(said, labels, strict=True)]
    assert scores.member == pytest.approx(sum(right) / (12 * 30))
    majorities = np.array([each.majority for each in said])
    assert scores.committee == pytest.approx((majorities == labels).mean())
    answers = [whole_output(network, a.astype(np.float64)).argmax() for a in hidden(network, x)]
    assert scores.whole == pytest.approx((np.array(answers) == labels).mean())
    most = [int(each.votes.max()) for each in said]
    assert [most[place] for place in scores.disputed] == sorted(most)
