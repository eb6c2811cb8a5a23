"""Random distortions of a digit: ranges of what is drawn, and the weights of an elastic field.

Nielsen (2015), ch. 3, "artificially expanding the training data".
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from engine.arrays import Matrix, Vector
from engine.data.digits.strokes import SIDE

KNOTS = 7
"""Knots of the elastic field along a side: one every seven pixels, with one beyond each edge."""


class Source(Protocol):
    """Source of uniform random numbers, such as a NumPy generator; the first axis are pictures."""

    def random(self, size: tuple[int, ...], /) -> Vector:
        """Return numbers from 0 to 1."""

    def uniform(self, low: float, high: float, size: tuple[int, ...], /) -> Vector:
        """Return numbers from `low` to `high`."""


@dataclass(frozen=True, slots=True)
class Range:
    """Limits of a quantity that is drawn from a symmetric triangular distribution."""

    low: float
    high: float

    def draw(self, source: Source, *shape: int) -> Vector:
        """Return numbers of a triangular distribution, float64."""
        share = (source.random(shape) + source.random(shape)) / 2
        drawn: Vector = self.low + (self.high - self.low) * share
        return drawn


@dataclass(frozen=True, slots=True)
class Distortions:
    """Ranges of the random distortions of a digit.

    Attributes
    ----------
    tilt_deg : Range
        Rotation in degrees.
    scale, stretch : Range
        Factor on the size, and on width against height.
    shear : Range
        Shift of a row in columns, per row of distance from the centre.
    shift_px : Range
    bend_px, sigma_px : float
        Elastic field. With a sigma of 0 it is a spline and `bend_px` the largest displacement
        of a knot; otherwise it is noise in every pixel times `bend_px`, blurred by a Gaussian
        of that standard deviation: α and σ of Simard, Steinkraus and Platt (2003).
    thickness, blur, contrast : Range
        See `engine.kernels.pictures.distortion.adjust_strokes`.
    pen_px : Range
        Width of the pen with which strokes are redrawn.
    """

    tilt_deg: Range = Range(-15, 15)
    scale: Range = Range(0.78, 1.15)
    stretch: Range = Range(0.85, 1.18)
    shear: Range = Range(-0.25, 0.25)
    shift_px: Range = Range(-2, 2)
    bend_px: float = 3.0
    thickness: Range = Range(-0.8, 0.9)
    blur: Range = Range(-0.4, 0.4)
    contrast: Range = Range(0.4, 1.6)
    pen_px: Range = Range(1.8, 4.2)
    sigma_px: float = 0.0

    @property
    def field_weights(self) -> Matrix:
        """Weight of each knot of the elastic field at each row or column, float32."""
        if self.sigma_px:
            return gaussian_weights(SIDE, self.sigma_px)
        return spline_weights(SIDE, KNOTS)


STILL = Distortions(
    tilt_deg=Range(0, 0),
    scale=Range(1, 1),
    stretch=Range(1, 1),
    shear=Range(0, 0),
    shift_px=Range(0, 0),
    bend_px=0.0,
    thickness=Range(0, 0),
    blur=Range(0, 0),
    contrast=Range(1, 1),
)
"""The identity: the base from which single distortions are made."""

ELASTIC = replace(STILL, bend_px=34.0, sigma_px=4.0)
"""Only the elastic distortion of Simard, Steinkraus and Platt (2003), with their α and σ."""


def spline_weights(side: int, knots: int) -> Matrix:
    """Return the weight of each knot of a uniform cubic B-spline at each pixel.

    Returns
    -------
    Matrix, shape (side, knots), float32
        Rows sum to 1.
    """
    place = np.arange(side) / (side - 1) * (knots - 3) + 1
    t = np.abs(place[:, None] - np.arange(knots))
    near = 2 / 3 - t**2 + t**3 / 2
    far = np.maximum(2 - t, 0) ** 3 / 6
    return np.where(t < 1, near, far).astype(np.float32)


def gaussian_weights(side: int, sigma: float) -> Matrix:
    """Return the weights that blur one axis of a field by a Gaussian, zero beyond the edges.

    Returns
    -------
    Matrix, shape (side, side), float32
        Symmetric; rows far from the edges sum to 1.

    Examples
    --------
    >>> print(gaussian_weights(3, 0.5)[0].round(2))
    [0.79 0.11 0.  ]
    """
    places = np.arange(side)
    weights = np.exp(-((places[:, None] - places) ** 2) / (2 * sigma**2))
    reach = np.arange(-math.ceil(10 * sigma), math.ceil(10 * sigma) + 1)
    blurred: Matrix = weights / np.exp(-(reach**2) / (2 * sigma**2)).sum()
    return blurred.astype(np.float32)
