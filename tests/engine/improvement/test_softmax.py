"""Softmax: the book's numbers, its Jacobian, what leaves it unchanged, and its inverse."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.improvement.softmax import (
    constant,
    descend,
    input_for,
    jacobian,
    log_likelihood,
    measured_jacobian,
    output_error,
    outputs,
)

BOOK = (2.5, -1.0, 3.2, 0.5)
inputs = st.lists(st.floats(-5, 5), min_size=2, max_size=6).map(np.array)
factors = st.floats(0.05, 20.0)


@pytest.mark.parametrize(
    ("last", "shares"),
    [
        (0.5, (0.315, 0.009, 0.633, 0.043)),
        (5.0, (0.066, 0.002, 0.132, 0.800)),
        (2.5, (0.247, 0.007, 0.498, 0.247)),
        (-5.0, (0.328, 0.010, 0.661, 0.000)),
    ],
)
def test_the_outputs_of_the_books_widget(last, shares):
    assert tuple(outputs(np.array([*BOOK[:3], last])).round(3)) == shares


@given(inputs, factors)
def test_the_outputs_sum_to_one(z, c):
    assert outputs(z, c).sum() == pytest.approx(1.0)


@given(inputs, factors, st.floats(-50, 50))
def test_a_shift_of_all_inputs_changes_nothing(z, c, shift):
    assert outputs(z + shift, c) == pytest.approx(outputs(z, c), abs=1e-9)


@given(inputs, factors)
def test_rows_and_columns_of_the_jacobian_sum_to_zero(z, c):
    derivatives = jacobian(outputs(z, c), c)
    assert derivatives.sum(axis=0) == pytest.approx(0.0, abs=1e-12 * c)
    assert derivatives.sum(axis=1) == pytest.approx(0.0, abs=1e-12 * c)


@given(inputs, factors)
def test_an_output_rises_with_its_own_input_and_falls_with_all_others(z, c):
    derivatives = jacobian(outputs(z, c), c)
    own = np.eye(len(z), dtype=bool)
    assert (derivatives[own] >= 0).all()
    assert (derivatives[~own] <= 0).all()


@given(inputs, factors)
def test_the_jacobian_equals_finite_differences(z, c):
    expected = measured_jacobian(z, c)
    assert jacobian(outputs(z, c), c) == pytest.approx(expected, rel=1e-5, abs=1e-7 * max(c, 1))


@given(inputs, factors)
def test_the_inputs_come_back_from_the_outputs_up_to_a_constant(z, c):
    a = outputs(z, c)
    known = a > 1e-300
    back = np.log(a[known]) / c + constant(z, c)
    assert back == pytest.approx(z[known], abs=1e-9)


@given(inputs, factors)
def test_the_error_is_the_slope_of_the_cost(z, c):
    step = 1e-6
    for place, delta in enumerate(output_error(outputs(z, c), 0, c)):
        above, below = z.copy(), z.copy()
        above[place] += step
        below[place] -= step
        slope = (log_likelihood(above, 0, c) - log_likelihood(below, 0, c)) / (2 * step)
        assert delta == pytest.approx(slope, rel=1e-3, abs=1e-5)


def test_the_cost_is_minus_the_logarithm_of_the_right_output():
    z = np.array(BOOK)
    for label, a in enumerate(outputs(z)):
        assert log_likelihood(z, label) == pytest.approx(-np.log(a))
    assert log_likelihood(np.array([-5.0, 5.0]), 0, 100.0) == pytest.approx(1000.0)


def test_cold_outputs_are_the_largest_alone_and_hot_ones_are_alike():
    z = np.array(BOOK)
    assert outputs(z, 1e4).tolist() == [0.0, 0.0, 1.0, 0.0]
    assert outputs(z, 1e-6) == pytest.approx(0.25, abs=1e-5)


@given(inputs, factors, st.floats(0.01, 0.99))
def test_an_input_is_found_for_every_output(z, c, a):
    z = z.copy()
    z[0] = input_for(z, 0, a, c)
    assert outputs(z, c)[0] == pytest.approx(a)


@given(inputs, factors)
def test_descent_follows_the_error_and_stays_near(z, c):
    course = descend(z, 0, c, eta=0.1, updates=5, farthest=5.0)
    assert (course[0] == z).all()
    for before, after in pairwise(course):
        moved = before - 0.1 * output_error(outputs(before, c), 0, c)
        assert after == pytest.approx(np.clip(moved, -5.0, 5.0))
