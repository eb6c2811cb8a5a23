"""Activation functions: derivatives against differences, and values that never overflow."""

from __future__ import annotations

import numpy as np
import pytest

from engine.functions.activations import ACTIVATION, ACTIVATIONS, LEAK, sigmoid_in_place

SMOOTH = np.array([-3.0, -1.2, -0.4, 0.3, 0.9, 2.5])
"""Weighted inputs away from the kink of ReLU."""


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=lambda entry: entry.name)
def test_the_derivative_is_the_central_difference_of_the_value(activation):
    found = activation.derivative(SMOOTH, activation.value(SMOOTH))
    for place in range(len(SMOOTH)):
        step = np.zeros_like(SMOOTH)
        step[place] = 1e-6
        rise = activation.value(SMOOTH + step)[place] - activation.value(SMOOTH - step)[place]
        assert found[place] == pytest.approx(rise / 2e-6, abs=1e-8)


def test_values_are_those_of_the_formulas():
    z = np.array([-2.0, 0.0, 1.0])
    expected = {
        "sigmoid": [1 / (1 + np.e**2), 0.5, 1 / (1 + np.e**-1)],
        "tanh": [-0.9640275800758169, 0.0, 0.7615941559557649],
        "relu": [0.0, 0.0, 1.0],
        "leaky-relu": [-2 * LEAK, 0.0, 1.0],
        "linear": [-2.0, 0.0, 1.0],
    }
    for name, values in expected.items():
        np.testing.assert_allclose(ACTIVATION[name].value(z), values, rtol=1e-14)


def test_sigmoid_and_softmax_stay_finite_for_huge_inputs():
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
