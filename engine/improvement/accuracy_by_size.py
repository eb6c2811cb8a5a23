"""Accuracy over the number of training pictures, and power laws fitted to its error.

Nielsen (2015), ch. 3, "Other techniques for regularization".
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np

from engine.arrays import Vector
from engine.improvement.stored_series import stored_series

SIZES = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)
"""The book's sizes of the training set."""

BOOK = (0.6909, 0.7637, 0.8529, 0.8885, 0.9127, 0.9324, 0.9489, 0.9585, 0.9597)
BOOK_VECTORS = (0.2507, 0.4893, 0.7513, 0.8387, 0.8849, 0.9146, 0.9245, 0.9347, 0.9448)
"""The book's accuracies on the validation set: its network, and a support vector machine."""

GUESSING, DARKNESS = 0.1, 0.2225
"""Accuracy of a random guess, and of a guess by the average darkness of the picture."""

FLOORS = 200
"""Floors that are tried, from 0 to the least error of the fitted points."""


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Accuracies of one method at several sizes.

    Attributes
    ----------
    name : str
        "ours", "book", "vectors" (ours) or "book vectors".
    sizes, accuracy : Vector, shape (n,)
    version : str
        Of the program that measured them; "" for the book's.
    """

    name: str
    sizes: Vector
    accuracy: Vector
    version: str = ""


@dataclass(frozen=True, slots=True)
class PowerLaw:
    """Error(n) = factor · n^(−exponent) + floor, as a share 0..1."""

    factor: float
    exponent: float
    floor: float = 0.0

    def error(self, sizes: Vector) -> Vector:
        """Return the error at sizes of the training set."""
        found: Vector = self.factor * np.asarray(sizes, np.float64) ** -self.exponent + self.floor
        return found

    def size_for(self, error: float) -> float:
        """Return the size at which the error falls to a value; NaN if it never does."""
        if error <= self.floor or self.exponent <= 0:
            return nan
        return float((self.factor / (error - self.floor)) ** (1 / self.exponent))


def fit(sizes: Vector, accuracy: Vector, *, with_floor: bool = False) -> PowerLaw:
    """Fit a power law to errors by least squares of their logarithms.

    Parameters
    ----------
    sizes, accuracy : Vector, shape (n,)
        At least two points of different sizes.
    with_floor : bool
        Whether an error that never goes away is fitted too; needs three points.
    """
    error, x = 1 - np.asarray(accuracy, np.float64), np.log(np.asarray(sizes, np.float64))
    least = float(error.min())
    tried = np.linspace(0, least, FLOORS, endpoint=False) if with_floor and len(x) > 2 else [0.0]
    best, found = np.inf, PowerLaw(nan, nan)
    for floor in tried:
        slope, height = np.polyfit(x, np.log(error - floor), 1)
        law = PowerLaw(float(np.exp(height)), float(-slope), float(floor))
        # judged by the errors themselves, or a floor could not lose
        miss = float(((np.log(law.error(sizes)) - np.log(error)) ** 2).sum())
        if miss < best:
            best, found = miss, law
    return found


def known_series() -> tuple[Series, ...]:
    """Return what is known: our stored results, and the book's series."""
    sizes = np.array(SIZES, np.float64)
    found = [
        Series("book", sizes, np.array(BOOK)),
        Series("book vectors", sizes, np.array(BOOK_VECTORS)),
    ]
    for name, experiment in (("vectors", "3.K"), ("ours", "3.J")):
        stored = stored_series(experiment)
        if stored is not None:
            own = np.array([float(size) for size in stored.series])
            accuracy = np.array(list(stored.series.values()))
            found.insert(0, Series(name, own, accuracy, stored.version))
    return tuple(found)
