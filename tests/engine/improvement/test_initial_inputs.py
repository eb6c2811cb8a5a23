"""Distribution of z before training: the book's numbers, and drawn neurons beside them."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.functions.activations import ACTIVATION
from engine.improvement.initial_inputs import (
    BINS,
    MOST_NUMBERS,
    Draws,
    InitialInput,
    saturation_limit,
    theory,
)

OLD, NEW = InitialInput("normal", 1_000, 500), InitialInput("1/sqrt(n_in)", 1_000, 500)


def test_the_numbers_of_the_book():
    assert OLD.deviation == pytest.approx(sqrt(501))
    assert NEW.deviation == pytest.approx(sqrt(3 / 2))
    assert OLD.beyond(5) == pytest.approx(0.82, abs=0.005)
    assert NEW.beyond(5) == pytest.approx(0.000045, abs=0.0000005)
    assert OLD.beyond(3) == pytest.approx(0.89, abs=0.005)
    assert NEW.beyond(3) == pytest.approx(0.014, abs=0.0005)
    assert OLD.density(np.zeros(1))[0] == pytest.approx(0.0178, abs=0.0001)
    assert NEW.density(np.zeros(1))[0] == pytest.approx(0.326, abs=0.0005)


def test_the_limit_of_saturation_is_where_the_slope_is_that_of_the_table():
    z = np.array([saturation_limit()])
    sigmoid = ACTIVATION["sigmoid"]
    assert sigmoid.derivative(z, sigmoid.value(z))[0] == pytest.approx(sigmoid.saturation)


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_probabilities_of_the_bins_sum_to_one(inputs, share):
    for initialiser in ("normal", "1/sqrt(n_in)"):
        which = InitialInput(initialiser, inputs, round(share * inputs))
        shares = which.output_shares()
        assert shares.shape == (BINS,)
        assert shares.sum() == pytest.approx(1)
        np.testing.assert_allclose(shares, shares[::-1], atol=1e-9)
        assert 0 <= which.beyond(5) <= which.beyond(3) <= 1


def test_drawn_neurons_agree_with_theory_and_come_back_with_their_seed():
    draws, again = Draws((OLD, NEW), 4_000, 1), Draws((OLD, NEW), 4_000, 1)
    pieces = 1 + sum(1 for _ in iter(draws.piece, False))
    assert pieces - 1 == -(-4_000 // (MOST_NUMBERS // 500))
    while again.piece():
        pass
    for which in (OLD, NEW):
        counts = draws.counts(which)
        assert np.array_equal(draws.z(which), again.z(which))
        assert counts.deviation == pytest.approx(which.deviation, rel=0.04)
        assert counts.beyond == pytest.approx(which.beyond(5), abs=0.02)
        assert counts.saturated == pytest.approx(which.saturated, abs=0.02)
        np.testing.assert_allclose(counts.outputs, which.output_shares(), atol=0.02)
        width = which.edges[1] - which.edges[0]
        assert counts.z.sum() * width == pytest.approx(1, abs=0.001)


def test_before_the_first_slice_nothing_is_counted():
    counts = Draws((OLD, NEW), 10, 1).counts(OLD)
    assert counts.neurons == 0
    assert np.isnan(counts.deviation)


def test_a_neuron_without_inputs_that_are_on_is_its_bias():
    which = InitialInput("normal", 10, 0)
    draws = Draws((which,), 50, 1)
    assert draws.piece()
    assert which.deviation == 1
    assert draws.finished


def test_theory_is_kept():
    assert theory(OLD) is theory(InitialInput("normal", 1_000, 500))
