"""Move pictures and blur noise in plain Python."""

from __future__ import annotations

import math

import numpy as np

from tests.reference.naive_raster import Picture


def moved(picture: Picture, down: int, right: int) -> Picture:
    """Return a picture whose pixels lie elsewhere; those that enter are empty."""
    rows, columns = picture.shape
    out = np.zeros_like(picture)
    for row in range(rows):
        for column in range(columns):
            if 0 <= row - down < rows and 0 <= column - right < columns:
                out[row, column] = picture[row - down, column - right]
    return out


def blurred(noise: Picture, sigma: float) -> Picture:
    """Return noise, zero outside, convolved with a Gaussian of sum 1 in the plane."""
    side = len(noise)
    reach = range(-60, 61)
    total = sum(math.exp(-(i * i + j * j) / (2 * sigma**2)) for i in reach for j in reach)
    out = np.zeros_like(noise)
    for row, column in np.ndindex(side, side):
        for i, j in np.ndindex(side, side):
            distance = (row - i) ** 2 + (column - j) ** 2
            out[row, column] += noise[i, j] * math.exp(-distance / (2 * sigma**2)) / total
    return out
