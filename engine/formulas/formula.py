"""Parsed formulas, their evaluation, and a check for undefined values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from engine.errors import SettingError
from engine.formulas.words import DIVIDE, OPERATIONS, POWER, Values

LARGEST = 1e6
"""Largest magnitude of a value that can be drawn or learned."""

DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or a constant such as π."""

    value: float

    def evaluate(self, values: Mapping[str, Values]) -> Values:
        """Return the number, shape ()."""
        return np.array(self.value)


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the formula."""

    name: str

    def evaluate(self, values: Mapping[str, Values]) -> Values:
        """Return the values of the variable."""
        return values[self.name]


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation on the values of other parts.

    Attributes
    ----------
    name : str
        One of `OPERATIONS`.
    arguments : tuple of Part
    start, stop : int
        The part is text[start:stop] of its formula.
    """

    name: str
    arguments: tuple[Part, ...]
    start: int
    stop: int

    def evaluate(self, values: Mapping[str, Values]) -> Values:
        """Return the result of the operation on the values of the arguments."""
        found: Values = OPERATIONS[self.name](*(each.evaluate(values) for each in self.arguments))
        return found


Part: TypeAlias = Number | Variable | Operation


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula, evaluated on arrays of any shape.

    Attributes
    ----------
    text : str
        As it was typed.
    variables : tuple of str
    root : Part
        Root of the expression tree.
    """

    text: str
    variables: tuple[str, ...]
    root: Part

    def __call__(self, **values: ArrayLike) -> Values:
        """Evaluate the formula.

        Parameters
        ----------
        values : array-like
            One for each of `variables`, of shapes that can be broadcast together.

        Returns
        -------
        ndarray, float64
            Of the common shape; NaN or infinite where the formula is undefined.
        """
        if set(values) != set(self.variables):
            raise TypeError(f"expected values of {self.variables}, got {tuple(values)}")
        arrays = {name: np.asarray(each, dtype=np.float64) for name, each in values.items()}
        shape = np.broadcast_shapes(*(each.shape for each in arrays.values()))
        with np.errstate(all="ignore"):
            found = np.asarray(self.root.evaluate(arrays), dtype=np.float64)
        return np.broadcast_to(found, shape).copy()


def check_finite(formula: Formula, **grids: ArrayLike) -> None:
    """Reject a formula with an undefined or too large value.

    Parameters
    ----------
    grids : array-like
        Points to check, one array for each variable.

    Raises
    ------
    SettingError
        If a value is undefined, infinite, or larger than `LARGEST` in magnitude; names the first
        such point, and the part of the formula that fails there.
    """
    found = formula(**grids)
    # a comparison with NaN is false, so NaN counts as bad
    bad = np.flatnonzero(~(np.abs(found.ravel()) <= LARGEST))
    if not len(bad):
        return
    arrays = np.broadcast_arrays(*(np.asarray(grids[name]) for name in formula.variables))
    here = {
        name: np.float64(array.ravel()[bad[0]])
        for name, array in zip(formula.variables, arrays, strict=True)
    }
    place = ", ".join(f"{name} = {_short(float(value))}" for name, value in here.items())
    with np.errstate(all="ignore"):
        part, defined = _culprit(formula, {name: np.array(each) for name, each in here.items()})
    if defined:
        raise SettingError(
            "expected values up to {most:,.0f} in size, got more from {part} at {place}; make them "
            "smaller",
            most=LARGEST,
            part=part,
            place=place,
        )
    raise SettingError(
        "{part} has no value at {place}; choose a formula that has one everywhere",
        part=part,
        place=place,
    )


def _culprit(formula: Formula, here: Mapping[str, Values]) -> tuple[str, bool]:
    """Return the innermost failing part, and whether it is defined but too large."""
    part: Part = formula.root
    while isinstance(part, Operation):
        wrong = (each for each in part.arguments if not np.isfinite(each.evaluate(here)))
        inner = next(wrong, None)
        if inner is None:
            break
        part = inner
    if not isinstance(part, Operation):
        return formula.text, True
    return formula.text[part.start : part.stop], _has_value(part, here)


def _has_value(part: Operation, here: Mapping[str, Values]) -> bool:
    """Return whether a part with finite arguments is defined, perhaps with overflow."""
    value = float(part.evaluate(here))
    if np.isfinite(value):
        return True
    poles = {DIVIDE: 1, POWER: 0, "ln": 0, "logit": 0}
    at_zero = part.name in poles and float(part.arguments[poles[part.name]].evaluate(here)) == 0
    return not (np.isnan(value) or at_zero or part.name == "logit")


def _short(value: float) -> str:
    """Format a coordinate with two decimals if they are exact."""
    short = f"{value:.{DECIMALS}f}"
    return short if abs(float(short) - value) < 1e-9 else f"{value:.4g}"
