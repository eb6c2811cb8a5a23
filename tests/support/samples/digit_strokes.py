"""Strokes of the built-in digits, without random variation."""

from __future__ import annotations

import numpy as np

from engine.arrays import Matrix, freeze
from engine.data.digits.built_in import _curve
from engine.data.digits.skeletons import skeletons_of


def digit_strokes(digit: int, variant: int = 0) -> tuple[Matrix, ...]:
    """Return the strokes of a digit without random variation.

    Returns
    -------
    tuple of Matrix, shape (n, 2)
        x and y in 0..1 of the height, y downwards, in the order of writing.
    """
    ways = skeletons_of(digit)
    skeleton = ways[variant % len(ways)]
    scale = np.array([skeleton.width, 1.0])
    return tuple(freeze(_curve(np.array(line)[None])[0] * scale) for line in skeleton.strokes)
