"""Statistics of layers: those of the readable network, and histograms."""

from __future__ import annotations

import numpy as np
import pytest

from engine.functions.activations import RELU, SIGMOID
from engine.functions.costs import COST
from engine.networks.network import Network
from engine.vanishing.ablations import specification_of
from engine.vanishing.layer_statistics import BINS, LayerStatistics, histogram
from engine.vanishing.learning_speeds import gradients_of
from tests.reference.naive_speeds import saturation
from tests.support.samples.deep_networks import shape


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "leaky-relu", "linear"])
@pytest.mark.parametrize("cost", ["cross-entropy", "quadratic"])
def test_a_pass_is_that_of_the_readable_network(examples, activation, cost):
    x, y = examples
    specification = specification_of(shape(3, activation, cost=cost), 12, 10)
    drawn = Network.initialised(specification, "1/sqrt(n_in)", 2)
    network = Network(specification, drawn.parameters.astype(np.float64))
    work = LayerStatistics(x.astype(np.float64), y.astype(np.float64), cost)
    pieces = sum(1 for _ in work.pieces(network, 0))
    expected = network.backprop(x, y, COST[cost])
    np.testing.assert_allclose(work.gradient, expected, rtol=1e-9, atol=1e-15)
    assert pieces == 8
    moment = work.moment
    found = gradients_of(specification, expected)
    np.testing.assert_allclose(moment.gradients.speeds, found.speeds, rtol=1e-9)
    np.testing.assert_allclose(moment.gradients.weights, found.weights, rtol=1e-9)
    extreme, dead = saturation(network, x)
    np.testing.assert_array_equal(moment.saturated, extreme)
    np.testing.assert_array_equal(moment.dead, dead)
    outputs = network.feedforward(x)
    assert moment.cost == pytest.approx(COST[cost].value(outputs, y).mean(), rel=1e-9)
    assert moment.accuracy == (outputs.argmax(1) == y.argmax(1)).mean()
    np.testing.assert_allclose(moment.histograms.sum(axis=1), 1.0)


def test_a_histogram_counts_every_activation_once():
    a = np.array([[0.0, 0.024, 0.026], [0.5, 0.99, 1.0]])
    shares, ends = histogram(a, SIGMOID)
    assert ends == (0.0, 1.0)
    assert (shares[0], shares[10], shares[-1]) == (0.5, pytest.approx(1 / 6), pytest.approx(1 / 3))
    assert len(shares) == BINS
    assert histogram(a * 3, RELU)[1] == (0.0, 3.0)
