"""Room for rows of whole vectors, as the compiled kernels want them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.arrays import Vector

LANES = 8
"""Numbers in a vector, as in `engine.kernels.simd.simd_f32`, which only a compiler can import."""


QUAD = 4
"""Numbers in a vector of float64, as in `engine.kernels.simd.simd_f64`."""


def padded_size(size: int) -> int:
    """Return the next multiple of LANES."""
    return -(-size // LANES) * LANES


def aligned(count: int) -> Vector:
    """Return so many zeros of float32 that begin where a cache line begins."""
    line = 16
    room = np.zeros(count + line, np.float32)
    first = -(room.ctypes.data // 4) % line
    return room[first : first + count]


def quad_buffers(sizes: Sequence[int]) -> list[Vector]:
    """Return room in float64 for padded weights, their gradient, and z, a, δ of all neurons."""
    widths = [-(-size // QUAD) * QUAD for size in sizes[1:]]
    weights = sum((n_in + 1) * width for n_in, width in zip(sizes[:-1], widths, strict=True))
    return [np.zeros(n) for n in (weights, weights, *[sum(widths)] * 3)]
