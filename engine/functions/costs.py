"""Cost functions: value and gradient ∂C/∂a side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix, Vector

TINY = 1e-30
"""Smallest probability whose logarithm is taken; keeps every cost finite in float32."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One entry of COSTS.

    Attributes
    ----------
    label : str
        Name on screen, translated by the window.
    code : int
        Code of the function in kernels, its place in `engine.kernels.costs.PAIRS`.
    value : callable
        (a, y) -> cost of each example, float64, shape (batch,).
    gradient : callable
        (a, y) -> ∂C/∂a, shape (batch, outputs).
    value_program, gradient_program : str
        NumPy expressions of C and ∂C/∂a in a and y of one example, for exported programs.
    natural : str
        Name of the output activation whose derivative the gradient cancels; "" if there is none.
    natural_program : str
        NumPy expression of δ of those outputs.
    probabilities : bool
        Whether outputs must lie between 0 and 1.
    """

    name: str
    label: str
    code: int
    value: Callable[[Matrix, Matrix], Vector]
    gradient: Callable[[Matrix, Matrix], Matrix]
    value_program: str
    gradient_program: str
    formula: str
    source: str
    natural: str = ""
    natural_program: str = ""
    probabilities: bool = False


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
    name="quadratic", label="quadratic", code=0,
    value=_quadratic, value_program="np.sum((a - y)**2) / 2",
    gradient=_quadratic_gradient, gradient_program="a - y",
    formula="C = ½ Σ (a − y)²", source="Nielsen (2015), ch. 1, eq. (6)",
)  # fmt: skip
CROSS_ENTROPY = Cost(
    name="cross-entropy", label="cross-entropy", code=1,
    value=_cross_entropy, value_program="-np.sum(y * log(a) + (1 - y) * log(1 - a))",
    gradient=_cross_entropy_gradient, gradient_program="(a - y) / (a * (1 - a))",
    formula="C = −Σ [y ln a + (1 − y) ln(1 − a)]", source="Nielsen (2015), ch. 3, eq. (63)",
    natural="sigmoid", natural_program="a - y", probabilities=True,
)  # fmt: skip
LOG_LIKELIHOOD = Cost(
    name="log-likelihood", label="log-likelihood", code=2,
    value=_log_likelihood, value_program="-np.sum(y * log(a))",
    gradient=_log_likelihood_gradient, gradient_program="-y / a",
    formula="C = −ln a_y", source="Nielsen (2015), ch. 3, eq. (80)",
    natural="softmax", natural_program="a * y.sum() - y", probabilities=True,
)  # fmt: skip

COSTS = (QUADRATIC, CROSS_ENTROPY, LOG_LIKELIHOOD)
COST = {cost.name: cost for cost in COSTS}

NATURAL_COST = {cost.natural: cost.name for cost in COSTS if cost.natural}
"""The cost that cancels an output activation's derivative, so that δ = a − y, by its name."""
