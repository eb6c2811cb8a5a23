"""Activations side by side: those of the table and a typed formula, with their derivatives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from engine.arrays import Matrix, Vector
from engine.functions.activations import HIDDEN, Activation
from engine.universality.typed_functions import read_formula

OWN = "own"
"""Name of the function with a typed formula."""

NAMES = (*(activation.name for activation in HIDDEN), OWN)

SMALL = 1e-4
"""Step h of the central difference (f(z + h) − f(z − h)) / 2h."""

FLAT = 1e-6
"""A neuron with a slope below this for every example learns nothing: it is dead."""


@dataclass(frozen=True, slots=True)
class BenchFunction:
    """A function of single neurons.

    Attributes
    ----------
    value : callable
        z -> a, elementwise, float64.
    slope : callable
        (z, a) -> da/dz.
    """

    name: str
    value: Callable[[Matrix], Matrix]
    slope: Callable[[Matrix, Matrix], Matrix]


def of_table(activation: Activation) -> BenchFunction:
    """Return an entry of ACTIVATIONS."""
    return BenchFunction(activation.name, activation.value, activation.derivative)


@lru_cache(maxsize=8)
def of_formula(text: str) -> BenchFunction:
    """Return the function of a typed formula in z; its slope is a central difference.

    Raises
    ------
    SettingError
        If the formula cannot be read, or has no value somewhere between −10 and 10.
    """
    formula = read_formula("activation", text)

    def value(z: Matrix) -> Matrix:
        return formula(z=z)

    def slope(z: Matrix, a: Matrix) -> Matrix:
        return difference(value, z)

    return BenchFunction(OWN, value, slope)


def bench_functions(text: str) -> tuple[BenchFunction, ...]:
    """Return all functions, in the order of NAMES."""
    return (*map(of_table, HIDDEN), of_formula(text))


def difference(value: Callable[[Matrix], Matrix], z: Matrix, step: float = SMALL) -> Matrix:
    """Return the central difference of a function at some places."""
    with np.errstate(all="ignore"):
        change: Matrix = (value(z + step) - value(z - step)) / (2.0 * step)
    return change


def disagreement(function: BenchFunction, z: Vector) -> float:
    """Return the largest difference between a slope and a central difference of half the step.

    A kink that lies between the places z ± h makes it large; the places themselves decide.
    """
    with np.errstate(all="ignore"):
        slope = function.slope(z, function.value(z))
    apart = np.abs(slope - difference(function.value, z, SMALL / 2.0))
    return float(np.nanmax(apart)) if np.isfinite(apart).any() else float("nan")
