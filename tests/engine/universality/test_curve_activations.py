"""Activations of curves: slopes against differences, limits as they are, bumps of height one."""

from __future__ import annotations

import numpy as np
import pytest

from engine.functions.activations import RELU, SIGMOID
from engine.universality.curve_activations import ACTIVATION, ACTIVATIONS, OWN, typed
from engine.universality.curve_networks import RAMPS, bumps_network

Z = np.array([-4.1, -1.3, -0.2, 0.4, 1.7, 3.9])
activations = pytest.mark.parametrize("activation", ACTIVATIONS, ids=lambda entry: entry.name)


@activations
def test_the_slope_is_the_central_difference_of_the_value(activation):
    step = 1e-6
    expected = (activation.value(Z + step) - activation.value(Z - step)) / (2 * step)
    np.testing.assert_allclose(activation.slope(Z), expected, rtol=1e-6, atol=1e-8)


@activations
def test_the_limits_are_the_values_far_away(activation):
    ends = activation.value(np.array([-1e3, 1e3]))
    if activation.limits is None:
        assert np.abs(ends).max() == 1e3
        assert not activation.makes_steps
    else:
        np.testing.assert_allclose(ends, activation.limits, atol=1e-12)
        assert activation.makes_steps


def test_the_quick_sigmoid_leaves_its_argument_as_it_is():
    z = Z.copy()
    np.testing.assert_allclose(ACTIVATION["sigmoid"].value(z), SIGMOID.value(Z), rtol=1e-14)
    np.testing.assert_array_equal(z, Z)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "ramped", "relu"])
def test_a_bump_of_any_activation_is_as_high_as_it_says(name):
    activation = ACTIVATION[name]
    network = bumps_network(np.array([[0.8]]), 1e4, activation.kind)
    found = network.weighted(np.array([-0.5, 0.5, 1.5]), activation.value)[0]
    np.testing.assert_allclose(found, [0.0, 0.8, 0.0], atol=1e-8)
    assert (activation.kind == RAMPS) == (name == "relu")


def test_a_typed_function_with_two_limits_makes_bumps_of_its_own():
    activation = typed("3 tanh z + 1", lambda z: 3 * np.tanh(z) + 1)
    assert (activation.name, activation.code) == (OWN, None)
    assert activation.limits == (-2.0, 4.0)
    assert activation.kind.pattern == pytest.approx((1 / 6, -1 / 6))
    np.testing.assert_allclose(activation.slope(Z), 3 / np.cosh(Z) ** 2, atol=1e-6)
    network = bumps_network(np.array([[0.8]]), 1e4, activation.kind)
    assert network.weighted(np.array([0.5]), activation.value)[0, 0] == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("function", "limits"),
    [
        (lambda z: np.sin(z), None),
        (lambda z: z * z, None),
        (RELU.value, None),
        (lambda z: np.exp(-z * z), (0.0, 0.0)),
        (lambda z: np.log(z), None),
    ],
    ids=["sine", "square", "relu", "bell", "logarithm"],
)
def test_typed_functions_without_two_limits_make_no_steps(function, limits):
    activation = typed("s(z)", function)
    assert activation.limits == limits
    assert not activation.makes_steps
