"""Ticks of an axis are round, and their labels short."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.widgets.plots.ticks import short, ticks


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
