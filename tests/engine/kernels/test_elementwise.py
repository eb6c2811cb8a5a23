"""Activation kernels: the values and derivatives of the tables, in both precisions."""

from __future__ import annotations

import numpy as np
import pytest

from engine.functions.activations import ACTIVATIONS, SIGMOID, SOFTMAX
from engine.kernels.elementwise import activate, through

Z = np.array([-30.0, -1.5, -0.2, 0.0, 0.7, 2.0, 31.0])
kinds = pytest.mark.parametrize("kind", [np.float32, np.float64])
activations = pytest.mark.parametrize("activation", ACTIVATIONS, ids=lambda entry: entry.name)


@kinds
@activations
def test_a_row_is_activated_as_the_table_says(activation, kind):
    z = Z.astype(kind)
    a = np.full_like(z, np.nan)
    activate(activation.code, z, a)
    np.testing.assert_allclose(a, activation.value(z), rtol=1e-6 if kind == np.float32 else 1e-14)


@kinds
@activations
def test_errors_go_through_a_row_as_the_derivative_says(activation, kind, generator):
    z = Z.astype(kind)
    a, error = activation.value(z), generator.normal(size=len(z)).astype(kind)
    if activation is SOFTMAX:
        jacobian = np.diag(a) - np.outer(a, a)
        expected = jacobian @ error
    else:
        expected = activation.derivative(z, a) * error
    through(activation.code, z, a, error)
    np.testing.assert_allclose(error, expected, rtol=1e-5, atol=1e-7)


def test_huge_inputs_overflow_nothing():
    z = np.array([-1e4, 0.0, 1e4], np.float32)
    a = np.empty_like(z)
    activate(SIGMOID.code, z, a)
    np.testing.assert_array_equal(a, [0.0, 0.5, 1.0])
    activate(SOFTMAX.code, z, a)
    np.testing.assert_array_equal(a, [0.0, 0.0, 1.0])


def test_a_row_is_activated_in_place():
    z = Z.copy()
    activate(SIGMOID.code, z, z)
    np.testing.assert_allclose(z, SIGMOID.value(Z), rtol=1e-14)
