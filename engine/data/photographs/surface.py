"""Quadratic surfaces of brightness: lamps, vignettes and gradients."""

from __future__ import annotations

import numpy as np

from engine.arrays import Matrix, Vector

EXPLAINED = 0.2
"""Deviation from a smooth surface, over the deviation without it, at which it is subtracted."""


def smooth_surface(coarse: Matrix) -> Vector:
    """Return the coefficients of the quadratic surface nearest to a picture: lamps, vignettes.

    All are 0 where the surface explains little, as where a shadow has an edge.
    """
    terms = _terms(coarse.shape)
    normal, right = np.empty((6, 6)), np.empty(6)
    for number, (down, across) in enumerate(terms):
        right[number] = down @ coarse @ across
        normal[number] = [(down @ other) * (across @ along) for other, along in terms]
    found: Vector = np.linalg.lstsq(normal, right)[0]
    rest = coarse - values_of(found, coarse.shape)
    return found if _deviation(rest) <= EXPLAINED * _deviation(coarse) else np.zeros(6)


def values_of(surface: Vector, shape: tuple[int, ...]) -> Matrix:
    """Return a quadratic surface at every pixel of a picture."""
    values = np.zeros(shape, np.float32)
    for coefficient, (down, across) in zip(surface, _terms(shape), strict=True):
        values += (coefficient * down)[:, None].astype(np.float32) * across.astype(np.float32)
    return values


def _deviation(values: Matrix) -> float:
    return float(np.median(np.abs(values - np.median(values))))


def _terms(shape: tuple[int, ...]) -> list[tuple[Vector, Vector]]:
    """Return the terms 1, y, y², x, xy, x² as factors along rows and along columns."""
    down, across = (2 * (np.arange(side) + 0.5) / side - 1 for side in shape)
    return [(down**i, across**j) for j in range(3) for i in range(3 - j)]
