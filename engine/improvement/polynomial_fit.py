"""Least squares by a polynomial, with or without a ridge.

Nielsen (2015), ch. 3, overfitting: a polynomial of order 9 or a line through ten points. Powers
of x itself are nearly dependent; here they are powers of t, which is x scaled to −1..1 over the
fitted points, and the system is solved by singular values, not by normal equations.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.polynomial import Polynomial

from engine.arrays import Vector, seal

BOOK_POINTS = (
    (0.7, 1.8), (1.3, 2.2), (1.9, 4.0), (2.6, 5.0), (2.9, 6.1),
    (3.6, 7.0), (3.8, 7.4), (3.95, 8.0), (4.4, 9.1), (4.9, 10.0),
)  # fmt: skip
"""The ten points of the book."""

BOOK_SLOPE = 2.0
"""The book's line: y = 2x."""

HIGHEST_ORDER = 9


@dataclass(frozen=True, slots=True, eq=False)
class PolynomialFit:
    """A fitted polynomial.

    Attributes
    ----------
    scaled : Vector, shape (order + 1,)
        Coefficients of the powers of t, the constant first.
    middle, half : float
        t = (x − middle) / half.
    """

    scaled: Vector
    middle: float
    half: float

    def __call__(self, x: Vector) -> Vector:
        """Return the values at some x."""
        t = (np.asarray(x, np.float64) - self.middle) / self.half
        values: Vector = np.polynomial.polynomial.polyval(t, self.scaled)
        return values

    @property
    def coefficients(self) -> Vector:
        """Coefficients of the powers of x, the highest first."""
        ends = [self.middle - self.half, self.middle + self.half]
        powers: Vector = Polynomial(self.scaled, domain=ends, window=[-1, 1]).convert().coef
        missing = len(self.scaled) - len(powers)
        return np.concatenate([powers, np.zeros(missing)])[::-1]


def fit(x: Vector, y: Vector, order: int, ridge: float = 0.0) -> PolynomialFit:
    """Return the polynomial with the least Σ (p(x) − y)² + ridge · Σ c².

    Where several have it, as with fewer points than coefficients, the one with the least Σ c².

    Parameters
    ----------
    x, y : Vector, shape (n,)
        At least one point.
    order : int
        Highest power.
    ridge : float
        λ >= 0; c are the coefficients of the powers of t from the first on: the constant is not
        penalised, as biases are not.
    """
    low, high = float(x.min()), float(x.max())
    middle, half = 0.5 * (low + high), 0.5 * (high - low) or 1.0
    rows = np.vander((x - middle) / half, order + 1, increasing=True)
    if ridge > 0:
        penalty = np.sqrt(ridge) * np.eye(order + 1)[1:]
        rows, y = np.vstack([rows, penalty]), np.concatenate([y, np.zeros(order)])
    scaled = np.linalg.lstsq(rows, y, rcond=None)[0]
    return PolynomialFit(seal(scaled), middle, half)


@lru_cache(maxsize=64)
def fitted(points: tuple[tuple[float, float], ...], order: int, ridge: float) -> PolynomialFit:
    """Return the polynomial through points, kept."""
    x, y = np.array(points, np.float64).T
    return fit(x, y, order, ridge)


def root_mean_square(values: Vector) -> float:
    """Return the root of the mean square; NaN for none."""
    return float(np.sqrt(np.mean(values**2))) if len(values) else float("nan")
