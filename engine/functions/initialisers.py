"""Random distributions of the initial weights and biases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix, Vector

CONSTANT = 0.1
"""Value of every weight under the "constant" initialiser: shows why symmetry must be broken."""


@dataclass(frozen=True, slots=True)
class Initialiser:
    """One entry of INITIALISERS.

    Attributes
    ----------
    deviation : callable
        (n_in, n_out) -> standard deviation of the normally distributed weights.
    bias_deviation : float
        Standard deviation of the biases; 0 starts them at 0.
    constant : float
        Mean of the weights.
    """

    name: str
    deviation: Callable[[int, int], float]
    bias_deviation: float
    formula: str
    source: str
    constant: float = 0.0

    def draw(self, generator: np.random.Generator, n_in: int, n_out: int) -> tuple[Matrix, Vector]:
        """Return weights, shape (n_in, n_out), and biases, shape (n_out,), in float64."""
        noise = generator.standard_normal((n_in, n_out))
        biases = generator.standard_normal(n_out) * self.bias_deviation
        return noise * self.deviation(n_in, n_out) + self.constant, biases


def _one(n_in: int, n_out: int) -> float:
    return 1.0


def _fan_in(n_in: int, n_out: int) -> float:
    return float(n_in**-0.5)


def _he(n_in: int, n_out: int) -> float:
    return float((2 / n_in) ** 0.5)


def _glorot(n_in: int, n_out: int) -> float:
    return float((2 / (n_in + n_out)) ** 0.5)


def _none(n_in: int, n_out: int) -> float:
    return 0.0


INITIALISERS = (
    Initialiser(
        "1/sqrt(n_in)",
        _fan_in,
        1.0,
        "w ~ N(0, 1/n_in), b ~ N(0, 1)",
        "Nielsen (2015), ch. 3, weight initialization",
    ),
    Initialiser("normal", _one, 1.0, "w, b ~ N(0, 1)", "Nielsen (2015), ch. 1"),
    Initialiser("he", _he, 0.0, "w ~ N(0, 2/n_in), b = 0", "He et al. (2015), eq. (10)"),
    Initialiser(
        "glorot",
        _glorot,
        0.0,
        "w ~ N(0, 2/(n_in + n_out)), b = 0",
        "Glorot and Bengio (2010), eq. (12)",
    ),
    Initialiser(
        "constant", _none, 0.0, "w = 0.1, b = 0", "symmetry is never broken", constant=CONSTANT
    ),
)
INITIALISER = {initialiser.name: initialiser for initialiser in INITIALISERS}
