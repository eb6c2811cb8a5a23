"""Weighted sums and updates of weight rows that are padded to whole vectors."""

from __future__ import annotations

from typing import Any

from engine.kernels.jit import kernel
from engine.kernels.simd.simd_f32 import GATHER, LANES, SCATTER

MOST = 8
"""Largest block in vectors: accumulators that fit into sixteen registers with operands."""

gather_1, gather_2, gather_3, gather_4, gather_5, gather_6, gather_7, gather_8 = GATHER
scatter_1, scatter_2, scatter_3, scatter_4, scatter_5, scatter_6, scatter_7, scatter_8 = SCATTER


@kernel
def next_block(left: int) -> int:
    """Return the number of vectors in the next block, dividing the rest evenly."""
    if left <= MOST:
        return left
    return MOST if left >= MOST + MOST // 2 else (left + 1) // 2


@kernel
def gather_rows(
    w: Any,
    start: int,
    width: int,
    index: Any,
    first: int,
    value: Any,
    value_first: int,
    count: int,
    z: Any,
    place: int,
) -> None:
    """Add Σ value · row to z[place : place + width].

    Parameters
    ----------
    w : Vector, float32
        Row r of the weights is w[start + r · width : start + (r + 1) · width].
    width : int
        A multiple of LANES.
    index : Vector, uint16
        Row indices, from entry `first` on.
    value : Vector, float32
        Factors of the rows, from entry `value_first` on.
    count : int
        Number of rows.
    """
    left, at = width // LANES, 0
    while left > 0:
        block = next_block(left)
        s, p, i, v = start + at, place + at, first, value_first
        if block == 8:
            gather_8(w, s, width, index, i, value, v, count, z, p)
        elif block == 7:
            gather_7(w, s, width, index, i, value, v, count, z, p)
        elif block == 6:
            gather_6(w, s, width, index, i, value, v, count, z, p)
        elif block == 5:
            gather_5(w, s, width, index, i, value, v, count, z, p)
        elif block == 4:
            gather_4(w, s, width, index, i, value, v, count, z, p)
        elif block == 3:
            gather_3(w, s, width, index, i, value, v, count, z, p)
        elif block == 2:
            gather_2(w, s, width, index, i, value, v, count, z, p)
        else:
            gather_1(w, s, width, index, i, value, v, count, z, p)
        left, at = left - block, at + block * LANES


@kernel
def scatter_rows(
    w: Any,
    start: int,
    width: int,
    index: Any,
    first: int,
    value: Any,
    value_first: int,
    count: int,
    scale: Any,
    delta: Any,
    place: int,
) -> None:
    """Add scale · value · delta[place : place + width] to each listed row; see `gather_rows`."""
    left, at = width // LANES, 0
    while left > 0:
        block = next_block(left)
        s, p, i, v = start + at, place + at, first, value_first
        if block == 8:
            scatter_8(w, s, width, index, i, value, v, count, scale, delta, p)
        elif block == 7:
            scatter_7(w, s, width, index, i, value, v, count, scale, delta, p)
        elif block == 6:
            scatter_6(w, s, width, index, i, value, v, count, scale, delta, p)
        elif block == 5:
            scatter_5(w, s, width, index, i, value, v, count, scale, delta, p)
        elif block == 4:
            scatter_4(w, s, width, index, i, value, v, count, scale, delta, p)
        elif block == 3:
            scatter_3(w, s, width, index, i, value, v, count, scale, delta, p)
        elif block == 2:
            scatter_2(w, s, width, index, i, value, v, count, scale, delta, p)
        else:
            scatter_1(w, s, width, index, i, value, v, count, scale, delta, p)
        left, at = left - block, at + block * LANES
