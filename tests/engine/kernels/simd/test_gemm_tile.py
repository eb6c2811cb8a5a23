"""Register tiles: the largest of a window, and how many numbers they hold."""

from __future__ import annotations

import numpy as np
import pytest

from engine.kernels.jit import kernel
from engine.kernels.simd.gemm_tile import PLACES, WIDEST, take_window
from engine.kernels.simd.simd_f32 import LANES


@kernel
def take(z, first, down, right, window, best, where, at, place, place_down, place_right):
    cells, places = (z, first, down, right), (place, place_down, place_right)
    take_window(cells, window, best, where, at, places)


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


def test_tiles_fit_into_the_registers():
    registers = 32 if PLACES == 8 else 16
    # sums of a tile, a row of weights, and the number that it is multiplied by
    used = PLACES * WIDEST + WIDEST + 1
    assert used <= registers
