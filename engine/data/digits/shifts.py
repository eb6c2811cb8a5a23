"""The book's expanded training set: every picture and four copies shifted by one pixel.

Nielsen (2015), ch. 6: 50,000 pictures become 250,000. To save memory, `deal_moves` distributes
them over five rounds and `move_pictures` makes the pictures of one round.
"""

from __future__ import annotations

import numpy as np

from engine import random_streams
from engine.arrays import Images, Vector
from engine.data.examples import Examples

MOVES = ((0, 0), (-1, 0), (1, 0), (0, -1), (0, 1))
"""Shifts of a copy in rows and columns: none, up, down, left, right."""

CHUNK = 5_000
"""Pictures shifted at a time."""


def move_pictures(pictures: Images, moves: Vector, columns: int, out: Images) -> None:
    """Write each picture shifted by at most one pixel; pixels that enter are 0.

    Parameters
    ----------
    pictures : Images, shape (n, rows * columns)
    moves : Vector, shape (n,)
        Index in MOVES for each picture.
    columns : int
        Width of a picture in pixels.
    out : Images, shape (n, rows * columns)
        Changed in place; another array than `pictures`.
    """
    rows = pictures.shape[1] // columns
    for start in range(0, len(pictures), CHUNK):
        part = slice(start, start + CHUNK)
        source = pictures[part].reshape(-1, rows, columns)
        target = out[part].reshape(-1, rows, columns)
        target[:] = 0
        for number, (down, right) in enumerate(MOVES):
            chosen = np.flatnonzero(moves[part] == number)
            to_rows, from_rows = _overlap(rows, down)
            to_columns, from_columns = _overlap(columns, right)
            target[chosen, to_rows, to_columns] = source[chosen, from_rows, from_columns]


def _overlap(length: int, move: int) -> tuple[slice, slice]:
    """Return the target and source slices of the pixels that stay inside."""
    return (
        slice(max(move, 0), length + min(move, 0)),
        slice(max(-move, 0), length + min(-move, 0)),
    )


def moved_copies(pictures: Images, columns: int = 28) -> Images:
    """Return every picture in all MOVES; the copies of a picture are adjacent.

    Parameters
    ----------
    pictures : Images, shape (n, rows * columns)
        Any dtype: the result for MNIST takes 784 MB as float32 and 196 MB as uint8.

    Returns
    -------
    Images, shape (5 n, rows * columns), of the same type

    Examples
    --------
    >>> moved_copies(np.array([[1, 2, 3, 4]]), columns=2).tolist()
    [[1, 2, 3, 4], [3, 4, 0, 0], [0, 0, 1, 2], [2, 0, 4, 0], [0, 1, 0, 3]]
    """
    count, pixels = pictures.shape
    copies = np.empty((count, len(MOVES), pixels), pictures.dtype)
    for number in range(len(MOVES)):
        move_pictures(pictures, np.full(count, number), columns, copies[:, number])
    return copies.reshape(-1, pixels)


def expand_by_moves(examples: Examples, columns: int = 28) -> Examples:
    """Return the expanded training set as one array: five times the examples, in a fixed order."""
    return Examples(moved_copies(examples.x, columns), np.repeat(examples.labels, len(MOVES)))


def deal_moves(seed: int, epoch: int, count: int) -> Vector:
    """Distribute the expanded set over the rounds of an epoch.

    Each round shows every picture once, each time in another of MOVES: an epoch visits the
    whole expanded set once, and labels keep their order.

    Returns
    -------
    Vector, shape (rounds, count), uint8
        Index in MOVES of each picture in each round; columns are permutations.
    """
    numbers = np.tile(np.arange(len(MOVES), dtype=np.uint8), (count, 1))
    dealt = random_streams.generator(seed, "expansion", epoch).permuted(numbers, axis=1)
    return np.ascontiguousarray(dealt.T)
