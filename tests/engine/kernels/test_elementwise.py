"""Activation kernels: the values and derivatives of the tables, in both precisions."""

from __future__ import annotations

import numpy as np
import pytest

from engine.functions.activations import ACTIVATIONS, HIDDEN, SIGMOID, SOFTMAX
from engine.kernels.activations import PAIRS
from engine.kernels.elementwise import activate, activate_at, through, through_at

Z = np.array([-30.0, -1.5, -0.2, 0.0, 0.7, 2.0, 31.0])
kinds = pytest.mark.parametrize("kind", [np.float32, np.float64])
activations = pytest.mark.parametrize("activation", ACTIVATIONS, ids=lambda entry: entry.name)
hidden = pytest.mark.parametrize("activation", HIDDEN, ids=lambda entry: entry.name)


def test_every_activation_of_single_neurons_has_one_pair_at_the_place_of_its_code():
    assert [activation.code for activation in HIDDEN] == list(range(len(PAIRS)))
    for activation, (value, _) in zip(HIDDEN, PAIRS, strict=True):
        assert value.__name__.replace("_", "-") == activation.name


def propagated(activation, z, a, error):
    """Return ∂C/∂z by the table."""
    if activation is SOFTMAX:
        return (np.diag(a) - np.outer(a, a)) @ error
    return activation.derivative(z, a) * error


@kinds
@activations
def test_a_row_is_activated_as_the_table_says(activation, kind):
    z = Z.astype(kind)
    a = np.full_like(z, np.nan)
    activate(activation.code, z, a)
    limit = {"rtol": 1e-6, "atol": 1e-8} if kind == np.float32 else {"rtol": 1e-14, "atol": 1e-30}
    np.testing.assert_allclose(a, activation.value(z), **limit)


@kinds
@activations
def test_errors_go_through_a_row_as_the_derivative_says(activation, kind, generator):
    z = Z.astype(kind)
    a, error = activation.value(z), generator.normal(size=len(z)).astype(kind)
    expected = propagated(activation, z, a, error)
    through(activation.code, z, a, error)
    np.testing.assert_allclose(error, expected, rtol=1e-5, atol=1e-7)


@activations
def test_a_part_of_flat_memory_is_activated_and_errors_go_through_it(activation, generator):
    a, error = np.full(12, 7.0), generator.normal(size=12)
    z = np.concatenate([[9.0, 9.0], Z, [9.0] * 3])
    expected = propagated(activation, Z, activation.value(Z), error[2:9])
    activate_at(activation.code, z, a, 2, 7)
    np.testing.assert_allclose(a[2:9], activation.value(Z), rtol=1e-14, atol=1e-30)
    through_at(activation.code, z, a, error, 2, 7)
    np.testing.assert_allclose(error[2:9], expected, rtol=1e-12, atol=1e-15)
    assert (a[[0, 1, 9, 10, 11]] == 7.0).all()


@pytest.mark.parametrize("code", [-2, len(PAIRS), 99])
def test_an_unknown_code_gives_nan_and_no_other_function(code):
    z = Z.copy()
    for call in (
        lambda a, error: (activate(code, z, a), through(code, z, z, error)),
        lambda a, error: (activate_at(code, z, a, 0, 7), through_at(code, z, z, error, 0, 7)),
    ):
        a, error = np.zeros(7), np.ones(7)
        call(a, error)
        assert np.isnan(a).all()
        assert np.isnan(error).all()


@kinds
@hidden
def test_huge_inputs_overflow_nothing(activation, kind):
    z = np.array([-1e3, 0.0, 1e3], kind)
    a, error = np.empty_like(z), np.ones_like(z)
    activate(activation.code, z, a)
    np.testing.assert_allclose(a, activation.value(z), rtol=1e-6)
    assert np.isfinite(a).all()
    through(activation.code, z, a, error)
    np.testing.assert_allclose(error, activation.derivative(z, a), rtol=1e-6, atol=1e-30)


def test_sigmoid_and_softmax_are_exact_at_their_ends():
    z = np.array([-1e4, 0.0, 1e4], np.float32)
    a = np.empty_like(z)
    activate(SIGMOID.code, z, a)
    np.testing.assert_array_equal(a, [0.0, 0.5, 1.0])
    activate(SOFTMAX.code, z, a)
    np.testing.assert_array_equal(a, [0.0, 0.0, 1.0])


@kinds
@hidden
def test_nan_stays_nan(activation, kind):
    z, a = np.full(2, np.nan, kind), np.zeros(2, kind)
    activate(activation.code, z, a)
    # a rectifier that dies answers 0 to NaN in kernels, as it always has
    assert (a == 0).all() if activation.dies else np.isnan(a).all()
    assert np.isnan(activation.value(z)).all()


def test_a_row_is_activated_in_place():
    z = Z.copy()
    activate(SIGMOID.code, z, z)
    np.testing.assert_allclose(z, SIGMOID.value(Z), rtol=1e-14)
