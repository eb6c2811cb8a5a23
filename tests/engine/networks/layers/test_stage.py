"""Stages of convolution and pooling: gradients and ties."""

import numpy as np
import pytest

from engine.functions.costs import COST
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from tests.support.samples.convolutions import NETWORKS, examples


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
