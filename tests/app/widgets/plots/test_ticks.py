"""Ticks of an axis are round, and their labels short."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.widgets.plots.figure import Axis, Line
from app.widgets.plots.ticks import (
    axis_ticks,
    limits,
    places,
    power_of_ten,
    short,
    ticks,
    value_at,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.5, "0.5"), (9000.0, "9000"), (20_000.0, "20k"), (1.5e6, "1.5M"), (2e10, "20G")],
)
def test_large_numbers_are_short(value, text):
    assert short(value) == text


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(2, 12))
def test_ticks_are_evenly_spaced_within_the_limits(low, span, most):
    high = low + span
    found = ticks(low, high, most)
    assert len(found) <= most + 1
    assert all(low - 1e-6 * span <= value <= high + 1e-6 * span for value in found)
    steps = np.diff(found)
    if len(steps):
        assert np.allclose(steps, steps[0], rtol=1e-3)
        digits = f"{float(f'{steps.mean():.3g}'):e}"
        assert digits[0] in "125"


def test_a_span_of_nothing_has_one_tick():
    assert ticks(3.0, 3.0, 5) == [3.0]
    assert ticks(0.0, float("nan"), 5) == [0.0]


def test_ticks_of_a_logarithmic_axis_are_powers_and_not_too_many():
    few = axis_ticks(Axis(), -3.0, 0.0, True, 5)
    assert few == [(-3.0, "10⁻³"), (-2.0, "10⁻²"), (-1.0, "10⁻¹"), (0.0, "1")]
    many = axis_ticks(Axis(), -20.0, 0.0, True, 4)
    assert [words for _, words in many] == ["10⁻²⁰", "10⁻¹⁴", "10⁻⁸", "10⁻²"]


def test_within_one_power_a_logarithmic_axis_has_round_ticks():
    found = axis_ticks(Axis(), np.log10(0.21), np.log10(0.88), True, 4)
    assert [words for _, words in found] == ["0.4", "0.6", "0.8"]
    assert [10**place for place, _ in found] == pytest.approx([0.4, 0.6, 0.8])


def test_ticks_of_a_linear_axis_have_true_minus_signs():
    found = axis_ticks(Axis(), -1.0, 1.0, False, 4)
    assert found == [(-1.0, "−1"), (-0.5, "−0.5"), (0.0, "0"), (0.5, "0.5"), (1.0, "1")]


def test_given_marks_take_the_place_of_round_numbers():
    axis = Axis(marks=(0.0, 0.25, 0.5, 0.75, 1.0))
    assert [place for place, _ in axis_ticks(axis, 0.0, 1.0, False, 9)] == list(axis.marks)
    assert [place for place, _ in axis_ticks(axis, 0.0, 1.0, False, 4)] == [0.0, 0.5, 1.0]


@pytest.mark.parametrize(("power", "text"), [(0, "1"), (1, "10¹"), (12, "10¹²"), (-7, "10⁻⁷")])
def test_powers_of_ten_are_written_raised(power, text):
    assert power_of_ten(power) == text


@given(st.floats(1e-9, 1e9))
def test_a_place_leads_back_to_its_value(value):
    for log in (False, True):
        assert value_at(float(places(np.array([value]), log)[0]), log) == pytest.approx(value)


def test_values_up_to_zero_have_no_place_on_a_logarithmic_axis():
    assert np.isnan(places(np.array([0.0, -1.0]), True)).all()


def test_a_logarithmic_axis_begins_at_the_smallest_value_above_zero():
    line = Line("", np.array([0.0, 1.0, 4.0]), np.array([-1.0, 0.02, 2.0]))
    found = limits([line], (0.0, 4.0, 0.0, 2.0), (True, True))
    assert found == pytest.approx((np.log10(0.4), np.log10(4.0), np.log10(0.02), np.log10(2.0)))
    assert limits([line], (0.0, 4.0, 0.0, 2.0), (False, False)) == (0.0, 4.0, 0.0, 2.0)
