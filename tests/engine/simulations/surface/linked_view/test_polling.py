"""Polling of mini-batch gradients is done in slices, for the weights with which it began."""

from __future__ import annotations

import numpy as np
import pytest

from engine.functions.costs import COST
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from engine.simulations.surface.linked_view.polling import EXAMPLES_PER_SLICE, Polling
from engine.surfaces.descent import poll

EXAMPLES = 2 * EXAMPLES_PER_SLICE + 10
SLICES = 3


@pytest.fixture
def network():
    """Return a small network."""
    return Network.initialised(parse_layers("2-3-1"), "normal", 4)


@pytest.fixture
def probe():
    """Return inputs and targets."""
    generator = np.random.default_rng(2)
    return generator.normal(size=(EXAMPLES, 2)), generator.random((EXAMPLES, 1)).round()


def test_slices_measure_what_all_examples_at_once_would_with_the_first_weights(network, probe):
    cost, (x, y), polling = COST["quadratic"], probe, Polling()
    each = [network.backprop(x[i : i + 1], y[i : i + 1], cost) for i in range(EXAMPLES)]
    polling.follow("run")
    for number in range(SLICES):
        assert polling.lacks("run", 1)
        assert polling.noise is None
        polling.work(1 + number, network, probe, "quadratic", 7)
        network.parameters += 0.5
    expected = poll(np.array(each), 7)
    np.testing.assert_array_equal(polling.noise.errors, expected.errors)
    np.testing.assert_array_equal(polling.noise.angles, expected.angles)
    assert not polling.lacks("run", 1)
    assert polling.lacks("run", 2)


def test_what_was_measured_of_another_run_is_dropped(network, probe):
    polling = Polling()
    polling.follow("run")
    for _ in range(SLICES + 1):
        polling.work(1, network, probe, "quadratic", 7)
    kept = polling.noise
    polling.follow("run")
    assert polling.noise is kept
    polling.follow("another run")
    assert polling.noise is None
    assert polling.lacks("another run", 1)
