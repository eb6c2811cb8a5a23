"""One neuron, one example: the book's four widgets, and the right gradient."""

from __future__ import annotations

from math import exp, prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.functions.costs import COSTS
from engine.improvement.neuron_descent import (
    BOOK_ETA,
    UPDATES,
    NeuronRule,
    as_in_the_book,
    descend,
    factors_of,
    first_close,
    followed,
)

BAD, MILDER = (2.0, 2.0), (0.6, 0.9)
QUADRATIC, CROSS_ENTROPY = NeuronRule("quadratic", 0.15), NeuronRule("cross-entropy", 0.15)


@pytest.mark.parametrize(
    ("start", "rule", "first_cost", "below_after", "end"),
    [
        (BAD, QUADRATIC, 0.4822, 232, 0.2013),
        (BAD, CROSS_ENTROPY, 4.0181, 17, 0.0120),
        (BAD, as_in_the_book(), 4.0181, 66, 0.0474),
        (MILDER, QUADRATIC, 0.3342, 36, 0.0938),
        (MILDER, CROSS_ENTROPY, 1.7014, 8, 0.0116),
        (MILDER, as_in_the_book(), 1.7014, 49, 0.0400),
    ],
)
def test_the_widgets_of_the_book(start, rule, first_cost, below_after, end):
    course = descend(*start, rule)
    assert round(float(course.cost[0]), 4) == first_cost
    assert first_close(course, 0.0) == below_after
    assert round(float(course.a[-1]), 4) == end


def test_the_plateau_of_the_quadratic_cost():
    a = descend(*BAD, QUADRATIC).a
    # the widget shows its count, from 0, beside what has come of that update
    assert [round(float(a[count + 1]), 3) for count in (50, 100, 150, 200)] == [
        0.976, 0.964, 0.932, 0.782,
    ]  # fmt: skip


def test_at_the_books_rate_the_right_gradient_hardly_moves():
    slow = NeuronRule("cross-entropy", BOOK_ETA)
    ends = [round(float(descend(*start, slow).a[-1]), 3) for start in (MILDER, BAD)]
    assert ends == [0.417, 0.778]


def naive(w, b, eta, x, y, gradient, updates):
    """Return the outputs of a neuron, update by update."""
    outputs = []
    for _ in range(updates + 1):
        a = 1 / (1 + exp(-(w * x + b)))
        outputs.append(a)
        w, b = w - eta * gradient(a, y) * x, b - eta * gradient(a, y)
    return outputs


GRADIENTS = {
    "quadratic": lambda a, y: (a - y) * a * (1 - a),
    "cross-entropy": lambda a, y: a - y,
    "log-likelihood": lambda a, y: -y * (1 - a),
}
shares = st.floats(0, 1)
starts = st.floats(-3, 3)


@given(starts, starts, st.floats(0.01, 1), st.floats(-1.5, 1.5), shares, st.sampled_from(COSTS))
def test_every_cost_is_descended_as_written_out(w, b, eta, x, y, cost):
    rule = NeuronRule(cost.name, eta, x, y)
    course = descend(w, b, rule, 20)
    expected = naive(w, b, eta, x, y, GRADIENTS[cost.name], 20)
    np.testing.assert_allclose(course.a, expected, rtol=1e-9)
    np.testing.assert_allclose(course.z, course.w * x + course.b, rtol=1e-12)
    assert all(not each.flags.writeable for each in (course.w, course.b, course.a, course.cost))


@given(st.floats(0.001, 0.999), st.floats(-2, 2), shares, st.sampled_from(COSTS), st.booleans())
def test_the_factors_multiply_to_what_the_weight_follows(a, x, y, cost, omitted):
    rule = NeuronRule(cost.name, 0.1, x, y, omit_slope=omitted)
    product = prod(factor.value for factor in factors_of(rule, a))
    assert product == pytest.approx(followed(rule, a) * x, rel=1e-9, abs=1e-12)


def test_only_with_the_cross_entropy_the_slope_cancels():
    kinds = {
        rule: [(each.kind, each.cancelled) for each in factors_of(rule, 0.9)]
        for rule in (QUADRATIC, CROSS_ENTROPY, as_in_the_book())
    }
    assert kinds[QUADRATIC] == [("error", False), ("slope", False), ("input", False)]
    assert kinds[CROSS_ENTROPY] == [
        ("error", False), ("inverse slope", True), ("slope", True), ("input", False),
    ]  # fmt: skip
    assert kinds[as_in_the_book()] == [
        ("error", False), ("inverse slope", False), ("input", False),
    ]  # fmt: skip


def test_without_an_input_no_weight_moves():
    for cost in COSTS:
        course = descend(1.0, 1.0, NeuronRule(cost.name, 0.5, 0.0, 1.0))
        assert (course.w == 1.0).all()


def test_the_log_likelihood_does_not_see_a_target_of_zero():
    course = descend(*BAD, NeuronRule("log-likelihood", 0.15))
    assert (course.a == course.a[0]).all()
    assert (course.cost == 0.0).all()


def test_an_output_that_is_close_from_the_start_takes_no_update():
    course = descend(-3.0, 0.0, QUADRATIC)
    assert first_close(course, 0.0) == 0
    assert first_close(course, 1.0) is None
    assert len(course.a) == UPDATES + 1


@given(st.sampled_from((-1e3, 1e3)), st.floats(0.001, 100), shares, st.booleans())
def test_numbers_stay_finite_however_far_the_neuron_is_saturated(w, eta, y, omitted):
    for cost in COSTS:
        course = descend(w, w, NeuronRule(cost.name, eta, 1.0, y, omit_slope=omitted), 50)
        assert np.isfinite(course.a).all()
        assert np.isfinite(course.cost).all()
