"""Buffers padded to whole SIMD vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

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


class RowBuffers(NamedTuple):
    """Scratch buffers of dense float32 kernels, rows padded to whole vectors.

    Attributes
    ----------
    w, s, g : Vector, float32
        Parameters, state arrays of the optimiser one after the other, and gradient.
    zero : Vector, int64
        A single 0: the only run of the inputs in `engine.kernels.simd.gemm.accumulate`.
    z, a, delta : Vector, float32, shape (batch * padded neurons,)
    """

    w: Vector
    s: Vector
    g: Vector
    zero: Vector
    z: Vector
    a: Vector
    delta: Vector


def row_buffers(sizes: Sequence[int], batch: int, slots: int = 0) -> RowBuffers:
    """Return zeros for a batch of examples and an optimiser of `slots` state arrays."""
    widths = [padded_size(size) for size in sizes[1:]]
    weights = sum((n_in + 1) * width for n_in, width in zip(sizes[:-1], widths, strict=True))
    w, s, g = aligned(weights), aligned(slots * weights), aligned(weights)
    neurons = (aligned(batch * sum(widths)) for _ in range(3))
    return RowBuffers(w, s, g, np.zeros(1, np.int64), *neurons)


class QuadBuffers(NamedTuple):
    """Scratch buffers of dense float64 kernels, one example at a time.

    Attributes
    ----------
    w, s, g : Vector, float64
        Padded parameters, state arrays of the optimiser one after the other, and gradient.
    z, a, delta : Vector, float64, shape (padded neurons,)
    """

    w: Vector
    s: Vector
    g: Vector
    z: Vector
    a: Vector
    delta: Vector


def quad_buffers(sizes: Sequence[int], slots: int = 0) -> QuadBuffers:
    """Return zeros for an optimiser of `slots` state arrays."""
    widths = [-(-size // QUAD) * QUAD for size in sizes[1:]]
    weights = sum((n_in + 1) * width for n_in, width in zip(sizes[:-1], widths, strict=True))
    neurons = [sum(widths)] * 3
    return QuadBuffers(*(np.zeros(n) for n in (weights, slots * weights, weights, *neurons)))
