"""Histograms of weights in fixed bins."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.improvement.weight_histograms import BINS, bin_edges, histogram

WEIGHTS = arrays(np.float64, st.integers(1, 60), elements=st.floats(-8.0, 8.0))


@given(WEIGHTS, st.floats(0.5, 9.0))
def test_every_weight_is_counted_once(w, reach):
    shares = histogram(w, reach)
    assert shares.shape == (BINS,)
    assert np.isclose(shares.sum(), 1.0)


def test_it_is_numpys_histogram_of_what_lies_inside(generator):
    w = generator.uniform(-0.99, 0.99, 5_000)
    expected = np.histogram(w, bin_edges(1.0))[0] / len(w)
    np.testing.assert_allclose(histogram(w, 1.0), expected, atol=2 / len(w))
