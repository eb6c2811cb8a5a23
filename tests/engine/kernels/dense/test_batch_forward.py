"""Small networks with sixteen examples side by side: lanes, softmax, costs."""

from __future__ import annotations

import numpy as np
import pytest

from engine.functions.activations import SOFTMAX
from engine.functions.costs import COSTS
from engine.kernels.dense.batch_forward import (
    LANES,
    costs_of_networks,
    feed_batch,
    feed_networks,
    load_lanes,
    softmax_lanes,
)
from engine.networks.network import Network
from engine.networks.specification import parse_layers

SPECIFICATION = parse_layers("2-5:tanh-3:softmax", "log-likelihood")
SIZES = np.array(SPECIFICATION.sizes)
CODES = np.array([activation.code for activation in SPECIFICATION.layer_activations])


def problem(networks, count, seed=1):
    """Return parameters of some networks, inputs of many examples and scratch full of NaN."""
    generator = np.random.default_rng(seed)
    parameters = generator.normal(size=(networks, SPECIFICATION.parameter_count))
    scratch = np.full((2, SIZES.sum() * LANES), np.nan)
    return parameters, generator.normal(size=(2, count)), scratch


def test_lanes_without_an_example_hold_zeros():
    x, a = np.arange(20.0).reshape(2, 10), np.full(2 * LANES, np.nan)
    load_lanes(x, 4, 6, a)
    expected = np.zeros((2, LANES))
    expected[:, :6] = x[:, 4:]
    np.testing.assert_array_equal(a.reshape(2, LANES), expected)


def test_softmax_of_every_lane_is_its_own(generator):
    z, a = generator.normal(0, 300, 5 * LANES), np.zeros(5 * LANES)
    softmax_lanes(z, a, LANES, 3)
    found = a.reshape(5, LANES)
    expected = SOFTMAX.value(z.reshape(5, LANES)[1:4].T).T
    np.testing.assert_allclose(found[1:4], expected, rtol=1e-12, atol=1e-300)
    assert not found[[0, 4]].any()


@pytest.mark.parametrize("count", [1, 16, 35])
def test_neurons_outputs_and_costs_are_those_of_the_readable_network(count):
    parameters, x, scratch = problem(3, count)
    readable = [Network(SPECIFICATION, row) for row in parameters]
    neurons = np.empty((8, count))
    feed_batch(parameters[1], SIZES, CODES, x, scratch, neurons)
    trace = np.concatenate(readable[1].trace(x.T)[1][1:], axis=1).T
    np.testing.assert_allclose(neurons, trace, atol=1e-14)
    outputs = np.empty((3, count, 3))
    feed_networks(parameters, SIZES, CODES, x, scratch, outputs)
    y = np.eye(3)[np.arange(count) % 3]
    for cost in COSTS:
        costs = np.empty(3)
        told = (parameters, SIZES, CODES, x, np.ascontiguousarray(y.T), cost.code)
        costs_of_networks(*told, scratch, costs)
        for found, network, value in zip(outputs, readable, costs, strict=True):
            a = network.feedforward(x.T)
            np.testing.assert_allclose(found, a, atol=1e-14)
            assert value == pytest.approx(cost.value(a, y).mean(), rel=1e-12)


def test_an_example_computes_the_same_bits_in_every_lane():
    parameters, x, scratch = problem(1, 1)
    many, found = np.repeat(x, 40, axis=1), np.empty((8, 40))
    feed_batch(parameters[0], SIZES, CODES, many, scratch, found)
    np.testing.assert_array_equal(found, np.repeat(found[:, :1], 40, axis=1))
