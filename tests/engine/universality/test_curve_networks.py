"""Networks of one input: steps lie where they are put, bumps are read back, edits are single."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.functions.activations import RELU, SIGMOID
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from engine.universality.curve_networks import (
    RAMPS,
    STEPS,
    CurveNetwork,
    bumps_at,
    bumps_network,
    put_outgoing,
)

X = np.linspace(0.013, 0.987, 41)
numbers = st.floats(-3, 3).map(lambda value: round(value, 3))


@given(arrays(float, (2, 4), elements=numbers), st.sampled_from([STEPS, RAMPS]))
def test_bumps_are_as_high_as_they_were_made(heights, kind):
    network = bumps_network(heights, 1e4, kind)
    np.testing.assert_array_equal(network.heights, heights)
    np.testing.assert_allclose(network.edges, [[i / 4, (i + 1) / 4] for i in range(4)], atol=1e-12)
    activation = SIGMOID.value if kind == STEPS else RELU.value
    middles = (np.arange(4) + 0.5) / 4
    np.testing.assert_allclose(network.weighted(middles, activation), heights, atol=1e-9)
    assert network.is_bumps


def test_a_curve_is_that_of_the_readable_network(generator):
    w, b, v = generator.normal(size=5), generator.normal(size=5), generator.normal(size=(2, 5))
    made = CurveNetwork.of(w, b, v).with_output_bias(1, 0.7)
    network = Network(parse_layers("1-5:sigmoid-2:linear", "quadratic"), made.parameters)
    expected = network.feedforward(X[:, None]).T
    np.testing.assert_allclose(made.weighted(X, SIGMOID.value), expected, rtol=1e-12)
    again = made.with_parameters(made.parameters)
    np.testing.assert_array_equal(again.parameters, made.parameters)


def test_ideal_steps_are_the_limit_of_steep_ones():
    made = CurveNetwork.of([1.0, -1.0, 0.0, 1.0], [-0.3, 0.6, 1.0, -0.3], [[1.0, 2.0, 4.0, -0.5]])
    steep = made.with_steepness(1e9)
    # a neuron without a weight becomes a step at 0, where every x has passed it
    np.testing.assert_allclose(
        made.weighted(X, SIGMOID.value, ideal=True), steep.weighted(X, SIGMOID.value), atol=1e-9
    )
    assert steep.is_ideal
    assert not made.is_ideal


@given(st.integers(0, 7), numbers, st.sampled_from([STEPS, RAMPS]))
def test_a_step_that_is_moved_lies_there_and_no_other_moves(neuron, place, kind):
    network = bumps_network(np.ones((1, 4 if kind == STEPS else 2)), 50.0, kind)
    moved = network.with_step(neuron, place)
    assert moved.steps[neuron] == pytest.approx(place, abs=1e-12)
    others = np.arange(8) != neuron
    np.testing.assert_array_equal(moved.steps[others], network.steps[others])
    np.testing.assert_array_equal(moved.w, network.w)


def test_steps_stay_where_they_are_when_they_become_steeper():
    network = bumps_network(np.array([[1.0, -2.0]]), 40.0).with_weight(1, -40.0)
    for kind in (network, network.of_kind(RAMPS)):
        np.testing.assert_allclose(kind.with_steepness(900.0).steps, kind.steps, atol=1e-12)
    assert np.sign(network.with_steepness(900.0).w).tolist() == [1, -1, 1, 1]


def test_a_height_is_set_on_a_bump_and_shifts_what_is_none():
    network = bumps_network(np.array([[1.0, -2.0]]), 40.0)
    assert network.with_height(0, 1, 0.5).heights.tolist() == [[1.0, 0.5]]
    bent = network.with_outgoing(0, 1, 0.0)
    assert not bent.is_bumps
    assert bent.with_height(0, 0, 3.0).v.tolist() == [[3.0, -2.0, -2.0, 2.0]]


def test_the_same_bumps_are_made_of_other_neurons():
    network = bumps_network(np.array([[1.0, -2.0], [0.5, 0.0]]), 80.0).with_output_bias(1, 0.3)
    ramps = network.of_kind(RAMPS)
    assert (network.hidden, ramps.hidden) == (4, 8)
    np.testing.assert_array_equal(ramps.heights, network.heights)
    np.testing.assert_allclose(ramps.edges, network.edges)
    assert ramps.c.tolist() == [0.0, 0.3]
    bent = network.with_outgoing(0, 1, 0.0)
    assert bent.of_kind(RAMPS) is bent


def test_outputs_are_added_without_weights_and_taken_away_from_the_end():
    network = bumps_network(np.array([[1.0, -2.0]]), 40.0).with_output_bias(0, 0.5)
    wider = network.with_outputs(3)
    assert (wider.outputs, wider.hidden) == (3, 4)
    assert not wider.v[1:].any()
    np.testing.assert_array_equal(wider.with_outputs(1).parameters, network.parameters)


def test_an_edit_returns_another_network_that_cannot_be_written():
    network = bumps_at(np.array([[0.2, 0.4]]), np.array([[1.0]]), 10.0)
    changed = put_outgoing(network, 0, {0: 2.0, 1: -3.0})
    assert network.v.tolist() == [[1.0, -1.0]]
    assert changed.v.tolist() == [[2.0, -3.0]]
    for values in (network.v, changed.v, changed.with_bias(0, 1.0).b, changed.w):
        with pytest.raises(ValueError, match="read-only"):
            values[..., 0] = 9
