"""Dense layers on whole mini-batches: forward, back and gradient against the readable network."""

from __future__ import annotations

import numpy as np
import pytest

from engine.execution.padding import padded_size, row_buffers
from engine.functions.costs import COST
from engine.kernels.dense.gemm_f32 import (
    backpropagate_layer,
    feed_gemm,
    gradient_gemm,
    propagate_gemm,
)
from engine.kernels.dense.padded_rows import NONE, copy_padded
from engine.kernels.dropout import NO_DROPOUT
from engine.networks.network import Network, output_error
from engine.networks.specification import NetworkSpecification
from engine.training.reference import dropout_masks

SIZES = (11, 17, 9, 3)
START = 8
"""Where the weights begin; what lies before them belongs to convolutions."""

ONE = np.float32(1)
KEY = np.uint64(5)


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
    feed_gemm(*shape, np.zeros(1, np.int64), batch, z, a, dropout)
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
    propagate_gemm(*shape, batch, z, a, delta, (share, KEY, 3))
    out = np.zeros_like(shape[0])
    gradient_gemm(
        out, START, shape[2], np.zeros(1, np.int64), batch, a, delta, ONE, ONE, ONE / batch
    )
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


def test_what_is_learned_is_added_to_what_is_kept():
    network, _, _, _, a, delta, shape = fed(4, "tanh")
    delta[:] = np.random.default_rng(3).normal(size=len(delta))
    sizes, runs = shape[2], np.zeros(1, np.int64)
    alone, onto = np.zeros_like(shape[0]), np.full_like(shape[0], 2)
    gradient_gemm(alone, START, sizes, runs, 4, a, delta, ONE, ONE, np.float32(-0.5))
    gradient_gemm(onto, START, sizes, runs, 4, a, delta, ONE / 2, ONE / 4, np.float32(-0.5))
    kept = np.zeros_like(network.parameters)
    copy_padded(kept, NONE, sizes, onto - alone, START, NONE + 1)
    found = Network(network.specification, kept)
    for w, b in zip(found.weights, found.biases, strict=True):
        np.testing.assert_allclose(w, 1.0, atol=1e-5)
        np.testing.assert_allclose(b, 0.5, atol=1e-5)


@pytest.mark.parametrize("batch", [1, 2, 3, 8])
def test_errors_are_sent_down_by_the_transposed_weights(batch, generator):
    n, width, narrow = 5, 16, 8
    w = generator.normal(size=3 + n * width).astype(np.float32)
    delta = generator.normal(size=batch * (narrow + width)).astype(np.float32)
    above = delta[batch * narrow :].reshape(batch, width)
    expected = above @ w[3:].reshape(n, width).T
    backpropagate_layer(w, 3, n, width, batch, delta, batch * narrow, 0)
    found = delta[: batch * narrow].reshape(batch, narrow)
    np.testing.assert_allclose(found[:, :n], expected, rtol=1e-4, atol=1e-5)
    assert not found[:, n:].any()
