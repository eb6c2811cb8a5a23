"""Dense layers on whole mini-batches: forward, and learning against the readable network."""

from __future__ import annotations

import numpy as np
import pytest

from engine.execution.convolution_layout import input_lists
from engine.execution.crews import places_of
from engine.execution.padding import padded_size, row_buffers
from engine.functions.costs import COST
from engine.kernels.dense.gemm_f32 import feed_gemm, learn_gemm
from engine.kernels.dense.padded_rows import NONE, copy_padded
from engine.kernels.dropout import NO_DROPOUT
from engine.kernels.optimisers import MOMENTUM
from engine.kernels.penalties import NO_PENALTY
from engine.networks.network import Network, output_error
from engine.networks.specification import NetworkSpecification
from engine.training.reference import dropout_masks

SIZES = (11, 17, 9, 3)
START = 8
"""Where the weights begin; what lies before them belongs to convolutions."""

ONE = np.float32(1)
KEY = np.uint64(5)
ALONE = places_of(1)[0]


def problem(batch, hidden):
    """Return a network, padded weights, inputs, targets and padded rows to work in."""
    specification = NetworkSpecification.dense(SIZES, (hidden, hidden, "softmax"))
    generator = np.random.default_rng(2)
    parameters = generator.normal(0, 0.5, specification.parameter_count).astype(np.float32)
    padded = row_buffers(SIZES, 1).w
    w = np.full(START + len(padded), 7, np.float32)
    copy_padded(parameters, NONE, np.array(SIZES), w, START, NONE)
    x = generator.normal(size=(batch, SIZES[0])).astype(np.float32)
    y = np.eye(SIZES[-1], dtype=np.float32)[generator.integers(0, SIZES[-1], batch)]
    rows = [np.zeros(batch * sum(map(padded_size, SIZES)), np.float32) for _ in range(3)]
    layer(rows[1], batch, 0)[:] = x
    return Network(specification, parameters), w, x, y, rows


def layer(values, batch, number):
    """Return a view of a layer's numbers without padding, shape (batch, n)."""
    width = padded_size(SIZES[number])
    start = batch * sum(map(padded_size, SIZES[:number]))
    return values[start : start + batch * width].reshape(batch, width)[:, : SIZES[number]]


def fed(batch, hidden, dropout=NO_DROPOUT):
    """Feed a mini-batch; return the problem and what kernels are told."""
    network, w, x, y, (z, a, delta) = problem(batch, hidden)
    codes = np.array([activation.code for activation in network.activations])
    shape = (w, START, np.array(SIZES), codes)
    feed_gemm(*shape, input_lists(batch, max(SIZES)), batch, z, a, dropout, ALONE)
    return network, x, y, z, a, delta, shape


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu"])
@pytest.mark.parametrize("batch", [1, 2, 5, 10])
def test_all_layers_are_those_of_the_readable_network_and_padding_is_zero(batch, hidden):
    network, x, _, z, a, _, _ = fed(batch, hidden)
    zs, activations = network.trace(x)
    for number in range(1, len(SIZES)):
        np.testing.assert_allclose(layer(z, batch, number), zs[number - 1], rtol=2e-5, atol=1e-5)
        np.testing.assert_allclose(layer(a, batch, number), activations[number], atol=1e-5)
    inside = a.copy()
    for number in range(len(SIZES)):
        layer(inside, batch, number)[:] = 0
    assert not inside.any()


@pytest.mark.parametrize("share", [0.0, 0.4])
@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu"])
@pytest.mark.parametrize("batch", [1, 7])
def test_the_gradient_is_that_of_the_readable_network(batch, hidden, share):
    network, x, y, z, a, delta, shape = fed(batch, hidden, (share, KEY, 3))
    cost = COST["log-likelihood"]
    zs, outputs = layer(z, batch, 3), layer(a, batch, 3)
    layer(delta, batch, 3)[:] = output_error(network.activations[-1], cost, zs, outputs, y)
    out, step = np.zeros_like(shape[0]), (MOMENTUM, NO_PENALTY, ONE, ONE / batch)
    lists, dropout = input_lists(batch, max(SIZES)), (share, KEY, 3)
    learn_gemm(shape[0], out, *shape[1:], lists, batch, z, a, delta, dropout, step, ALONE)
    found = np.zeros_like(network.parameters)
    copy_padded(found, NONE, shape[2], out, START, NONE + 1)
    masks = None
    if share:
        masks = masks_with_inputs(network, share, batch)
    expected = gradient(network, x, y, masks)
    np.testing.assert_allclose(found, expected, rtol=2e-4, atol=2e-6)
    assert not out[:START].any()


def masks_with_inputs(network, share, batch):
    """Return dropout factors of the inputs and of both hidden layers."""
    wider = NetworkSpecification.dense((1, *SIZES), ("linear", *network.specification.activations))
    parameters = np.zeros(wider.parameter_count, np.float32)
    return dropout_masks(Network(wider, parameters), share, int(KEY), 3, batch)


def gradient(network, x, y, masks):
    """Return the gradient where the inputs are dropped as well."""
    inputs, *hidden = masks or [np.ones_like(x)]
    return network.backprop(x * inputs, y, COST["log-likelihood"], hidden or None)
