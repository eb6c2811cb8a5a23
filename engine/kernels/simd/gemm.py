"""Matrix products of any size: loops over the tiles of `engine.kernels.simd.gemm_tile`."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.jit import kernel
from engine.kernels.simd.gemm_tile import (
    PLACES,
    WIDEST,
    collect,
    collect_short,
    tile,
    tile_further,
    tile_onto,
)
from engine.kernels.simd.simd_f32 import LANES, MOST

UNSCALED: Any = np.float32(1)
"""Scale that is not looked at."""


@kernel
def next_vectors(left: int, most: int) -> int:
    """Return the number of vectors in the next block, dividing the rest evenly."""
    blocks = (left + most - 1) // most
    return (left + blocks - 1) // blocks


@kernel
def accumulate(
    inputs: Any,
    rows: Any,
    runs: Any,
    run_length: int,
    out: Any,
    places: int,
    width: int,
    begin: int,
) -> None:
    """Write a matrix product plus biases: rows of z from weighted rows of y.

    With (x, x_first, x_place, x_term) = inputs, (y, y_first, y_term) = rows and
    (z, z_first, z_place) = out, row p of z, which begins at z_first + p · z_place, becomes the
    row of y that begins at `begin`, plus the sum over all runs r and n < run_length of
    x[x_first + p · x_place + runs[r] + n · x_term] times the row of y that begins at
    y_first + (r · run_length + n) · y_term.

    Parameters
    ----------
    inputs, rows, out : tuple
        Arrays x, y and z, float32, each with its integers.
    runs : Vector, int64
    places : int
        Number of rows of z.
    width : int
        Length of the rows, a multiple of LANES.
    """
    x, x_first, x_place, x_term = inputs
    y, y_first, y_term = rows
    z, z_first, z_place = out
    left, at = width // LANES, 0
    while left > 0:
        block = next_vectors(left, WIDEST)
        operands = (x, x_place, x_term, y, y_first + at, y_term, runs, runs.shape[0], run_length)
        p = 0
        while p < places:
            first = (x_first + p * x_place, z_first + p * z_place + at)
            size = PLACES if p + PLACES <= places else min(places - p, 2)
            tile(size, block, first, (*operands, z, z_place), begin + at)
            p += size
        left, at = left - block, at + block * LANES


@kernel
def _add_tiles(
    further: bool,
    inputs: Any,
    rows: Any,
    runs: Any,
    run_length: int,
    out: Any,
    places: int,
    width: int,
    scale: Any,
) -> None:
    """Add sums to rows of z, tile by tile; term by term if `further`, else scaled."""
    x, x_first, x_place, x_term = inputs
    y, y_first, y_term = rows
    z, z_first, z_place = out
    left, at = width // LANES, 0
    while left > 0:
        block = next_vectors(left, WIDEST)
        operands = (x, x_place, x_term, y, y_first + at, y_term, runs, runs.shape[0], run_length)
        p = 0
        while p < places:
            first = (x_first + p * x_place, z_first + p * z_place + at)
            size = PLACES if p + PLACES <= places else 1
            if further:
                tile_further(size, block, first, (*operands, z, z_place))
            else:
                tile_onto(size, block, first, (*operands, z, z_place), scale)
            p += size
        left, at = left - block, at + block * LANES


@kernel
def accumulate_onto(
    inputs: Any,
    rows: Any,
    runs: Any,
    run_length: int,
    out: Any,
    places: int,
    width: int,
    scale: Any,
) -> None:
    """Add scale · the sums of `accumulate`, without bias row, to rows of z."""
    _add_tiles(False, inputs, rows, runs, run_length, out, places, width, scale)


@kernel
def accumulate_further(
    inputs: Any, rows: Any, runs: Any, run_length: int, out: Any, places: int, width: int
) -> None:
    """Add the terms of the sums of `accumulate`, one after the other, to rows of z."""
    _add_tiles(True, inputs, rows, runs, run_length, out, places, width, UNSCALED)


@kernel
def collect_window(windows: Any, rows: int, listed: Any, out: Any, scale: Any) -> None:
    """Add scale · Σ value · window to z; windows have `rows` rows of `width` values.

    Parameters
    ----------
    windows : tuple
        x, x_row: row r of the window at offset p begins at x[p + r · x_row], float32.
    listed : tuple
        place, value, first, count: offsets, int32, and factors, float32, of `count` windows, from
        index `first` on.
    out : tuple
        z, z_first, width: z, float32, is changed from z_first on, row after row of `width`
        values, a multiple of LANES.
    """
    (_, x_row), (z, z_first, width) = windows, out
    r = 0
    while r < rows:
        f, t = r * x_row, z_first + r * width
        if width == LANES and rows - r >= 3:
            size = 5 if rows - r >= 5 else 3
            collect_short(size, (f, t), windows, listed, (z, width), scale)
            r += size
        else:
            collect_row(f, windows, listed, (z, t, width), scale)
            r += 1


@kernel
def collect_row(f: int, windows: Any, listed: Any, out: Any, scale: Any) -> None:
    """Add scale · Σ value · row to z[z_first : …]; the row at offset p begins at x[p + f].

    The tuples are those of `collect_window`.
    """
    z, t, width = out
    left = width // LANES
    while left > 0:
        block = next_vectors(left, MOST)
        collect(block, (f, t), windows, listed, (z, width), scale)
        f, t, left = f + block * LANES, t + block * LANES, left - block
