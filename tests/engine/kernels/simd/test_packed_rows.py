"""Rows of any width are gathered and changed by blocks of vectors."""

import numpy as np
import pytest

from engine.kernels.simd.packed_rows import gather_rows, next_block, scatter_rows


@pytest.mark.parametrize("vectors", range(1, 28))
def test_rows_of_every_width_are_gathered_and_changed(vectors):
    width, generator = 8 * vectors, np.random.default_rng(vectors)
    w = generator.normal(size=30 * width).astype(np.float32)
    index = generator.permutation(30)[:11].astype(np.uint16)
    value = generator.normal(size=11).astype(np.float32)
    z = np.ones(width + 16, np.float32)
    rows_of_w, listed = (w, 0, width), (index, 1, value, 1, 10)
    gather_rows(rows_of_w, listed, z, 8)
    rows = w.reshape(30, width)[index[1:]].astype(np.float64)
    np.testing.assert_allclose(z[8:-8], 1 + value[1:] @ rows, rtol=1e-4, atol=1e-5)
    assert (z[:8] == 1).all()
    assert (z[-8:] == 1).all()
    wanted = w.reshape(30, width).astype(np.float64)
    wanted[index[1:]] += np.outer(0.5 * value[1:], z[8:-8])
    scatter_rows(rows_of_w, listed, np.float32(0.5), z, 8)
    np.testing.assert_allclose(w.reshape(30, width), wanted, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("left", range(1, 60))
def test_blocks_share_the_vectors_evenly(left):
    block = next_block(left)
    assert 1 <= block <= min(left, 8)
    # no block is left over that would keep a single accumulator waiting
    assert left <= 8 or left - block >= 4
