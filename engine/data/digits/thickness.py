"""Thickness of the strokes of a picture, measured and, where they are thin, raised."""

from __future__ import annotations

import numpy as np

from engine.arrays import Matrix
from engine.data.digits.strokes import LONGEST
from engine.data.photographs.morphology import spread

THINNEST = 1.8
"""Least thickness of strokes in the network's picture, in pixels.

Chosen on drawings of the validation writers, drawn large with a thin pen: 97.4 % are read
without it, 99.4 % with 1.8, 99.0 % with 3.
"""


def thickness_of(ink: Matrix) -> float:
    """Return the mean thickness of strokes in pixels: twice their area over their outline.

    The outline's length is the sum of the slopes, whatever the width of soft edges.

    Parameters
    ----------
    ink : Matrix, shape (rows, columns)
        0 paper .. 1 ink.
    """
    down, across = np.gradient(np.pad(ink, 1))
    outline = float(np.hypot(down, across).sum())
    return 2 * float(ink.sum()) / outline if outline > 0 else 0.0


def thickened(ink: Matrix, longest: float) -> Matrix:
    """Return ink whose strokes have at least THINNEST pixels once it is scaled to LONGEST.

    Parameters
    ----------
    ink : Matrix, shape (rows, columns)
        0 paper .. 1 ink.
    longest : float
        Longest side of the ink's box in pixels.

    Returns
    -------
    Matrix
        As it is, or larger by as many pixels on each side as the strokes grow.
    """
    thickness = thickness_of(ink)
    # the box grows with the pen: t' / (longest - t + t') = THINNEST / LONGEST
    wanted = THINNEST * max(longest - thickness, 0) / (LONGEST - THINNEST)
    reach = int((wanted - thickness) / 2)
    if reach < 1:
        return ink
    thick: Matrix = spread(np.pad(ink, reach), reach, np.maximum)
    return thick
