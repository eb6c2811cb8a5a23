"""The derivation of the cross-entropy in numbers."""

from __future__ import annotations

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.improvement.cross_entropy import (
    MEAN_SLOPE,
    Check,
    checks,
    cross_entropy,
    entropy,
    logit,
    swapped,
)
from engine.perceptrons.perceptrons import sigmoid

inside = st.floats(0.01, 0.99)


@given(inside, st.floats(0, 1), st.floats(-10, 10))
def test_every_line_holds(a, y, x):
    found = checks(a, y, x)
    assert len(found) == 7
    assert all(check.holds for check in found), found
    assert found[0].right == pytest.approx(a - y)
    assert found[-1].right == pytest.approx((a - y) * x)


def test_a_wrong_line_does_not_hold():
    assert not Check(0.5, 0.6).holds
    assert Check(1e6, 1e6 + 0.5).holds


@given(inside)
def test_the_logit_is_the_inverse_of_the_sigmoid(a):
    assert sigmoid(logit(a)) == pytest.approx(a)


@given(inside, inside)
def test_the_least_cost_of_a_target_is_its_entropy(a, y):
    least = -(y * log(y) + (1 - y) * log(1 - y))
    assert entropy(np.array([y]))[0] == pytest.approx(least)
    assert cross_entropy(np.array([a]), y)[0] >= least - 1e-12
    assert cross_entropy(np.array([y]), y)[0] == pytest.approx(least)


def test_certain_targets_have_no_entropy():
    np.testing.assert_allclose(entropy(np.array([0.0, 0.5, 1.0])), [0.0, log(2), 0.0], atol=1e-12)


@given(inside)
def test_the_swapped_cost_is_infinite_at_certain_targets(a):
    values = swapped(a, np.array([0.0, 0.5, 1.0]))
    assert np.isinf(values[[0, 2]]).all()
    assert values[1] == pytest.approx(log(2))


def test_the_mean_slope_is_a_sixth():
    a = np.linspace(0.0, 1.0, 10_001)
    assert np.trapezoid(a * (1 - a), a) == pytest.approx(MEAN_SLOPE, abs=1e-8)
    assert pytest.approx(0.5) == 3.0 * MEAN_SLOPE
