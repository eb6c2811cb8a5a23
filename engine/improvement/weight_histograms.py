"""Histograms of weights over the course of a run, in bins that stay the same."""

from __future__ import annotations

import numpy as np

from engine.arrays import Vector

BINS = 80
"""Bins between both ends; an even number, so that 0 is an edge."""


def bin_edges(reach: float) -> Vector:
    """Return the edges of BINS bins from −reach to reach, shape (BINS + 1,)."""
    return np.linspace(-reach, reach, BINS + 1)


def histogram(w: Vector, reach: float) -> Vector:
    """Return the share 0..1 of values in each bin, shape (BINS,); the end bins hold the rest.

    Examples
    --------
    >>> shares = histogram(np.array([-9.0, 0.1, 0.2, 9.0]), 1.0)
    >>> float(shares[0]), float(shares[-1]), float(shares.sum())
    (0.25, 0.25, 1.0)
    """
    inside = np.clip(w, -reach, np.nextafter(reach, 0.0))
    places = ((inside + reach) * (BINS / (2 * reach))).astype(np.int64)
    counts = np.bincount(np.minimum(places, BINS - 1), minlength=BINS)
    shares: Vector = counts / max(w.size, 1)
    return shares


def quantiles(w: Vector) -> tuple[float, float, float]:
    """Return the values that 10, 50 and 90 % of the weights do not exceed."""
    low, middle, high = np.quantile(w, (0.1, 0.5, 0.9)).tolist()
    return low, middle, high
