"""Keep the pixels of pictures that have ink: four fifths of a digit are empty."""

from __future__ import annotations

from typing import Any

from engine.kernels.jit import kernel


@kernel
def count_pixels(x: Any, starts: Any) -> None:
    """Write where the ink of each picture begins in a list of all of it.

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
    """Write number and value of every pixel with ink, picture after picture.

    Parameters
    ----------
    index : Vector, shape (starts[-1] + 1,), uint16
        One longer than the list: the place after the last one is scratch.
    value : Vector, shape (starts[-1] + 1,), float32
    """
    for i in range(x.shape[0]):
        n = starts[i]
        for k in range(x.shape[1]):
            index[n] = k
            value[n] = x[i, k]
            n += x[i, k] != 0
