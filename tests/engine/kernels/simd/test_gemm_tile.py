"""Register tiles: the largest of a window, and tiles of sizes that no other kernel uses."""

from __future__ import annotations

import numpy as np
import pytest

from engine.kernels.jit import kernel
from engine.kernels.simd.gemm_tile import PLACES, WIDEST, collector, take_window, tiler
from engine.kernels.simd.simd_f32 import LANES

tile_3_2 = tiler(3, 2, onto=True)
collect_2_3 = collector(2, 3)


@kernel
def take(z, first, down, right, window, best, where, at, place, place_down, place_right):
    take_window(z, first, down, right, window, best, where, at, place, place_down, place_right)


@kernel
def tile_of_three(x, y, y_term, runs, run_length, z, z_place, keep, scale):
    operands = (x, 4, 1, y, 0, y_term, runs, run_length, z, z_place)
    tile_3_2(1, 2, operands, (0, keep, scale))


@kernel
def collect_two_rows(x, x_row, place, value, count, z, z_row, scale):
    collect_2_3(1, 2, x, x_row, place, value, 0, count, z, z_row, scale)


@pytest.mark.parametrize("window", [1, 2, 3])
def test_the_largest_cell_of_each_map_is_found_with_its_place(window, generator):
    columns = 5
    # few different values: many cells are equal, and the first of them counts
    z = generator.integers(-2, 3, (4, columns, LANES)).astype(np.float32)
    best, where = np.full(24, 9, np.float32), np.full(24, -1, np.int32)
    first = LANES * (columns + 1)
    take(z.ravel(), first, columns * LANES, LANES, window, best, where, 8, 100, 1000, 10)
    cells = z[1 : 1 + window, 1 : 1 + window].reshape(window * window, LANES)
    rows, others = np.divmod(cells.argmax(axis=0), window)
    np.testing.assert_array_equal(best[8:16], cells.max(axis=0))
    np.testing.assert_array_equal(where[8:16], 100 + 1000 * rows + 10 * others)
    assert (best[:8] == 9).all()
    assert (where[16:] == -1).all()


def test_a_tile_of_any_size_sums_over_runs(generator):
    x, y = (generator.normal(size=n).astype(np.float32) for n in (30, 6 * 16))
    z = generator.normal(size=2 + 3 * 20).astype(np.float32)
    runs, before = np.array([0, 9]), z.copy()
    tile_of_three(x, y, 16, runs, 3, z, 20, np.float32(2), np.float32(-1))
    for p in range(3):
        sums = np.zeros(16)
        for r, run in enumerate(runs):
            for n in range(3):
                sums += x[1 + 4 * p + run + n] * y[16 * (3 * r + n) : 16 * (3 * r + n + 1)]
        at = 2 + 20 * p
        expected = 2 * before[at : at + 16] - sums
        np.testing.assert_allclose(z[at : at + 16], expected, rtol=1e-4, atol=1e-5)
        np.testing.assert_array_equal(z[at + 16 : at + 20], before[at + 16 : at + 20])


@pytest.mark.parametrize("count", [0, 1, 4])
def test_a_collector_of_any_size_adds_weighted_windows(count, generator):
    x, z = (generator.normal(size=n).astype(np.float32) for n in (120, 70))
    place, value = np.array([3, 0, 40, 7], np.int32), np.array([1, -2, 0.5, 3], np.float32)
    before = z.copy()
    collect_two_rows(x, 30, place, value, count, z, 40, np.float32(0.25))
    for r in range(2):
        expected = before[2 + 40 * r : 26 + 40 * r].astype(float)
        for n in range(count):
            at = 1 + place[n] + 30 * r
            expected += 0.25 * value[n] * x[at : at + 24]
        np.testing.assert_allclose(z[2 + 40 * r : 26 + 40 * r], expected, rtol=1e-4, atol=1e-5)
    np.testing.assert_array_equal(z[:2], before[:2])


def test_tiles_fit_into_the_registers():
    registers = 32 if PLACES == 8 else 16
    # sums of a tile, a row of weights, and the number that it is multiplied by
    used = PLACES * WIDEST + WIDEST + 1
    assert used <= registers
