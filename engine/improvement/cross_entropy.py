"""The cross-entropy of one output: its derivation in numbers, its minimum, its swapped form."""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np

from engine.arrays import Matrix, Vector
from engine.functions.costs import CROSS_ENTROPY
from engine.perceptrons.perceptrons import sigmoid

MEAN_SLOPE = 1.0 / 6.0
"""∫₀¹ σ(1 − σ) dσ: the mean of σ′ over all outputs.  Nielsen (2015), ch. 3."""

NUDGE = 1e-5
"""Half the distance of the two places of a central difference."""


@dataclass(frozen=True, slots=True)
class Check:
    """Both sides of an equation in numbers.

    Attributes
    ----------
    left, right : float
    """

    left: float
    right: float

    @property
    def holds(self) -> bool:
        """Whether both sides are equal, up to the error of a central difference."""
        return abs(self.left - self.right) <= 1e-6 * max(1.0, abs(self.left), abs(self.right))


def logit(a: float) -> float:
    """Return the z with σ(z) = a, for 0 < a < 1.

    Examples
    --------
    >>> logit(0.5)
    0.0
    """
    return log(a / (1.0 - a))


def cross_entropy(a: Vector, y: float) -> Vector:
    """Return C = −[y ln a + (1 − y) ln(1 − a)] for each output.  Eq. (57)."""
    outputs: Matrix = np.asarray(a, np.float64)[:, None]
    return CROSS_ENTROPY.value(outputs, np.full(outputs.shape, y))


def entropy(y: Vector) -> Vector:
    """Return the entropy of each target, the cost of the best output.  Eq. (64)."""
    y = np.asarray(y, np.float64)
    inside = np.clip(y, 1e-300, 1.0)
    rest = np.clip(1.0 - y, 1e-300, 1.0)
    total: Vector = -(y * np.log(inside) + (1.0 - y) * np.log(rest))
    return total


def swapped(a: float, y: Vector) -> Vector:
    """Return −[a ln y + (1 − a) ln(1 − y)], the cost with a and y exchanged.

    It is infinite where y is 0 or 1, which are the usual targets.
    """
    with np.errstate(divide="ignore"):
        total: Vector = -(a * np.log(y) + (1.0 - a) * np.log(1.0 - y))
    return total


def checks(a: float, y: float, x: float) -> tuple[Check, ...]:
    """Return both sides of every line of the derivation.  Nielsen (2015), ch. 3, (71) to (77).

    The lines: the wish ∂C/∂b = a − y, reached by the cost that the last lines find; the chain
    rule with σ′ = a(1 − a); ∂C/∂a; its two parts; their integral; its minimum; the factor x.
    """
    z, slope = logit(a), a * (1.0 - a)
    needed = (a - y) / slope
    by_bias = _difference(z, 1.0, y)
    return (
        Check(by_bias, a - y),
        Check((sigmoid(z + NUDGE) - sigmoid(z - NUDGE)) / (2 * NUDGE), slope),
        Check(needed * slope, a - y),
        Check(-y / a + (1.0 - y) / (1.0 - a), needed),
        Check(_slope_at(a, y), needed),
        Check(_least(y), float(entropy(np.array([y]))[0]) + 0.0),
        Check(_difference(z, x, y), x * (a - y)),
    )


def _difference(z: float, x: float, y: float) -> float:
    """Return the central difference of C by a number that z follows x times as fast."""
    step = NUDGE * x
    above, below = cross_entropy(np.array([sigmoid(z + step), sigmoid(z - step)]), y)
    return float(above - below) / (2 * NUDGE)


def _slope_at(a: float, y: float) -> float:
    step = NUDGE * min(a, 1.0 - a)
    above, below = cross_entropy(np.array([a + step, a - step]), y)
    return float(above - below) / (2 * step)


def _least(y: float) -> float:
    """Return the least cost over a fine grid of outputs, the target among them."""
    outputs = np.union1d(np.linspace(0.0, 1.0, 1001), [y])
    return float(cross_entropy(outputs, y).min()) + 0.0
