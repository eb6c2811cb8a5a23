"""Least squares by polynomials: the book's coefficients, its values outside, ridges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.improvement.polynomial_fit import (
    BOOK_POINTS,
    BOOK_SLOPE,
    fit,
    fitted,
    root_mean_square,
)

X, Y = np.array(BOOK_POINTS).T

BOOK_COEFFICIENTS = [
    2.20539187e-1, -5.49142821, 58.7844045, -353.892824, 1315.49254,
    -3118.09836, 4690.80366, -4296.12493, 2162.28823, -450.983951,
]  # fmt: skip


def test_the_coefficients_are_those_of_the_book():
    np.testing.assert_allclose(fit(X, Y, 9).coefficients, BOOK_COEFFICIENTS, rtol=1e-7)


def test_values_outside_are_those_of_the_book():
    p = fit(X, Y, 9)
    assert round(float(p(6.0))) == 2974
    assert round(float(p(5.2))) == 69
    assert float(p(10.0)) == pytest.approx(1.0e7, rel=0.01)
    assert round(float(p(0.0))) == -451
    assert 6 * BOOK_SLOPE == 12


def test_it_hits_the_points_and_the_line_of_the_book_misses_them_by_what_it_says():
    assert root_mean_square(fit(X, Y, 9)(X) - Y) < 1e-9
    assert root_mean_square(BOOK_SLOPE * X - Y) == pytest.approx(0.266, abs=0.0005)


def test_an_order_of_one_is_the_line_of_the_normal_equations():
    slope, constant = np.linalg.solve(
        [[(X * X).sum(), X.sum()], [X.sum(), len(X)]], [(X * Y).sum(), Y.sum()]
    )
    np.testing.assert_allclose(fit(X, Y, 1).coefficients, [slope, constant])


@given(st.integers(0, 9), st.floats(1e-8, 100))
def test_a_ridge_has_no_gradient_at_its_fit(order, ridge):
    p = fit(X, Y, order, ridge)
    rows = np.vander((X - p.middle) / p.half, order + 1, increasing=True)
    penalty = ridge * np.concatenate([[0.0], p.scaled[1:]])
    gradient = rows.T @ (rows @ p.scaled - Y) + penalty
    np.testing.assert_allclose(gradient, 0, atol=1e-7)


@given(st.integers(0, 8))
def test_residuals_fall_with_the_order_and_rise_with_the_ridge(order):
    errors = [
        root_mean_square(p(X) - Y)
        for p in (fit(X, Y, order + 1), fit(X, Y, order), fit(X, Y, order, 1.0))
    ]
    assert errors[0] <= errors[1] + 1e-9
    assert errors[1] <= errors[2] + 1e-9


def test_a_large_ridge_leaves_the_mean():
    assert fit(X, Y, 0).scaled[0] == pytest.approx(Y.mean())
    np.testing.assert_allclose(fit(X, Y, 9, 1e9).scaled[1:], 0, atol=1e-6)


def test_one_point_and_points_above_each_other_have_a_fit():
    one = fit(np.array([2.0]), np.array([3.0]), 9)
    assert float(one(2.0)) == pytest.approx(3)
    two = fit(np.array([2.0, 2.0]), np.array([3.0, 5.0]), 4)
    assert float(two(2.0)) == pytest.approx(4)


def test_fits_are_kept_and_no_error_of_no_points_is_known():
    assert fitted(BOOK_POINTS, 3, 0.0) is fitted(BOOK_POINTS, 3, 0.0)
    assert np.isnan(root_mean_square(np.zeros(0)))
