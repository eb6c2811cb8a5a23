"""Training layer by layer: every kernel against the readable network and the formulas."""

from __future__ import annotations

import numpy as np
import pytest

from engine.functions.costs import COST, COSTS
from engine.functions.optimisers import OPTIMISERS
from engine.functions.regularisers import REGULARISER, REGULARISERS
from engine.kernels.dense.training import (
    add_batch_gradient,
    add_gradient,
    feed_batch,
    output_error,
    penalise,
    propagate_back,
    send_back,
    train_batches,
    weigh,
)
from engine.kernels.hyper_parameters import packed, unpacked
from engine.networks.network import Network
from engine.networks.network import output_error as readable_output_error
from engine.networks.specification import NetworkSpecification
from engine.training.reference import dropout_masks, penalty_gradient, train_batch

SIZES = (5, 6, 4, 3)
BATCH = 4
KEY = np.uint64(99)


def problem(hidden="tanh", output="softmax", kind=np.float64, count=9):
    """Return a network, inputs with zeros among them, and one-hot targets."""
    specification = NetworkSpecification.dense(SIZES, (hidden, hidden, output))
    generator = np.random.default_rng(3)
    network = Network(specification, generator.normal(size=specification.parameter_count))
    x = generator.normal(size=(count, SIZES[0]))
    x[generator.uniform(size=x.shape) < 0.3] = 0
    y = np.eye(SIZES[-1])[generator.integers(0, SIZES[-1], count)]
    network = Network(specification, network.parameters.astype(kind))
    return network, x.astype(kind), y.astype(kind)


def told(network):
    """Return sizes and codes as kernels take them."""
    codes = [activation.code for activation in network.activations]
    return np.array(SIZES), np.array(codes)


def test_one_layer_forward_and_back_is_a_product_of_matrices(generator):
    w, b = generator.normal(size=(3, 4)), generator.normal(size=4)
    parameters = np.concatenate([[9.0, 9.0], w.ravel(), b])
    x, rows = generator.normal(size=(6, 3)), np.array([4, 0])
    z, delta, error = np.empty((2, 4)), generator.normal(size=(2, 4)), np.empty((2, 3))
    weigh(parameters, 2, x, rows, z)
    np.testing.assert_allclose(z, x[rows] @ w + b)
    send_back(parameters, 2, delta, error)
    np.testing.assert_allclose(error, delta @ w.T)
    out = parameters.copy()
    add_gradient(out, 2, x, rows, delta, 0.5)
    np.testing.assert_array_equal(out[:2], [9, 9])
    np.testing.assert_allclose(out[2:14].reshape(3, 4), w + 0.5 * x[rows].T @ delta)
    np.testing.assert_allclose(out[14:], b + 0.5 * delta.sum(axis=0))


@pytest.mark.parametrize("cost", COSTS, ids=lambda entry: entry.name)
@pytest.mark.parametrize("output", ["sigmoid", "softmax"])
def test_errors_of_outputs_are_those_of_the_readable_network(cost, output):
    network, x, y = problem(output=output)
    zs, activations = network.trace(x)
    delta, activation = np.empty_like(y), network.activations[-1]
    output_error(cost.code, activation.code, zs[-1], activations[-1], y, delta)
    expected = readable_output_error(activation, cost, zs[-1], activations[-1], y)
    np.testing.assert_allclose(delta, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("share", [0.0, 0.5])
@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu", "leaky-relu"])
def test_the_gradient_of_a_mini_batch_is_that_of_the_readable_network(hidden, share):
    network, x, y = problem(hidden)
    sizes, codes = told(network)
    rows = np.array([7, 2, 5, 0])
    z, a, delta = (np.empty(BATCH * sum(SIZES[1:])) for _ in range(3))
    feed_batch(network.parameters, sizes, codes, x, rows, z, a, share, KEY, 3)
    if not share:
        outputs = a[-BATCH * SIZES[-1] :].reshape(BATCH, -1)
        np.testing.assert_allclose(outputs, network.feedforward(x[rows]), rtol=1e-12)
    cost = COST["log-likelihood"]
    propagate_back(network.parameters, sizes, codes, z, a, delta, y[rows], cost.code, share, KEY, 3)
    found = np.zeros_like(network.parameters)
    add_batch_gradient(found, sizes, x, rows, a, delta, 1 / BATCH)
    masks = dropout_masks(network, share, int(KEY), 3, BATCH) if share else None
    expected = network.backprop(x[rows], y[rows], cost, masks)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("regulariser", REGULARISERS, ids=lambda entry: entry.name)
def test_a_penalty_moves_weights_and_no_biases(regulariser):
    network, _, _ = problem()
    out = np.zeros_like(network.parameters)
    penalise(network.parameters, out, np.array(SIZES), regulariser.code, 0.25)
    np.testing.assert_allclose(out, -0.25 * penalty_gradient(network, regulariser))


@pytest.mark.parametrize("kind", [np.float32, np.float64])
@pytest.mark.parametrize("optimiser", OPTIMISERS, ids=lambda entry: entry.name)
def test_an_epoch_with_a_smaller_last_mini_batch_is_that_of_plain_numpy(optimiser, kind):
    network, x, y = problem(kind=kind)
    sizes, codes = told(network)
    plain = Network(network.specification, network.parameters.copy())
    count = len(network.parameters)
    slots = np.zeros(count * optimiser.slots, kind)
    own = slots.copy()
    order = np.random.default_rng(4).permutation(len(x))
    scratch = [np.empty(BATCH * sum(SIZES[1:]), kind) for _ in range(3)]
    records = packed(
        count=3, batch=BATCH, rate=0.05, cost=COST["log-likelihood"].code,
        penalty=REGULARISER["l2"].code, decay=0.02, rule=optimiser.code,
        adaptive=optimiser.adaptive, momentum=0.7, rho=0.8, beta1=0.7, beta2=0.9, epsilon=1e-3,
    )  # fmt: skip
    arguments = (network.parameters, slots, sizes, codes, x, y, order, records)
    train_batches(*arguments, *scratch, np.empty(count, kind))
    for number, first in enumerate(range(0, len(x), BATCH)):
        rows = order[first : first + BATCH]
        train_batch(plain, own, x[rows], y[rows], unpacked(records), number + 1)
    tolerance = {"rtol": 1e-3, "atol": 1e-5} if kind == np.float32 else {"rtol": 1e-9}
    np.testing.assert_allclose(network.parameters, plain.parameters, **tolerance)
    np.testing.assert_allclose(slots, own, rtol=1e-3, atol=1e-5)
