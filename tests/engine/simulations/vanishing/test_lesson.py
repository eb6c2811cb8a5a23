"""What the lesson says in numbers is so, from the page as it opens, on its 1,000 pictures."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from engine.commands.pages.vanishing import LoadChain
from engine.commands.transport import Step
from engine.data.digits.built_in import built_in_digits
from engine.data.examples import DataSet
from tests.support.pages.vanishing_session import SIMULATION_ID, Bench


def pictures(name="built-in"):
    """Return the pictures that the page learns from."""
    digits = built_in_digits(1_060, 0)
    return DataSet(name, digits.take(1_000), digits.take(40), digits.take(20))


@pytest.fixture(scope="module")
def bench():
    """Return the page as it opens."""
    return Bench(pictures)


def speeds(state):
    """Return how fast each layer learns."""
    return state.laboratory.moment.gradients.speeds


def test_each_layer_makes_the_first_about_five_times_slower(bench):
    assert bench.state.settings["depth"] == 1
    first = [float(speeds(bench.set(depth=depth))[0]) for depth in range(1, 6)]
    falls = [one / other for one, other in pairwise(first)]
    assert min(falls) > 1.5
    assert np.prod(falls) ** (1 / len(falls)) == pytest.approx(5, abs=0.5)


def test_at_ten_layers_the_first_needs_a_magnifier_of_about_a_million(bench):
    found = speeds(bench.set(depth=10))
    assert 1e6 < found[-1] / found[0] < 3e6


def test_the_cure_lights_layer_1_up_again(bench):
    found = speeds(bench.set(depth=4, activation="relu", initialiser="he"))
    assert 0.5 < found[-1] / found[0] < 2
    bench.set(activation="sigmoid", initialiser="1/sqrt(n_in)")


@pytest.mark.parametrize(("depth", "low", "high"), [(2, 1, 6), (4, 40, 170)])
def test_layer_1_stays_slower_while_it_learns(bench, depth, low, high):
    bench.set(depth=depth, batch="full")
    bench.send(Step(SIMULATION_ID, 150))
    found = np.array(bench.settle().laboratory.speeds)
    assert len(found) == 151
    ratios = found[:, -1] / found[:, 0]
    assert low < ratios.min() < ratios.max() < high
    if depth == 2:
        assert found[1:, 0].min() < found[0, 0] / 10
        assert found[-1, 0] > 1.2 * found[1:, 0].min()


def test_the_chain_explodes_with_the_lock_and_is_silent_without(bench):
    bench.set(station="chain")
    chain = bench.send(LoadChain(SIMULATION_ID, "explosion")).chain
    assert chain.passed.z.tolist() == [0, 0, 0, 0]
    assert chain.passed.factors.tolist() == [25, 25, 25]
    assert bench.set(chain_locked=False).chain.passed.gradients[0] == 0


@pytest.mark.parametrize("bits", [2, 4, 7])
def test_parity_takes_as_many_gates_as_told(bench, bits):
    counts = bench.set(station="parity", parity_bits=bits).parity.counts
    assert counts == {"deep": 4 * (bits - 1), "shallow": bits + 2 ** (bits - 1) + 1}
