"""Sums of weighted rows and windows of any size, against loops in NumPy."""

from __future__ import annotations

import numpy as np
import pytest

from engine.kernels.simd.gemm import (
    accumulate,
    accumulate_further,
    accumulate_onto,
    collect_row,
    collect_window,
    next_vectors,
)
from engine.kernels.simd.gemm_tile import PLACES, WIDEST
from engine.kernels.simd.simd_f32 import LANES, MOST

RUNS, LENGTH = np.array([2, 40]), 5
X_FIRST, X_PLACE, X_TERM = 3, 4, 2
Y_FIRST, BEGIN = 16, 8


def floats(count, seed=1):
    """Return random numbers in float32."""
    return np.random.default_rng(seed).normal(size=count).astype(np.float32)


def naive_sums(x, y, places, width, y_term):
    """Return the sums over all runs for each place, in float64."""
    sums = np.zeros((places, width))
    for p in range(places):
        for r, run in enumerate(RUNS):
            for n in range(LENGTH):
                at = Y_FIRST + (r * LENGTH + n) * y_term
                row = y[at : at + width].astype(float)
                sums[p] += x[X_FIRST + p * X_PLACE + run + n * X_TERM] * row
    return sums


def problem(vectors, places):
    """Return arrays and the arguments that both kernels share."""
    width = vectors * LANES
    x, y = floats(200), floats(Y_FIRST + 12 * (width + 8), 2)
    z = floats(places * (width + 8) + 4, 3)
    inputs, rows, out = (x, X_FIRST, X_PLACE, X_TERM), (y, Y_FIRST, width + 8), (z, 4, width + 8)
    return x, y, z, width, (inputs, rows, RUNS, LENGTH, out, places, width)


def rows_of(z, places, width):
    """Return views of the rows that are written, and check that nothing lies between."""
    return z[4:].reshape(places, width + 8)[:, :width]


@pytest.mark.parametrize("places", [1, 2, 3, PLACES, 2 * PLACES + 3])
@pytest.mark.parametrize("vectors", range(1, 8))
def test_rows_are_sums_that_begin_with_a_row(vectors, places):
    x, y, z, width, told = problem(vectors, places)
    before = z.copy()
    accumulate(*told, BEGIN)
    expected = y[BEGIN : BEGIN + width] + naive_sums(x, y, places, width, width + 8)
    np.testing.assert_allclose(rows_of(z, places, width), expected, rtol=1e-4, atol=1e-5)
    rows_of(z, places, width)[:] = rows_of(before, places, width)
    np.testing.assert_array_equal(z, before)


@pytest.mark.parametrize("places", [1, 2, PLACES, PLACES + 1])
@pytest.mark.parametrize("vectors", range(1, 8))
def test_scaled_sums_are_added_to_rows(vectors, places):
    x, y, z, width, told = problem(vectors, places)
    before = rows_of(z, places, width).copy()
    accumulate_onto(*told, np.float32(-2))
    expected = before - 2 * naive_sums(x, y, places, width, width + 8)
    np.testing.assert_allclose(rows_of(z, places, width), expected, rtol=1e-4, atol=2e-5)


@pytest.mark.parametrize("places", [1, 2, PLACES, PLACES + 1])
@pytest.mark.parametrize("vectors", range(1, 8))
def test_sums_go_on_from_the_rows_term_by_term(vectors, places):
    x, y, z, width, told = problem(vectors, places)
    before = rows_of(z, places, width).copy()
    accumulate_further(*told)
    expected = before + naive_sums(x, y, places, width, width + 8)
    np.testing.assert_allclose(rows_of(z, places, width), expected, rtol=1e-4, atol=2e-5)
    # the bits are those of a sum that begins with the row
    for p in range(places):
        begun = np.concatenate([y, before[p]])
        _, rows, runs, length, *_ = told
        alone = ((x, X_FIRST + p * X_PLACE, X_PLACE, X_TERM), (begun, *rows[1:]), runs, length)
        row = np.zeros(width, np.float32)
        accumulate(*alone, (row, 0, width), 1, width, len(y))
        np.testing.assert_array_equal(rows_of(z, places, width)[p], row)


def test_a_place_has_the_same_bits_in_every_tile():
    found = []
    for places in (1, 2, 3, PLACES, PLACES + 2):
        _, _, z, width, told = problem(5, places)
        accumulate(*told, BEGIN)
        found.append(rows_of(z, places, width)[0].tobytes())
    assert len(set(found)) == 1


@pytest.mark.parametrize("rows", range(1, 9))
@pytest.mark.parametrize("width", [8, 16, 24, 72])
def test_windows_are_collected_by_their_values(rows, width):
    x, z = floats(900), floats(rows * width + 8, 2)
    place, value = np.array([999, 0, 17, 5, 60, 999], np.int32), floats(6, 3)
    before, x_row = z.copy(), 30
    listed = (place, value, 1, 4)
    collect_window((x, x_row), rows, listed, (z, 8, width), np.float32(0.5))
    expected = before[8:].reshape(rows, width).astype(float)
    for n in range(1, 5):
        for r in range(rows):
            at = place[n] + r * x_row
            expected[r] += 0.5 * value[n] * x[at : at + width]
    np.testing.assert_allclose(z[8:].reshape(rows, width), expected, rtol=1e-4, atol=1e-5)
    np.testing.assert_array_equal(z[:8], before[:8])


@pytest.mark.parametrize("vectors", range(1, 20))
def test_a_row_of_any_width_is_collected(vectors):
    width = vectors * LANES
    x, z = floats(width + 40), np.zeros(width + 8, np.float32)
    place, value = np.array([0, 31], np.int32), floats(2, 3)
    collect_row(3, (x, 0), (place, value, 0, 2), (z, 8, width), np.float32(1))
    expected = value[0] * x[3 : 3 + width] + value[1] * x[34 : 34 + width]
    np.testing.assert_allclose(z[8:], expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("most", [WIDEST, MOST])
@pytest.mark.parametrize("left", range(1, 40))
def test_vectors_are_shared_evenly_among_as_few_blocks_as_possible(left, most):
    blocks, rest = [], left
    while rest:
        blocks.append(next_vectors(rest, most))
        rest -= blocks[-1]
    assert len(blocks) == -(-left // most)
    assert max(blocks) - min(blocks) <= 1
