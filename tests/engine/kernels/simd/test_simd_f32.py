"""Vectors of eight float32 compute what NumPy computes, to the last places."""

from __future__ import annotations

import numpy as np
import pytest

from engine.kernels.jit import kernel
from engine.kernels.simd.simd_f32 import (
    LANES,
    dot,
    dot_rows,
    gather,
    prefetch,
    scatter,
    sigmoid_vectors,
)


@kernel
def product(a, first, b, second, width):
    return dot(a, first, b, second, width)


@kernel
def products(w, first, width, delta, above, below):
    dot_rows((w, first, width), delta, above, below)


@kernel
def sigmoid_of(z, a, place, width):
    sigmoid_vectors(z, a, place, width)


@kernel
def gather_block(w, start, width, index, i, value, v, count, z, place):
    gather(3, (w, start, width), (index, i, value, v, count), z, place)


@kernel
def scatter_block(w, start, width, index, i, value, v, count, scale, delta, place):
    scatter(3, (w, start, width), (index, i, value, v, count), scale, delta, place)


@kernel
def fetch(array, place):
    prefetch(array, place)


def floats(count, seed=1):
    """Return random numbers in float32."""
    return np.random.default_rng(seed).normal(size=count).astype(np.float32)


def test_sigmoids_are_right_to_two_units_in_the_last_place():
    z = np.linspace(-40, 40, 8 * 4001).astype(np.float32)
    a = np.zeros_like(z)
    sigmoid_of(z, a, 0, len(z))
    np.testing.assert_allclose(a, 1 / (1 + np.exp(-z.astype(float))), rtol=3e-7)


def test_sigmoids_of_huge_numbers_stay_between_zero_and_one():
    z = np.array([-1e30, 1e30, -np.inf, np.inf, -88, 88, -0.0, 0.0], np.float32)
    a = np.full(24, 7, np.float32)
    sigmoid_of(np.tile(z, 3), a, 8, 8)
    assert (a[:8] == 7).all()
    assert (a[16:] == 7).all()
    np.testing.assert_allclose(a[8:16], [0, 1, 0, 1, 0, 1, 0.5, 0.5], atol=1e-37)


@pytest.mark.parametrize("vectors", [0, 1, 2, 7])
def test_products_of_rows_are_those_of_numpy(vectors):
    a, b, width = floats(80), floats(160, 2), LANES * vectors
    expected = a[5 : 5 + width].astype(float) @ b[11 : 11 + width]
    assert product(a, 5, b, 11, width) == pytest.approx(expected, rel=1e-5, abs=1e-5)


@pytest.mark.parametrize("count", [0, 1, 5])
def test_a_block_of_rows_is_gathered_and_scattered_by_index(count):
    w, width = floats(4 + 10 * 32), 32
    index = np.array([9, 7, 0, 3, 8, 1], np.uint16)
    value, delta = floats(8, 2), floats(30, 3)
    rows = w[4:].reshape(10, width)[:, :24].astype(float)
    chosen, factors = index[1 : 1 + count], value[2 : 2 + count]
    z = np.ones(30, np.float32)
    gather_block(w, 4, width, index, 1, value, 2, count, z, 3)
    np.testing.assert_allclose(z[3:27], 1 + factors @ rows[chosen], rtol=1e-4, atol=1e-5)
    assert (z[:3] == 1).all()
    assert (z[27:] == 1).all()
    rows[chosen] += 0.5 * np.outer(factors, delta[3:27])
    scatter_block(w, 4, width, index, 1, value, 2, count, np.float32(0.5), delta, 3)
    np.testing.assert_allclose(w[4:].reshape(10, width)[:, :24], rows, rtol=1e-4, atol=1e-5)


def test_prefetching_changes_nothing():
    values = floats(64)
    before = values.copy()
    for place in (0, 17, 63):
        fetch(values, place)
    np.testing.assert_array_equal(values, before)


@pytest.mark.parametrize("vectors", [1, 2, 3])
def test_products_of_eight_rows_have_the_bits_of_single_ones(vectors):
    width = vectors * LANES
    w, delta = floats(5 + LANES * width), floats(40 + width, 2)
    expected = [product(w, 5 + r * width, delta, 24, width) for r in range(LANES)]
    before = delta.copy()
    products(w, 5, width, delta, 24, 8)
    np.testing.assert_array_equal(delta[8:16], np.array(expected, np.float32))
    delta[8:16] = before[8:16]
    np.testing.assert_array_equal(delta, before)
    naive = w[5:].reshape(LANES, width).astype(float) @ before[24 : 24 + width]
    np.testing.assert_allclose(expected, naive, rtol=1e-4, atol=1e-5)
