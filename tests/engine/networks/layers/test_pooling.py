"""Pooling in NumPy, against loops over every window; gradients and ties of whole networks."""

from __future__ import annotations

import numpy as np
import pytest

from engine.functions.costs import COST
from engine.networks.layers.layer import Signal
from engine.networks.layers.pooling import Pooling
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from tests.support.samples.convolutions import NETWORKS, examples

POOLED = [
    Pooling((2, 6, 7), pooling, size, step)
    for pooling in ("max", "average", "l2")
    for size, step in ((2, 2), (3, 2), (2, 1))
]
layers = pytest.mark.parametrize("layer", POOLED, ids=lambda layer: layer.word)


def pooled(layer, a):
    return layer.forward((), Signal(a, a)).a


def naive_pooling(layer, a):
    """Return the pooled maps, window by window."""
    found = np.zeros((len(a), *layer.out_shape))
    take = {"max": np.max, "average": np.mean, "l2": lambda w: np.sqrt((w * w).sum())}
    for n, j, row, column in np.ndindex(found.shape):
        top, left = row * layer.step, column * layer.step
        window = a[n, j, top : top + layer.size, left : left + layer.size]
        found[n, j, row, column] = take[layer.pooling](window)
    return found


@layers
def test_pooling_is_that_of_loops_over_all_windows(layer, generator):
    a = generator.normal(size=(2, *layer.in_shape))
    np.testing.assert_allclose(pooled(layer, a), naive_pooling(layer, a))


@layers
def test_errors_go_back_through_pooling_as_central_differences(layer, generator):
    a = generator.normal(size=(1, *layer.in_shape))
    error = generator.normal(size=(1, *layer.out_shape))
    found = layer.error((), Signal(a, a), error)
    for place in [tuple(generator.integers(a.shape)) for _ in range(25)]:
        sides = []
        for step in (1e-6, -1e-6):
            a[place] += step
            sides.append((pooled(layer, a) * error).sum())
            a[place] -= step
        assert found[place] == pytest.approx((sides[0] - sides[1]) / 2e-6, abs=1e-6)


def test_a_window_without_activity_sends_no_error_back():
    layer, a = Pooling((1, 2, 2), "l2", 2, 2), np.zeros((1, 1, 2, 2))
    np.testing.assert_array_equal(layer.error((), Signal(a, a), np.ones((1, 1, 1, 1))), a)


@pytest.mark.parametrize("layers", NETWORKS)
def test_gradients_agree_with_central_differences(layers):
    specification, cost = parse_layers(layers, "log-likelihood"), COST["log-likelihood"]
    generator = np.random.default_rng(2)
    network = Network(specification, 0.4 * generator.normal(size=specification.parameter_count))
    data = examples(layers, 4, np.float64)
    y = np.eye(3)[data.labels]
    gradient = network.backprop(data.x, y, cost)
    chosen = generator.choice(len(gradient), min(len(gradient), 120), replace=False)
    numeric = np.zeros(len(chosen))
    for n, place in enumerate(chosen):
        sides = []
        for step in (1e-6, -1e-6):
            moved = network.parameters.copy()
            moved[place] += step
            a = Network(specification, moved).feedforward(data.x)
            sides.append(cost.value(a, y).mean())
        numeric[n] = (sides[0] - sides[1]) / 2e-6
    error = np.abs(gradient[chosen] - numeric).max() / np.abs(numeric).max()
    assert error < 1e-6


def test_max_pooling_counts_the_first_of_equal_cells():
    layers = "4x4 conv1@1:linear pool2 softmax3"
    specification = parse_layers(layers, "log-likelihood")
    network = Network(specification, np.full(specification.parameter_count, 0.5))
    network.weights[0][:] = [[1, 2, 3, 4], [0, 1, 0, 1], [2, 0, 1, 0]]
    x = np.ones((1, 16))
    gradient = network.backprop(x, np.eye(3)[:1], COST["log-likelihood"])
    moved = x.copy()
    # only the first cell of each window learns: its input alone enters the gradient
    moved[0, [1, 3, 4, 5, 6, 7, 9, 11, 12, 13, 14, 15]] = 1 - 1e-9
    again = network.backprop(moved, np.eye(3)[:1], COST["log-likelihood"])
    np.testing.assert_allclose(gradient, again, rtol=1e-6)
