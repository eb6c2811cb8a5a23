"""Weighted sums and updates of weight rows that are padded to whole vectors."""

from __future__ import annotations

from typing import Any

from engine.kernels.jit import kernel
from engine.kernels.simd.simd_f32 import LANES, MOST, gather, scatter


@kernel
def next_block(left: int) -> int:
    """Return the number of vectors in the next block, dividing the rest evenly."""
    if left <= MOST:
        return left
    return MOST if left >= MOST + MOST // 2 else (left + 1) // 2


@kernel
def gather_rows(rows: Any, listed: Any, z: Any, place: int) -> None:
    """Add Σ value · row to z[place : place + width].

    Parameters
    ----------
    rows : tuple
        w, start, width: row r of the weights w, float32, is
        w[start + r · width : start + (r + 1) · width]; width is a multiple of LANES.
    listed : tuple
        index, first, value, value_first, count: row indices, uint16, from entry `first` on,
        their factors, float32, from entry `value_first` on, and their number.
    """
    w, start, width = rows
    left, at = width // LANES, 0
    while left > 0:
        block = next_block(left)
        gather(block, (w, start + at, width), listed, z, place + at)
        left, at = left - block, at + block * LANES


@kernel
def scatter_rows(rows: Any, listed: Any, scale: Any, delta: Any, place: int) -> None:
    """Add scale · value · delta[place : place + width] to each listed row; see `gather_rows`."""
    w, start, width = rows
    left, at = width // LANES, 0
    while left > 0:
        block = next_block(left)
        scatter(block, (w, start + at, width), listed, scale, delta, place + at)
        left, at = left - block, at + block * LANES
