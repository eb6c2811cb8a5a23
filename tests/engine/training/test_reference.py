"""Training in plain NumPy: one step against the formulas, and what dropout leaves."""

from __future__ import annotations

import numpy as np
import pytest

from engine.functions.costs import COST
from engine.functions.optimisers import OPTIMISERS
from engine.functions.regularisers import REGULARISER
from engine.kernels.hyper_parameters import packed, unpacked
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from engine.training.reference import dropout_masks, penalty_gradient, train_batch, uniform
from tests.reference.naive_optimisers import SETTINGS, STEPS


def problem(seed=1):
    """Return a small network with a mini-batch."""
    network = Network.initialised(parse_layers("3-4-2", "quadratic"), "normal", seed)
    generator = np.random.default_rng(seed)
    return network, generator.normal(size=(5, 3)), generator.uniform(size=(5, 2))


def test_the_numbers_that_decide_dropout_are_those_of_splitmix64():
    def naive(key, step, row, neuron):
        full = 2**64 - 1
        h = (key + step * 0x9E3779B97F4A7C15 + row * 0xD1B54A32D192ED03) & full
        h = (h + neuron * 0x8CB92BA72F3D8DD7) & full
        h = ((h ^ (h >> 30)) * 0xBF58476D1CE4E5B9) & full
        h = ((h ^ (h >> 27)) * 0x94D049BB133111EB) & full
        return ((h ^ (h >> 31)) >> 11) * 2.0**-53

    neurons = np.array([0, 3, 700])
    found = uniform(0xFEDCBA9876543210, 12_345, 4, neurons)
    expected = [
        [naive(0xFEDCBA9876543210, 12_345, row, int(n)) for n in neurons] for row in range(4)
    ]
    np.testing.assert_array_equal(found, expected)


def test_about_the_share_of_hidden_neurons_is_dropped_and_the_rest_is_enlarged():
    network = Network.initialised(parse_layers("3-40-50-2", "quadratic"), "normal", 1)
    first, second = dropout_masks(network, 0.25, 7, 3, 200)
    assert (first.shape, second.shape) == ((200, 40), (200, 50))
    for mask in (first, second):
        np.testing.assert_array_equal(np.unique(mask), [0, np.float32(1 / 0.75)])
        assert (mask == 0).mean() == pytest.approx(0.25, abs=0.02)
    assert (first != dropout_masks(network, 0.25, 7, 4, 200)[0]).any()


@pytest.mark.parametrize("name", ["none", "l1", "l2"])
def test_the_gradient_of_the_penalty_is_zero_for_biases(name):
    network, _, _ = problem()
    found = Network(network.specification, penalty_gradient(network, REGULARISER[name]))
    expected = {"none": np.zeros_like, "l1": np.sign, "l2": np.copy}[name]
    for w, b, own in zip(found.weights, found.biases, network.weights, strict=True):
        np.testing.assert_array_equal(w, expected(own))
        assert not b.any()


@pytest.mark.parametrize("optimiser", OPTIMISERS, ids=lambda entry: entry.name)
def test_three_steps_are_those_of_the_naive_rule(optimiser):
    network, x, y = problem()
    records = packed(
        rate=0.3, cost=COST["quadratic"].code, penalty=REGULARISER["l2"].code, decay=0.02,
        rule=optimiser.code, adaptive=optimiser.adaptive, **SETTINGS,
    )  # fmt: skip
    w, slots = network.parameters.copy(), np.zeros(optimiser.slots * len(network.parameters))
    state = [(0.0,) * optimiser.slots] * len(w)
    for t in (1, 2, 3):
        own = Network(network.specification, w)
        gradient = own.backprop(x, y, COST["quadratic"])
        gradient += 0.02 * penalty_gradient(own, REGULARISER["l2"])
        steps = [
            STEPS[optimiser.name](0.3, SETTINGS, t, *numbers)
            for numbers in zip(w.tolist(), gradient.tolist(), state, strict=True)
        ]
        w, state = np.array([step[0] for step in steps]), [step[1] for step in steps]
        train_batch(network, slots, x, y, unpacked(records), t)
    np.testing.assert_allclose(network.parameters, w, rtol=1e-11, atol=1e-13)
    expected = np.array(state).T.ravel()
    np.testing.assert_allclose(slots, expected, rtol=1e-11, atol=1e-13)
