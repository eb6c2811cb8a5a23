"""Cost functions: value and gradient ∂C/∂a side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix, Vector

TINY = 1e-30
"""Smallest probability whose logarithm is taken; keeps every cost finite in float32."""


@dataclass(frozen=True, slots=True)
class Cost:
    """One entry of COSTS.

    Attributes
    ----------
    code : int
        Code of the function in kernels.
    value : callable
        (a, y) -> cost of each example, float64, shape (batch,).
    gradient : callable
        (a, y) -> ∂C/∂a, shape (batch, outputs).
    """

    name: str
    code: int
    value: Callable[[Matrix, Matrix], Vector]
    gradient: Callable[[Matrix, Matrix], Matrix]
    formula: str
    source: str


def _quadratic(a: Matrix, y: Matrix) -> Vector:
    difference = a.astype(np.float64) - y
    total: Vector = 0.5 * (difference * difference).sum(axis=-1)
    return total


def _quadratic_gradient(a: Matrix, y: Matrix) -> Matrix:
    difference: Matrix = a - y
    return difference


def _log(p: Matrix) -> Matrix:
    logarithm: Matrix = np.log(np.maximum(p, TINY))
    return logarithm


def _cross_entropy(a: Matrix, y: Matrix) -> Vector:
    a = a.astype(np.float64)
    total: Vector = -(y * _log(a) + (1 - y) * _log(1 - a)).sum(axis=-1)
    return total


def _cross_entropy_gradient(a: Matrix, y: Matrix) -> Matrix:
    gradient: Matrix = (a - y) / np.maximum(a * (1 - a), TINY)
    return gradient


def _log_likelihood(a: Matrix, y: Matrix) -> Vector:
    total: Vector = -(y * _log(a.astype(np.float64))).sum(axis=-1)
    return total


def _log_likelihood_gradient(a: Matrix, y: Matrix) -> Matrix:
    gradient: Matrix = -y / np.maximum(a, TINY)
    return gradient


QUADRATIC = Cost(
    "quadratic",
    0,
    _quadratic,
    _quadratic_gradient,
    "C = ½ Σ (a − y)²",
    "Nielsen (2015), ch. 1, eq. (6)",
)
CROSS_ENTROPY = Cost(
    "cross-entropy",
    1,
    _cross_entropy,
    _cross_entropy_gradient,
    "C = −Σ [y ln a + (1 − y) ln(1 − a)]",
    "Nielsen (2015), ch. 3, eq. (63)",
)
LOG_LIKELIHOOD = Cost(
    "log-likelihood",
    2,
    _log_likelihood,
    _log_likelihood_gradient,
    "C = −ln a_y",
    "Nielsen (2015), ch. 3, eq. (80)",
)

COSTS = (QUADRATIC, CROSS_ENTROPY, LOG_LIKELIHOOD)
COST = {cost.name: cost for cost in COSTS}

NATURAL_COST = {"sigmoid": "cross-entropy", "softmax": "log-likelihood"}
"""The cost that cancels an output activation's derivative, so that δ = a − y."""
