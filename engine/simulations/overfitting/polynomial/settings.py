"""Settings of the polynomial, and the points as they are first."""

from __future__ import annotations

from dataclasses import dataclass

from engine.improvement.polynomial_fit import BOOK_POINTS, HIGHEST_ORDER
from engine.settings import Setting


@dataclass(frozen=True, slots=True)
class DataPoint:
    """A point of the plane.

    Attributes
    ----------
    held : bool
        Whether it is held out: it judges the polynomial, which is fitted to the others.
    """

    x: float
    y: float
    held: bool = False


FIRST_POINTS = (*(DataPoint(x, y) for x, y in BOOK_POINTS), DataPoint(5.2, 10.4, held=True))
"""The book's ten points, and one more of its line that is held out."""

MOST_POINTS = 40

LEFT, RIGHT, LOW, HIGH = 0.0, 7.0, -4.0, 16.0
"""Ends of both axes: points stay within."""

FAR = (5.2, 6.0)
"""Places outside the points where line and polynomial are compared."""

SETTINGS: tuple[Setting, ...] = (
    Setting(
        "poly_order", "Order", HIGHEST_ORDER, "int", low=0, high=HIGHEST_ORDER,
        ends=(0, HIGHEST_ORDER), help="Highest power of x: 1 is a line.",
    ),
    Setting(
        "poly_ridge", "Ridge λ", 0.0, low=0, high=1_000, scale="log", ends=(1e-8, 10),
        help="Penalty λ Σ c² on the coefficients, of powers of x scaled to −1..1; 0 is none.",
    ),
)  # fmt: skip

LOOKS: frozenset[str] = frozenset()
