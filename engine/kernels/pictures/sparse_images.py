"""Sparse images: only non-zero pixels are kept, one fifth of a digit."""

from __future__ import annotations

from typing import Any

from engine.kernels.jit import kernel


@kernel
def count_pixels(x: Any, starts: Any) -> None:
    """Write the offset of each image in the list of all non-zero pixels.

    Parameters
    ----------
    x : Matrix, shape (n, pixels)
    starts : Vector, shape (n + 1,), int64
        Written; starts[0] is 0.
    """
    starts[0] = 0
    for i in range(x.shape[0]):
        count = 0
        for k in range(x.shape[1]):
            count += x[i, k] != 0
        starts[i + 1] = starts[i] + count


@kernel
def collect_pixels(x: Any, starts: Any, index: Any, value: Any) -> None:
    """Write index and value of every non-zero pixel, image after image.

    Parameters
    ----------
    index : Vector, shape (starts[-1] + 1,), uint16
        One longer than the list: the last entry is scratch.
    value : Vector, shape (starts[-1] + 1,), float32
    """
    for i in range(x.shape[0]):
        n = starts[i]
        for k in range(x.shape[1]):
            index[n] = k
            value[n] = x[i, k]
            n += x[i, k] != 0
