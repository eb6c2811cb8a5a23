"""Sparse images hold every pixel that is not empty."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.data.sparse_images import sparse_images
from tests.support.samples.sparse_pictures import pictures


@settings(max_examples=25)
@given(st.integers(1, 40), st.integers(1, 60), st.integers(0, 1000))
def test_ink_is_all_that_is_not_empty(count, pixels, seed):
    x = pictures(max(count, 4), pixels, seed).x
    # by the kernels count_pixels and collect_pixels
    sparse = sparse_images(x)
    found = np.zeros_like(x)
    for i in range(len(x)):
        place = slice(sparse.starts[i], sparse.starts[i + 1])
        assert (np.diff(sparse.places[place].astype(int)) > 0).all()
        found[i, sparse.places[place]] = sparse.value[place]
    np.testing.assert_array_equal(found, x)
