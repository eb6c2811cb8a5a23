"""How fast layers learn: against sums over examples, finite differences, and the book."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from engine.data.files.mnist import load_mnist
from engine.functions.activations import ACTIVATION
from engine.functions.costs import COST
from engine.networks.specification import NetworkSpecification, parse_layers
from engine.vanishing.initial_gradients import InitialGradients, Shape
from engine.vanishing.learning_speeds import saturated_share
from tests.reference.naive_speeds import (
    descend,
    drawn,
    initial_speeds,
    layer_gradients,
    saturation,
)


def examples(count, n_in=6, n_out=3, seed=1):
    """Return random inputs and one-hot labels."""
    generator = np.random.default_rng(seed)
    return generator.random((count, n_in)), np.eye(n_out)[generator.integers(0, n_out, count)]


@pytest.mark.parametrize("cost", ["cross-entropy", "quadratic"])
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
def test_bars_are_differences_of_the_mean_cost(cost, activation):
    specification = NetworkSpecification.dense((6, 5, 4, 3), (activation, activation, "sigmoid"))
    network, (x, y) = drawn(specification, "1/sqrt(n_in)", 3), examples(7)
    found = layer_gradients(network, x, y, cost)
    step = 1e-6
    for layer, bars in enumerate(found.biases):
        for neuron in range(len(bars)):
            costs = []
            for sign in (1, -1):
                network.biases[layer][neuron] += sign * step
                costs.append(float(COST[cost].value(network.feedforward(x), y).mean()))
                network.biases[layer][neuron] -= sign * step
            assert bars[neuron] == pytest.approx((costs[0] - costs[1]) / (2 * step), abs=1e-6)
        assert found.speeds[layer] == pytest.approx(np.sqrt((bars**2).sum()))


def test_the_speed_is_the_norm_of_the_average():
    network, (x, y) = drawn(parse_layers("6-5-3"), "normal", 1), examples(4)
    alone = [layer_gradients(network, x[i : i + 1], y[i : i + 1], "quadratic") for i in range(4)]
    together = layer_gradients(network, x, y, "quadratic")
    average = np.mean([each.biases[0] for each in alone], axis=0)
    np.testing.assert_allclose(together.biases[0], average, atol=1e-15)
    assert together.speeds[0] <= np.mean([each.speeds[0] for each in alone])
    assert together.ratio == 1.0


def test_descent_is_full_batch_descent_with_decay():
    network, (x, y) = drawn(parse_layers("6-5-3"), "normal", 2), examples(8)
    ablation_run = drawn(parse_layers("6-5-3"), "normal", 2)
    list(islice(descend(network, (x, y), "cross-entropy", 0.5, 2.0), 4))
    for _ in range(3):
        gradient = ablation_run.backprop(x, y, COST["cross-entropy"])
        for weights in ablation_run.weights:
            weights -= 0.5 * 2.0 / 8 * weights
        ablation_run.parameters -= 0.5 * gradient
    np.testing.assert_allclose(network.parameters, ablation_run.parameters, rtol=1e-12)


def test_saturated_and_dead_neurons_are_counted():
    specification = NetworkSpecification.dense((2, 2, 1), ("relu", "sigmoid"))
    network = drawn(specification, "constant", 1)
    network.weights[0][:] = [[1.0, 1.0], [-1.0, -1.0]]
    x = np.array([[0.5, 0.2], [0.4, 0.02]])
    extreme, dead = saturation(network, x)
    assert dead.tolist() == [0.5]
    # a rectified neuron has no upper end, so it cannot be saturated
    assert extreme.tolist() == [0.0]


@pytest.mark.parametrize(
    ("activation", "share"), [("sigmoid", 4 / 6), ("tanh", 2 / 6), ("linear", 0.0)]
)
def test_saturated_is_near_an_end_of_the_range(activation, share):
    a = np.array([[0.0, 0.04, 0.5], [0.96, 1.0, 0.9]])
    assert saturated_share(a, ACTIVATION[activation]) == pytest.approx(share)


@pytest.fixture(scope="module")
def pictures(mnist_dir):
    """Return the first thousand pictures of MNIST."""
    training = load_mnist(mnist_dir).training
    return training.x[:1000].astype(np.float64), np.eye(10)[training.labels[:1000]]


@pytest.mark.parametrize(
    ("layers", "book"),
    [
        ("784-30-30-10", (0.07, 0.31)),
        ("784-30-30-30-10", (0.012, 0.060, 0.283)),
        ("784-30-30-30-30-10", (0.003, 0.017, 0.070, 0.285)),
    ],
)
def test_layers_begin_as_fast_as_in_the_book(pictures, layers, book):
    specification = parse_layers(layers)
    speeds = initial_speeds(specification, "1/sqrt(n_in)", "cross-entropy", pictures, range(1, 21))
    x, y = (part.astype(np.float32) for part in pictures)
    shape = Shape(len(book), 30, "sigmoid", "1/sqrt(n_in)", "cross-entropy")
    np.testing.assert_allclose(
        InitialGradients(x, y).speeds(shape, range(1, 21)), speeds, rtol=2e-4
    )
    medians = np.median(speeds, axis=0)
    neighbours = medians[1:] / medians[:-1]
    assert ((neighbours > 4) & (neighbours < 6)).all()
    assert (np.abs(np.log2(medians / book)) < 1).all()
