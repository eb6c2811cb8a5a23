"""δ of an output for each pair of activation and cost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.functions.activations import ACTIVATION
from engine.functions.costs import COST
from engine.improvement.output_errors import (
    OUTPUTS,
    PAIR_COSTS,
    VERDICTS,
    error_of,
    errors_at,
)

STEP = 1e-5
z_values, targets = st.floats(-4, 4), st.floats(0, 1)


def cost_at(activation, cost, z, y):
    """Return C of one output, or of two that compete."""
    softmax = activation == "softmax"
    a = ACTIVATION[activation].value(np.array([z, 0.0] if softmax else [z]))
    return float(COST[cost].value(a, np.array([y, 1 - y] if softmax else [y])))


@given(z_values, targets)
def test_every_error_is_a_difference_of_the_cost(z, y):
    for error in errors_at(z, y):
        if error.delta is None or (error.activation == "linear" and abs(z * (z - 1)) < 1e-2):
            continue
        pair = error.activation, error.cost
        measured = (cost_at(*pair, z + STEP, y) - cost_at(*pair, z - STEP, y)) / (2 * STEP)
        assert error.delta == pytest.approx(measured, rel=1e-4, abs=1e-6)


@given(z_values, targets)
def test_natural_pairs_give_the_plain_error(z, y):
    for (activation, cost), verdict in VERDICTS.items():
        error = error_of(activation, cost, z, y)
        factor = {"natural": 1, "double": 2}.get(verdict)
        if factor is not None:
            assert error.delta == pytest.approx(factor * (error.a - y), abs=1e-12)


@given(z_values)
def test_the_log_likelihood_of_a_sigmoid_does_not_see_a_target_of_zero(z):
    assert error_of("sigmoid", "log-likelihood", z, 0.0).delta == 0.0


@pytest.mark.parametrize("z", [-1.0, 0.0, 1.0, 3.0])
def test_a_linear_output_may_leave_the_range_of_a_logarithm(z):
    for cost in ("cross-entropy", "log-likelihood"):
        error = error_of("linear", cost, z, 0.3)
        assert error.delta is None
        assert error.verdict == "senseless"


def test_there_is_an_error_for_every_pair():
    pairs = [(each.activation, each.cost) for each in errors_at(1.0, 0.3)]
    assert pairs == [(activation, cost) for activation in OUTPUTS for cost in PAIR_COSTS]
    assert set(pairs) == set(VERDICTS)


@given(z_values)
def test_softmax_of_two_is_a_sigmoid(z):
    first, second = (error_of(each, "quadratic", z, 0.0).a for each in ("softmax", "sigmoid"))
    assert first == pytest.approx(second)
