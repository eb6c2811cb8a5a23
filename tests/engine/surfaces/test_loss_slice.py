"""Planes through the weights of a network: where they lie, and the cost on them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.examples import one_hot
from engine.functions.costs import COST
from engine.functions.regularisers import REGULARISER
from engine.networks.network import Network
from engine.networks.specification import parse_layers
from engine.surfaces.loss_slice import (
    SIDE,
    LossSlice,
    heights_on,
    parameter_names,
    path_slice,
    penalty_on,
    places,
    random_slice,
    weights_slice,
)


def problem(words, examples, seed=1):
    """Return a network with inputs and one-hot wanted outputs, and a random plane through it."""
    specification = parse_layers(words)
    network = Network.initialised(specification, "1/sqrt(n_in)", seed)
    generator = np.random.default_rng(seed)
    n_in, n_out = specification.sizes[0], specification.sizes[-1]
    x = generator.random((examples, n_in)) * (generator.random((examples, n_in)) > 0.7)
    labels = generator.integers(0, max(n_out, 2), examples).astype(np.uint8)
    y = one_hot(labels, n_out, np.dtype(np.float64))
    loss_slice = random_slice(specification, network.parameters.astype(np.float64), seed)
    return specification, loss_slice, x, y


def naive_cost(specification, parameters, x, y, cost):
    """Return the mean cost of one network in plain NumPy."""
    outputs = Network(specification, parameters).feedforward(x)
    return float(COST[cost].value(outputs, y).mean())


@pytest.mark.parametrize(
    ("words", "cost", "tolerance"),
    [
        ("2-4-1", "cross-entropy", 1e-12),
        ("2-4-2-1", "quadratic", 1e-12),
        ("2-6:relu-3:softmax", "log-likelihood", 1e-12),
        # heights_of_row and cost_of_rows compute in float32
        ("784-30-10", "cross-entropy", 2e-5),
        ("784-30-10", "quadratic", 2e-5),
        ("200-24:tanh-16:relu-12:softmax", "log-likelihood", 2e-5),
        ("784-10", "cross-entropy", 2e-5),
    ],
)
def test_every_height_is_the_cost_of_the_network_there(words, cost, tolerance):
    specification, loss_slice, x, y = problem(words, 130)
    heights = heights_on(loss_slice, specification, x, y, cost)
    at = places(loss_slice)
    for row in (0, 13, 20, 40):
        found = heights.row(row)
        for column in (0, 7, 20, 40):
            parameters = loss_slice.at(float(at[column]), float(at[row]))
            expected = naive_cost(specification, parameters, x, y, cost)
            assert found[column] == pytest.approx(expected, rel=tolerance)


def test_saturated_outputs_cost_much_but_not_infinity():
    specification, loss_slice, x, y = problem("784-30-10", 50)
    far = LossSlice(
        "random", loss_slice.origin, 1e4 * loss_slice.across, loss_slice.along, 1.0, ("a", "b")
    )
    assert np.isfinite(heights_on(far, specification, x, y, "cross-entropy").row(3)).all()


def test_random_directions_are_as_long_as_the_weights_of_each_neuron():
    specification, loss_slice, _, _ = problem("5-7-3", 10)
    own = Network(specification, loss_slice.origin)
    for direction in (loss_slice.across, loss_slice.along):
        drawn = Network(specification, direction)
        for w, b, like in zip(drawn.weights, drawn.biases, own.weights, strict=True):
            np.testing.assert_allclose(
                np.linalg.norm(w, axis=1), np.linalg.norm(like, axis=1), rtol=1e-12
            )
            assert not b.any()


def test_two_weights_change_and_all_others_stay():
    specification = parse_layers("2-3-1")
    origin = np.arange(13, dtype=float)
    loss_slice = weights_slice(specification, origin, 4, 9, 6.0)
    changed = loss_slice.at(0.5, -2.0) - origin
    assert changed[4] == 0.5
    assert changed[9] == -2.0
    assert np.count_nonzero(changed) == 2
    assert loss_slice.names == (
        parameter_names(specification)[4],
        parameter_names(specification)[9],
    )


def test_parameters_have_the_book_s_names_in_their_order():
    names = parameter_names(parse_layers("2-3-1"))
    assert names[:3] == ["w²₁,₁", "w²₂,₁", "w²₃,₁"]
    assert names[6:10] == ["b²₁", "b²₂", "b²₃", "w³₁,₁"]
    assert len(names) == len(set(names)) == 13


@given(st.integers(0, 1000), st.floats(-2, 2), st.floats(-2, 2))
@settings(max_examples=40, deadline=None)
def test_the_shadow_of_a_place_of_the_plane_is_that_place(seed, x, y):
    generator = np.random.default_rng(seed)
    origin, across, along = generator.normal(size=(3, 12))
    loss_slice = LossSlice("random", origin, across, along, 1.0, ("a", "b"))
    assert loss_slice.place(loss_slice.at(x, y)) == pytest.approx((x, y), abs=1e-9)
    # and it is the nearest one
    beside = loss_slice.at(x, y) + generator.normal(size=12)
    shadow = loss_slice.at(*loss_slice.place(beside))
    assert np.linalg.norm(beside - shadow) <= np.linalg.norm(beside - loss_slice.at(x, y)) + 1e-9


def test_the_main_directions_of_a_path_in_a_plane_are_that_plane():
    generator = np.random.default_rng(3)
    first, second = np.linalg.qr(generator.normal(size=(50, 2)))[0].T
    way = [3 * t * first + np.sin(t) * second for t in np.linspace(0, 3, 40)]
    loss_slice = path_slice(way[-1], way)
    assert loss_slice.share == pytest.approx(1.0)
    for place in way:
        away = place - loss_slice.at(*loss_slice.place(place))
        assert np.abs(away).max() < 1e-9
        assert max(map(abs, loss_slice.place(place))) <= loss_slice.reach


def test_a_path_without_two_directions_has_no_plane():
    assert path_slice(np.zeros(4), [np.zeros(4)] * 2) is None
    straight = [np.full(4, float(t)) for t in range(9)]
    assert path_slice(np.zeros(4), straight) is None


def test_a_surface_has_a_middle():
    loss_slice = LossSlice("random", np.zeros(2), np.ones(2), np.ones(2), 3.0, ("a", "b"))
    assert places(loss_slice)[SIDE // 2] == 0.0


@pytest.mark.parametrize("regulariser", ["l1", "l2"])
def test_weight_decay_is_that_of_the_network_there(regulariser):
    specification, loss_slice, _, _ = problem("5-7-3", 10)
    row = penalty_on(loss_slice, specification, regulariser, 0.3)
    at = places(loss_slice)
    for y in (-1.0, 0.0, 0.7):
        networks = [Network(specification, loss_slice.at(float(x), y)) for x in at]
        value = REGULARISER[regulariser].value
        expected = [0.3 * sum(value(w) for w in network.weights) for network in networks]
        np.testing.assert_allclose(row(y), expected, rtol=1e-12)
