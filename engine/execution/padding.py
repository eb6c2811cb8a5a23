"""Buffers padded to whole SIMD vectors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.arrays import Vector

LANES = 8
"""Lanes of a float32 vector, as in `engine.kernels.simd.simd_f32`, which needs Numba."""


QUAD = 4
"""Lanes of a float64 vector, as in `engine.kernels.simd.simd_f64`."""


def padded_size(size: int) -> int:
    """Round up to a multiple of LANES."""
    return -(-size // LANES) * LANES


def aligned(count: int) -> Vector:
    """Return `count` float32 zeros aligned to a cache line of 64 bytes."""
    line = 16
    room = np.zeros(count + line, np.float32)
    first = -(room.ctypes.data // 4) % line
    return room[first : first + count]


def quad_buffers(sizes: Sequence[int]) -> list[Vector]:
    """Return float64 zeros for padded parameters, their gradient, and z, a, δ of all neurons."""
    widths = [-(-size // QUAD) * QUAD for size in sizes[1:]]
    weights = sum((n_in + 1) * width for n_in, width in zip(sizes[:-1], widths, strict=True))
    return [np.zeros(n) for n in (weights, weights, *[sum(widths)] * 3)]
