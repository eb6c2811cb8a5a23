"""Typed formulas of targets f(x), activations s(z) and surfaces f(x, y), with their checks."""

from __future__ import annotations

import numpy as np

from engine.formulas import Formula, check_finite, parse

PLACES = np.linspace(0.0, 1.0, 1001)
"""Points at which a target must be defined."""

SQUARE = np.linspace(0.0, 1.0, 101)
"""Coordinates along each side at which a surface must be defined."""

SUMS = np.linspace(-10.0, 10.0, 401)
"""Points at which an activation must be defined."""


def read_target(text: str) -> Formula:
    """Parse a target function of x.

    Raises
    ------
    SettingError
        If it cannot be parsed, or is undefined or too large somewhere on 0..1.
    """
    formula = parse(text, ("x",))
    check_finite(formula, x=PLACES)
    return formula


def read_activation(text: str) -> Formula:
    """Parse an activation function of z.

    Raises
    ------
    SettingError
        If it cannot be parsed, or is undefined or too large somewhere on −10..10.
    """
    formula = parse(text, ("z",))
    check_finite(formula, z=SUMS)
    return formula


def read_surface(text: str) -> Formula:
    """Parse a surface, a function of x and y.

    Raises
    ------
    SettingError
        If it cannot be parsed, or is undefined or too large somewhere on the unit square.
    """
    formula = parse(text, ("x", "y"))
    check_finite(formula, x=SQUARE[None, :], y=SQUARE[:, None])
    return formula
