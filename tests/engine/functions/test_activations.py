"""Activation functions: derivatives against differences, and values that never overflow."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.functions.activations import ACTIVATION, ACTIVATIONS, HIDDEN, LEAK, sigmoid_in_place
from tests.reference.naive_dense import FUNCTIONS

SMOOTH = np.array([-3.0, -1.2, -0.4, 0.3, 0.9, 2.5])
"""Weighted inputs away from the kink of ReLU."""

WIDE = np.linspace(-30, 30, 6_001)

every = pytest.mark.parametrize("activation", ACTIVATIONS, ids=lambda entry: entry.name)
hidden = pytest.mark.parametrize("activation", HIDDEN, ids=lambda entry: entry.name)
kinds = pytest.mark.parametrize("kind", [np.float32, np.float64])


@every
def test_the_derivative_is_the_central_difference_of_the_value(activation):
    found = activation.derivative(SMOOTH, activation.value(SMOOTH))
    for place in range(len(SMOOTH)):
        step = np.zeros_like(SMOOTH)
        step[place] = 1e-6
        rise = activation.value(SMOOTH + step)[place] - activation.value(SMOOTH - step)[place]
        assert found[place] == pytest.approx(rise / 2e-6, abs=1e-8)


@hidden
def test_values_are_those_of_the_naive_twin(activation):
    z = np.linspace(-8, 8, 33)
    expected = [FUNCTIONS[activation.name](value) for value in z.tolist()]
    np.testing.assert_allclose(activation.value(z), expected, rtol=1e-12, atol=1e-14)


def test_values_are_those_of_the_formulas():
    z = np.array([-2.0, 0.0, 1.0])
    expected = {
        "sigmoid": [1 / (1 + np.e**2), 0.5, 1 / (1 + np.e**-1)],
        "tanh": [-0.9640275800758169, 0.0, 0.7615941559557649],
        "relu": [0.0, 0.0, 1.0],
        "leaky-relu": [-2 * LEAK, 0.0, 1.0],
        "linear": [-2.0, 0.0, 1.0],
        "softplus": [0.1269280110429726, math.log(2), 1.3132616875182228],
        "elu": [-0.8646647167633873, 0.0, 1.0],
        "gelu": [-0.04550026389635842, 0.0, 0.8413447460685429],
        "swish": [-0.2384058440442351, 0.0, 0.7310585786300049],
    }
    for name, values in expected.items():
        np.testing.assert_allclose(ACTIVATION[name].value(z), values, rtol=1e-14)


@kinds
@every
def test_values_and_slopes_keep_the_type_of_z(activation, kind):
    z = SMOOTH.astype(kind)
    a = activation.value(z)
    assert a.dtype == kind
    assert activation.derivative(z, a).dtype == kind


@kinds
@every
def test_huge_inputs_overflow_nothing(activation, kind):
    z = np.array([[-1e3, 0.0, 1e3]], kind)
    a = activation.value(z)
    assert np.isfinite(a).all()
    assert np.isfinite(activation.derivative(z, a)).all()


@hidden
def test_the_range_bounds_all_values_and_is_reached(activation):
    a = activation.value(np.append(WIDE, [-1e6, 1e6]))
    slack = 1e-12
    assert activation.low - slack <= a.min()
    assert a.max() <= activation.high + slack
    for end, limit in zip((a.min(), a.max()), activation.range, strict=True):
        assert end == pytest.approx(limit, abs=1e-4) or (math.isinf(limit) and abs(end) > 0.2)
    assert activation.bounded == (a.max() - a.min() < 4)


@hidden
def test_an_activation_is_monotone_or_falls_somewhere(activation):
    rises = np.diff(activation.value(WIDE))
    assert activation.monotone == bool((rises >= 0).all())


@hidden
def test_neurons_die_where_every_negative_input_has_slope_zero(activation):
    z = -np.linspace(0.1, 3, 30)
    assert activation.dies == (not activation.derivative(z, activation.value(z)).any())


@hidden
def test_saturated_neurons_are_those_with_almost_no_slope(activation):
    slopes = np.abs(activation.derivative(WIDE, activation.value(WIDE)))
    share = (slopes < activation.saturation).mean()
    assert (share > 0.3) == (slopes.min() < 1e-9)
    assert not (slopes[np.abs(WIDE) < 0.7] < activation.saturation).any() or activation.dies


@every
def test_the_text_of_programs_computes_value_and_slope(activation):
    z = np.stack([SMOOTH, SMOOTH[::-1]])
    names = {"np": np, "math": math, "z": z}
    a = eval(activation.value_program, names)
    np.testing.assert_allclose(a, activation.value(z), rtol=1e-13)
    slope = eval(activation.slope_program, {**names, "a": a})
    np.testing.assert_allclose(
        np.broadcast_to(slope, z.shape), activation.derivative(z, a), rtol=1e-13
    )


def test_softmax_stays_exact_for_huge_inputs():
    z = np.array([[-1e4, 0.0, 1e4]])
    np.testing.assert_array_equal(ACTIVATION["sigmoid"].value(z), [[0.0, 0.5, 1.0]])
    np.testing.assert_array_equal(ACTIVATION["softmax"].value(z), [[0.0, 0.0, 1.0]])


def test_softmax_adds_up_to_one_and_ignores_a_common_shift(generator):
    z = generator.normal(size=(7, 10))
    a = ACTIVATION["softmax"].value(z)
    np.testing.assert_allclose(a.sum(axis=1), 1.0, rtol=1e-14)
    np.testing.assert_allclose(ACTIVATION["softmax"].value(z + 3.5), a, rtol=1e-12)


def test_the_sigmoid_in_place_is_the_sigmoid(generator):
    z = np.append(generator.normal(0, 5, 50), [-800.0, 800.0])
    expected = ACTIVATION["sigmoid"].value(z)
    assert sigmoid_in_place(z) is z
    np.testing.assert_allclose(z, expected, rtol=1e-14, atol=1e-300)
