"""Learners of parity: all rows at once, by the formulas, until every row is right."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import SettingError
from engine.functions.costs import CROSS_ENTROPY
from engine.networks.network import Network
from engine.vanishing.parity_learners import ETA, MOMENTUM, ParityLearner, all_rows


def test_rows_count_upwards_and_parity_is_the_last_bit_of_their_sum():
    rows, parities = all_rows(3)
    assert rows.tolist() == [[n >> 2 & 1, n >> 1 & 1, n & 1] for n in range(8)]
    assert parities.tolist() == [bin(n).count("1") % 2 for n in range(8)]


@pytest.mark.parametrize(("kind", "sizes"), [("shallow", (3, 12, 1)), ("deep", (3, 6, 6, 1))])
def test_steps_are_those_of_momentum_descent_on_all_rows(kind, sizes):
    learner = ParityLearner(kind, 3, 2)
    assert learner.network.specification.sizes == sizes
    p, v = learner.network.parameters.copy(), 0.0
    rows, parities = all_rows(3)
    for _ in range(3):
        gradient = Network(learner.network.specification, p).backprop(
            2 * rows - 1, parities[:, None], CROSS_ENTROPY
        )
        v = MOMENTUM * v - ETA * gradient
        p = p + v
        learner.advance()
    np.testing.assert_allclose(learner.network.parameters, p, rtol=1e-12, atol=1e-14)
    assert learner.epoch == 3


@pytest.mark.parametrize("kind", ["shallow", "deep"])
def test_exclusive_or_is_learned_and_the_epoch_is_told(kind):
    learner = ParityLearner(kind, 2, 1)
    while not learner.finished:
        learner.advance()
    assert learner.solved_at == learner.epoch < 1_000
    assert learner.accuracies[-1] == 1.0
    assert all(share < 1 for share in learner.accuracies[:-1])
    rows, parities = all_rows(2)
    answers = learner.network.feedforward(2 * rows - 1)[:, 0] > 0.5
    np.testing.assert_array_equal(answers, parities == 1)


def test_the_same_seed_learns_the_same_way():
    one, again, other = (ParityLearner("deep", 3, seed) for seed in (1, 1, 2))
    for learner in (one, again, other):
        for _ in range(20):
            learner.advance()
    assert one.network.digest() == again.network.digest() != other.network.digest()
    assert one.accuracies == again.accuracies


@pytest.mark.parametrize("bits", [1, 11])
def test_other_numbers_of_bits_are_refused_by_learners(bits):
    with pytest.raises(SettingError, match="2 to 10 bits"):
        ParityLearner("deep", bits, 1)
