"""Initialisers: the spread of what is drawn is that of the formula."""

from __future__ import annotations

import numpy as np
import pytest

from engine.functions.initialisers import CONSTANT, INITIALISER, INITIALISERS

N_IN, N_OUT = 300, 200


@pytest.mark.parametrize(
    ("name", "spread", "biases"),
    [
        ("1/sqrt(n_in)", 300**-0.5, 1.0),
        ("normal", 1.0, 1.0),
        ("he", (2 / 300) ** 0.5, 0.0),
        ("glorot", (2 / 500) ** 0.5, 0.0),
        ("constant", 0.0, 0.0),
    ],
)
def test_weights_and_biases_have_the_spread_of_the_formula(name, spread, biases, generator):
    w, b = INITIALISER[name].draw(generator, N_IN, N_OUT)
    assert (w.shape, b.shape) == ((N_IN, N_OUT), (N_OUT,))
    assert w.std() == pytest.approx(spread, rel=0.02, abs=1e-12)
    assert w.mean() == pytest.approx(INITIALISER[name].constant, abs=0.02 * spread + 1e-12)
    assert b.std() == pytest.approx(biases, rel=0.15)


def test_every_weight_of_the_constant_initialiser_is_the_same(generator):
    w, b = INITIALISER["constant"].draw(generator, 4, 3)
    np.testing.assert_array_equal(w, np.full((4, 3), CONSTANT))
    np.testing.assert_array_equal(b, np.zeros(3))


@pytest.mark.parametrize("entry", INITIALISERS, ids=lambda entry: entry.name)
def test_all_initialisers_use_the_same_random_numbers(entry):
    w, b = entry.draw(np.random.default_rng(5), 6, 4)
    noise, biases = INITIALISER["normal"].draw(np.random.default_rng(5), 6, 4)
    np.testing.assert_allclose(w, noise * entry.deviation(6, 4) + entry.constant)
    np.testing.assert_allclose(b, biases * entry.bias_deviation)
