"""Brightness of a picture's border, noise of its paper, and medians of samples."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Matrix, Vector

SAMPLE = 10_007
"""Least number of pixels that a median is taken of; a prime, so columns are not singled out."""
QUANTILES = 0.97
"""Distance of the quantiles 5 % and 25 % of normal noise, in standard deviations."""
MAD = 1.4826
"""Standard deviation of normal noise over its median absolute deviation."""


def border_of(picture: NDArray[Any]) -> NDArray[Any]:
    """Return the outermost pixels of a picture, in one row."""
    return np.concatenate([picture[0], picture[-1], picture[1:-1, 0], picture[1:-1, -1]])


def noise_of(values: Matrix) -> float:
    """Return the standard deviation of the paper's values, of which ink covers up to a half.

    The lower quantiles are those of paper alone, as ink has larger values.
    """
    low, high = np.percentile(some_of(values), (5, 25))
    return float(high - low) / QUANTILES


def some_of(values: Matrix) -> Vector:
    """Return some thousand of the values, evenly spread: enough for a median."""
    return values.ravel()[:: max(1, values.size // SAMPLE)]
