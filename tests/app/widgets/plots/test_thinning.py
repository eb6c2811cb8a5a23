"""Thinned lines keep what is seen of them; labels do not touch."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.widgets.plots.thinning import apart, thinned


@given(
    st.lists(st.floats(-1e6, 1e6) | st.just(float("nan")), min_size=1, max_size=200),
    st.integers(1, 40),
)
def test_a_thinned_line_keeps_its_ends_and_the_extremes_of_every_pixel(values, pixels):
    x, y = np.arange(float(len(values))), np.array(values)
    known = np.isfinite(y)
    thin_x, thin_y = thinned(x, y, pixels)
    assert (np.diff(thin_x) > 0).all()
    assert set(zip(thin_x, thin_y, strict=True)) <= set(zip(x[known], y[known], strict=True))
    if known.any():
        assert (thin_x[0], thin_x[-1]) == (x[known][0], x[known][-1])
        assert (thin_y.min(), thin_y.max()) == (y[known].min(), y[known].max())
        assert len(thin_x) <= max(2 * pixels, 2) + 3 * -(-known.sum() // pixels)


@given(st.lists(st.floats(0, 100), max_size=8).map(sorted), st.floats(1, 12))
def test_labels_are_moved_apart_and_none_below_the_bottom(places, height):
    moved = apart(places, height, 0.0, 100.0)
    assert all(b - a >= height - 1e-9 for a, b in itertools.pairwise(moved))
    assert all(place <= 100.0 for place in moved)
    if all(b - a >= height for a, b in itertools.pairwise(places)):
        assert moved == pytest.approx(places, abs=1e-9)
