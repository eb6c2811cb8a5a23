"""Room for rows of whole vectors, as the compiled kernels want them."""

from __future__ import annotations

import numpy as np

from engine.arrays import Vector

LANES = 8
"""Numbers in a vector, as in `engine.kernels.vectors`, which only a compiler can import."""


def padded_size(size: int) -> int:
    """Return the next multiple of LANES."""
    return -(-size // LANES) * LANES


def aligned(count: int) -> Vector:
    """Return so many zeros of float32 that begin where a cache line begins."""
    line = 16
    room = np.zeros(count + line, np.float32)
    first = -(room.ctypes.data // 4) % line
    return room[first : first + count]
