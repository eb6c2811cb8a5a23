"""View of the station of the polynomial."""

from __future__ import annotations

from dataclasses import dataclass

from engine.arrays import Vector
from engine.simulations.overfitting.polynomial.settings import DataPoint


@dataclass(frozen=True, slots=True, eq=False)
class PolynomialView:
    """The polynomial, the line y = 2x, and how both do inside and outside the points.

    Attributes
    ----------
    points : tuple of DataPoint
    order : int
    ridge : float
    x, y : Vector, shape (n,)
        The curve of the polynomial.
    inside : tuple of float
        Least and largest x of the fitted points.
    coefficients : Vector, shape (order + 1,)
        Of the powers of x, the highest first.
    far : tuple of float
        Places outside.
    polynomial_far, line_far : tuple of float
        Values of polynomial and line there.
    residual, line_residual : float
        Root mean square of what they miss the fitted points by.
    judged, line_judged : float
        The same for the points that are held out; NaN without any.
    residuals, judgements : Vector, shape (orders,)
        Root mean squares of all orders, with the same ridge.
    """

    points: tuple[DataPoint, ...]
    order: int
    ridge: float
    x: Vector
    y: Vector
    inside: tuple[float, float]
    coefficients: Vector
    far: tuple[float, ...]
    polynomial_far: tuple[float, ...]
    line_far: tuple[float, ...]
    residual: float
    line_residual: float
    judged: float
    line_judged: float
    residuals: Vector
    judgements: Vector
