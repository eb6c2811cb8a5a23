"""Sparse images: the non-zero pixels of pictures, as the fast kernels read them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from engine.arrays import Matrix, Vector


class SparseImages(NamedTuple):
    """Non-zero pixels of pictures in compressed sparse row form.

    Attributes
    ----------
    starts : Vector, shape (pictures + 1,), int64
        The pixels of picture i are starts[i] .. starts[i + 1] - 1.
    places, value : Vector, uint16 and float32
        Position in the picture and value of each pixel; one unused entry at the end.
    """

    starts: Vector
    places: Vector
    value: Vector

    def first(self, count: int) -> SparseImages:
        """Return the pixels of the first `count` pictures; memory is shared."""
        return SparseImages(self.starts[: count + 1], self.places, self.value)


def sparse_images(x: Matrix) -> SparseImages:
    """Return the non-zero pixels of pictures.

    Parameters
    ----------
    x : Matrix, shape (pictures, pixels), float32
        At most 65,536 pixels.
    """
    from engine.kernels.pictures.sparse_images import collect_pixels, count_pixels

    starts = np.zeros(len(x) + 1, np.int64)
    count_pixels(x, starts)
    places = np.zeros(starts[-1] + 1, np.uint16)
    value = np.zeros(starts[-1] + 1, np.float32)
    collect_pixels(x, starts, places, value)
    return SparseImages(starts, places, value)
