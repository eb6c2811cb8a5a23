"""Type aliases for the engine's arrays, and helpers that make arrays read-only."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vector: TypeAlias = NDArray[Any]
"""Shape (n,), float32 or float64."""

Matrix: TypeAlias = NDArray[Any]
"""Shape (rows, columns), float32 or float64; batch first."""

Images: TypeAlias = NDArray[Any]
"""Shape (batch, rows, columns) or (batch, rows * columns), values 0..1."""

Labels: TypeAlias = NDArray[np.uint8]
"""Shape (batch,), classes 0..9."""


def freeze(array: NDArray[Any]) -> NDArray[Any]:
    """Return a read-only copy of an array.

    Parameters
    ----------
    array : ndarray
        Any shape and type; not changed.
    """
    frozen = np.array(array, copy=True)
    frozen.setflags(write=False)
    return frozen


def seal(array: NDArray[Any]) -> NDArray[Any]:
    """Make an array read-only in place and return it; nothing else may write to it."""
    array.setflags(write=False)
    return array
