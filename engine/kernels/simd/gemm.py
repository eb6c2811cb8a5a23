"""Matrix products of any size: loops over the tiles of `engine.kernels.simd.gemm_tile`."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.jit import kernel
from engine.kernels.simd.gemm_tile import PLACES, WIDEST, collector, tiler
from engine.kernels.simd.simd_f32 import LANES

MOST = 8
"""Largest number of vectors that `collect_row` keeps in registers."""

NOWHERE: Any = np.int64(0)
"""Offset of a bias row that is not read."""

tile_n1, tile_n2, tile_n3 = (tiler(PLACES, vectors, onto=False) for vectors in (1, 2, 3))
tile_21, tile_22, tile_23 = (tiler(2, vectors, onto=False) for vectors in (1, 2, 3))
tile_11, tile_12, tile_13 = (tiler(1, vectors, onto=False) for vectors in (1, 2, 3))
onto_n1, onto_n2, onto_n3 = (tiler(PLACES, vectors, onto=True) for vectors in (1, 2, 3))
onto_11, onto_12, onto_13 = (tiler(1, vectors, onto=True) for vectors in (1, 2, 3))
collect_1, collect_2, collect_3, collect_4 = (collector(1, vectors) for vectors in range(1, 5))
collect_5, collect_6, collect_7, collect_8 = (collector(1, vectors) for vectors in range(5, 9))
collect_3_rows, collect_5_rows = collector(3, 1), collector(5, 1)


@kernel
def next_vectors(left: int, most: int) -> int:
    """Return the number of vectors in the next block, dividing the rest evenly."""
    blocks = (left + most - 1) // most
    return (left + blocks - 1) // blocks


@kernel
def tile_many(block: int, f: int, t: int, told: Any, more: Any) -> None:
    """Compute one tile of PLACES rows and `block` vectors; see `tiler`."""
    if block == 3:
        tile_n3(f, t, told, more)
    elif block == 2:
        tile_n2(f, t, told, more)
    else:
        tile_n1(f, t, told, more)


@kernel
def tile_two(block: int, f: int, t: int, told: Any, more: Any) -> None:
    """Compute one tile of two rows and `block` vectors."""
    if block == 3:
        tile_23(f, t, told, more)
    elif block == 2:
        tile_22(f, t, told, more)
    else:
        tile_21(f, t, told, more)


@kernel
def tile_one(block: int, f: int, t: int, told: Any, more: Any) -> None:
    """Compute one tile of one row and `block` vectors."""
    if block == 3:
        tile_13(f, t, told, more)
    elif block == 2:
        tile_12(f, t, told, more)
    else:
        tile_11(f, t, told, more)


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
    left, at, one = width // LANES, 0, x[0]
    while left > 0:
        block = next_vectors(left, WIDEST)
        told = (x, x_place, x_term, y, y_first + at, y_term, runs, run_length, z, z_place)
        more = (begin + at, one, one)
        p = 0
        while p < places:
            f, t = x_first + p * x_place, z_first + p * z_place + at
            if p + PLACES <= places:
                tile_many(block, f, t, told, more)
                p += PLACES
            elif p + 2 <= places:
                tile_two(block, f, t, told, more)
                p += 2
            else:
                tile_one(block, f, t, told, more)
                p += 1
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
    keep: Any,
    scale: Any,
) -> None:
    """Replace rows of z by keep · z + scale · the sums of `accumulate`, without bias row."""
    x, x_first, x_place, x_term = inputs
    y, y_first, y_term = rows
    z, z_first, z_place = out
    left, at = width // LANES, 0
    while left > 0:
        block = next_vectors(left, WIDEST)
        told = (x, x_place, x_term, y, y_first + at, y_term, runs, run_length, z, z_place)
        more = (NOWHERE, keep, scale)
        p = 0
        while p < places:
            f, t = x_first + p * x_place, z_first + p * z_place + at
            if p + PLACES <= places:
                if block == 3:
                    onto_n3(f, t, told, more)
                elif block == 2:
                    onto_n2(f, t, told, more)
                else:
                    onto_n1(f, t, told, more)
                p += PLACES
            else:
                if block == 3:
                    onto_13(f, t, told, more)
                elif block == 2:
                    onto_12(f, t, told, more)
                else:
                    onto_11(f, t, told, more)
                p += 1
        left, at = left - block, at + block * LANES


@kernel
def collect_window(
    x: Any,
    x_row: int,
    rows: int,
    width: int,
    place: Any,
    value: Any,
    first: int,
    count: int,
    z: Any,
    z_first: int,
    scale: Any,
) -> None:
    """Add scale · Σ value · window to z; windows have `rows` rows of `width` values.

    Parameters
    ----------
    x : Vector, float32
        Row r of the window at offset p begins at x[p + r · x_row].
    width : int
        A multiple of LANES.
    place, value : Vector, int32 and float32
        Offsets and factors of `count` windows, from index `first` on.
    z : Vector, float32
        Changed from z_first on, row after row of `width` values.
    """
    r = 0
    while r < rows:
        told = (x, x_row, place, value, first, count, z, width, scale)
        if width == LANES and rows - r >= 5:
            collect_5_rows(r * x_row, z_first + r * width, *told)
            r += 5
        elif width == LANES and rows - r >= 3:
            collect_3_rows(r * x_row, z_first + r * width, *told)
            r += 3
        else:
            collect_row(r * x_row, z_first + r * width, *told)
            r += 1


@kernel
def collect_row(
    f: int,
    t: int,
    x: Any,
    x_row: int,
    place: Any,
    value: Any,
    first: int,
    count: int,
    z: Any,
    width: int,
    scale: Any,
) -> None:
    """Add scale · Σ value · row to z[t : t + width]; the row at offset p begins at x[p + f]."""
    told = (x, x_row, place, value, first, count, z, width, scale)
    left = width // LANES
    while left > 0:
        block = next_vectors(left, MOST)
        if block == 8:
            collect_8(f, t, *told)
        elif block == 7:
            collect_7(f, t, *told)
        elif block == 6:
            collect_6(f, t, *told)
        elif block == 5:
            collect_5(f, t, *told)
        elif block == 4:
            collect_4(f, t, *told)
        elif block == 3:
            collect_3(f, t, *told)
        elif block == 2:
            collect_2(f, t, *told)
        else:
            collect_1(f, t, *told)
        f, t, left = f + block * LANES, t + block * LANES, left - block
