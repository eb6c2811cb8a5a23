"""Grey morphology with square windows, in NumPy: closing, opening and their residues."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.arrays import Matrix

Pick = Callable[[Matrix, Matrix], Matrix]
BOTH = (0, 1)


def spread(picture: Matrix, reach: int, pick: Pick, axes: tuple[int, ...] = BOTH) -> Matrix:
    """Return the largest or smallest value in the window of 2 · reach + 1 around each pixel.

    Parameters
    ----------
    pick : callable
        ``np.maximum`` or ``np.minimum``.
    axes : tuple of int
        Axes along which the window extends; pixels beyond the edge do not count.
    """
    result = picture
    for axis in axes:
        result = _along(np.moveaxis(result, axis, 0), reach, pick)
        result = np.moveaxis(result, 0, axis)
    return result


def closing(picture: Matrix, reach: int, axes: tuple[int, ...] = BOTH) -> Matrix:
    """Return the picture without dark parts that are thinner than the window."""
    return spread(spread(picture, reach, np.maximum, axes), reach, np.minimum, axes)


def opening(picture: Matrix, reach: int, axes: tuple[int, ...] = BOTH) -> Matrix:
    """Return the picture without light parts that are thinner than the window."""
    return spread(spread(picture, reach, np.minimum, axes), reach, np.maximum, axes)


def block_means(picture: Matrix, side: int) -> Matrix:
    """Return the picture reduced by a whole factor to at most `side` pixels a side."""
    return block_means_by(picture, -(-max(picture.shape) // side))


def block_means_by(picture: Matrix, factor: int) -> Matrix:
    """Return the picture reduced by a whole factor, as it is where that is 1."""
    if factor <= 1:
        return picture
    rows, columns = picture.shape
    padded = np.pad(picture, ((0, -rows % factor), (0, -columns % factor)), mode="edge")
    high, wide = padded.shape[0] // factor, padded.shape[1] // factor
    means: Matrix = padded.reshape(high, factor, wide, factor).mean(axis=(1, 3))
    return means


def softened(picture: Matrix) -> Matrix:
    """Return the picture blurred with the weights 1/4, 1/2, 1/4 along both axes."""
    padded = np.pad(picture, 1, mode="edge")
    down = padded[:-2] + 2 * padded[1:-1] + padded[2:]
    blurred: Matrix = (down[:, :-2] + 2 * down[:, 1:-1] + down[:, 2:]) / 16
    return blurred


def _along(picture: Matrix, reach: int, pick: Pick) -> Matrix:
    """Apply a window along the first axis: windows of 1, 2, 4 … pixels, joined."""
    size = 2 * reach + 1
    above, below = (np.repeat(edge, reach, axis=0) for edge in (picture[:1], picture[-1:]))
    window = np.concatenate([above, picture, below])
    width = 1
    while 2 * width <= size:
        window = pick(window[:-width], window[width:])
        width *= 2
    rest = size - width
    return pick(window[: len(window) - rest], window[rest:]) if rest else window
