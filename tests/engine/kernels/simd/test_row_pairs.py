"""Two rows of weights against the errors of a few examples, against NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from engine.kernels.jit import kernel
from engine.kernels.simd.row_pairs import SUMS, UPDATES, change_pair, weigh_pair
from engine.kernels.simd.simd_f32 import LANES, dot

FIRST, WIDTH = 3, 5 * LANES


@kernel
def weigh(count, w, first, width, delta, above, below, i):
    weigh_pair(count, (w, first, width), (delta, above, below, i))


@kernel
def change(count, w, first, width, a, below, delta, above, scale):
    change_pair(count, (w, first, width), (a, below), (delta, above), scale)


@kernel
def product(a, first, b, second, width):
    return dot(a, first, b, second, width)


def floats(count, seed):
    """Return random numbers in float32."""
    return np.random.default_rng(seed).normal(size=count).astype(np.float32)


def problem(count):
    """Return weights, errors and where the errors of `count` examples begin and go."""
    w, delta = floats(FIRST + 2 * WIDTH + 5, 1), floats(64 + 12 * WIDTH, 2)
    order = np.random.default_rng(3).permutation(12)[: count + 1]
    return w, delta, 64 + order * WIDTH, 2 * order


@pytest.mark.parametrize("count", SUMS)
def test_errors_are_weighed_with_the_bits_of_single_products(count):
    w, delta, above, below = problem(count)
    expected = delta.copy()
    for begin, target in zip(above[1:], below[1:], strict=True):
        for r in range(2):
            row = FIRST + r * WIDTH
            expected[target + r] = product(w, row, delta, begin, WIDTH)
    weigh(count, w, FIRST, WIDTH, delta, above, below, 1)
    np.testing.assert_array_equal(delta, expected)


@pytest.mark.parametrize("count", UPDATES)
def test_two_rows_are_changed_by_an_outer_product(count):
    w, delta, above, below = problem(count)
    a, expected = floats(30, 4), w.astype(float)
    for begin, place in zip(above[:count], below[:count], strict=True):
        for r in range(2):
            row = slice(FIRST + r * WIDTH, FIRST + (r + 1) * WIDTH)
            expected[row] += 0.5 * a[place + r] * delta[begin : begin + WIDTH]
    change(count, w, FIRST, WIDTH, a, below, delta, above, np.float32(0.5))
    np.testing.assert_allclose(w, expected, rtol=1e-4, atol=1e-5)
