"""The pixels of pictures that are not empty: what the fast kernels read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix, Vector


@dataclass(frozen=True, slots=True)
class SparseImages:
    """The ink of many pictures, one after the other.

    Attributes
    ----------
    starts : Vector, shape (pictures + 1,), int64
        The ink of picture i lies at starts[i] .. starts[i + 1].
    index, value : Vector, uint16 and float32
        Number and value of each of these pixels.
    """

    starts: Vector
    index: Vector
    value: Vector

    def first(self, count: int) -> SparseImages:
        """Return the ink of the first so many pictures; memory is shared."""
        return SparseImages(self.starts[: count + 1], self.index, self.value)


def sparse_images(x: Matrix) -> SparseImages:
    """Return the pixels of pictures that are not empty.

    Parameters
    ----------
    x : Matrix, shape (pictures, pixels), float32
        At most 65,536 pixels.
    """
    from engine.kernels.pictures.sparse_images import collect_pixels, count_pixels

    starts = np.zeros(len(x) + 1, np.int64)
    count_pixels(x, starts)
    index = np.zeros(starts[-1] + 1, np.uint16)
    value = np.zeros(starts[-1] + 1, np.float32)
    collect_pixels(x, starts, index, value)
    return SparseImages(starts, index, value)
