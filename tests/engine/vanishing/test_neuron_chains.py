"""Chains of single neurons: the product of factors, the band, the identity."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.functions.activations import ACTIVATION, SIGMOID
from engine.vanishing.neuron_chains import (
    centred_biases,
    identity_neuron,
    random_chains,
    run_chain,
    widest,
    width,
)


def last(w, b, x, activation):
    """Return the output of a chain, neuron by neuron."""
    for weight, bias in zip(w, b, strict=True):
        x = float(activation.value(np.array([weight * x + bias]))[0])
    return x


def difference(w, b, x, activation, place, step):
    """Return the output with one bias raised by a step, less that with it lowered."""
    moved = np.eye(len(b))[place] * step
    return last(w, b + moved, x, activation) - last(w, b - moved, x, activation)


STEP = 1e-4
numbers = arrays(float, 5, elements=st.floats(-3, 3))


@given(numbers, numbers, st.floats(0, 1), st.sampled_from(["sigmoid", "tanh"]))
def test_gradients_are_differences_of_the_output(w, b, x, name):
    activation = ACTIVATION[name]
    chain = run_chain(w, b, x, activation)
    for place in range(5):
        # four points: a chain of steep neurons bends too much for a difference of two
        near, far = (difference(w, b, x, activation, place, step) for step in (STEP, 2 * STEP))
        wanted = (8 * near - far) / (12 * STEP)
        assert chain.gradients[place] == pytest.approx(wanted, rel=1e-6, abs=1e-6)


@given(numbers, numbers)
def test_the_first_gradient_is_the_product_of_all_factors(w, b):
    chain = run_chain(w, b, 0.3)
    assert chain.gradients[0] == pytest.approx(chain.slopes[0] * np.prod(chain.factors))
    np.testing.assert_allclose(chain.factors, w[1:] * chain.slopes[1:])


def test_large_weights_explode_only_where_z_is_0():
    w = np.full(4, 100.0)
    chain = run_chain(w, centred_biases(w, 0.5), 0.5)
    assert chain.factors.tolist() == [25.0] * 3
    assert np.abs(run_chain(w, np.zeros(4), 0.5).factors).max() < 1e-15


@given(st.floats(4.001, 200.0))
def test_the_band_is_where_a_factor_is_one_or_more(w):
    wide = width(w)
    # by (123) the band lies around the place where z is 0
    z = w * wide / 2
    slope = float(SIGMOID.derivative(np.array([z]), SIGMOID.value(np.array([z])))[0])
    assert w * slope == pytest.approx(1.0, rel=1e-6)
    assert width(-w) == wide


def test_the_widest_band():
    assert widest() == (pytest.approx(6.894, abs=5e-4), pytest.approx(0.4477, abs=5e-5))
    assert (width(3.9), width(0.0)) == (0.0, 0.0)
    assert width(4.0) == pytest.approx(0.0, abs=1e-6)


@pytest.mark.parametrize(("w", "error"), [(1.0, 0.0102), (0.5, 0.0026), (0.1, 0.0001)])
def test_a_neuron_that_hands_on_its_input(w, error):
    x = np.linspace(0, 1, 101)
    output, constant = identity_neuron(w, x)
    assert np.abs(output - constant - x).max() == pytest.approx(error, rel=0.05)


def test_drawn_chains_vanish():
    factors, gradients = random_chains(np.random.default_rng(1), 20_000)
    assert np.median(np.abs(factors)) == pytest.approx(0.125, abs=0.003)
    assert (np.abs(factors) < 0.25).mean() == pytest.approx(0.81, abs=0.01)
    ratios = np.abs(gradients[:, 0] / gradients[:, 2])
    assert 1 / np.median(ratios) == pytest.approx(79, rel=0.1)
    assert (ratios < 1 / 16).mean() == pytest.approx(0.90, abs=0.01)
