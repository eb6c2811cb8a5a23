"""Penalties on large weights; biases are never penalised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix


@dataclass(frozen=True, slots=True)
class Regulariser:
    """One entry of REGULARISERS.

    Attributes
    ----------
    code : int
        Code of the penalty in kernels.
    value : callable
        w -> penalty, to be multiplied by λ/n.
    gradient : callable
        w -> ∂(penalty)/∂w.
    """

    name: str
    code: int
    value: Callable[[Matrix], float]
    gradient: Callable[[Matrix], Matrix]
    formula: str
    source: str


def _no_penalty(w: Matrix) -> float:
    return 0.0


def _half_squares(w: Matrix) -> float:
    return 0.5 * float((w.astype(np.float64) ** 2).sum())


def _itself(w: Matrix) -> Matrix:
    return w


def _sum_of_sizes(w: Matrix) -> float:
    return float(np.abs(w.astype(np.float64)).sum())


def _sign(w: Matrix) -> Matrix:
    signs: Matrix = np.sign(w)
    return signs


REGULARISERS = (
    Regulariser("none", 0, _no_penalty, np.zeros_like, "", ""),
    Regulariser("l2", 2, _half_squares, _itself, "λ/2n Σ w²", "Nielsen (2015), ch. 3, eq. (87)"),
    Regulariser("l1", 1, _sum_of_sizes, _sign, "λ/n Σ |w|", "Nielsen (2015), ch. 3, eq. (95)"),
)
REGULARISER = {regulariser.name: regulariser for regulariser in REGULARISERS}
