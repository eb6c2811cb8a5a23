"""Functions that a person types: a target over 0..1, an activation over z, a surface over both."""

from __future__ import annotations

import numpy as np

from engine.formulas import Formula, check_finite, parse

PLACES = np.linspace(0.0, 1.0, 1001)
"""Where a target of one input must have a value."""

SQUARE = np.linspace(0.0, 1.0, 101)
"""Where a surface must have one, along each side."""

SUMS = np.linspace(-10.0, 10.0, 401)
"""Where an activation must have one."""


def read_target(text: str) -> Formula:
    """Return a function of x.

    Raises
    ------
    SettingError
        If it cannot be read, or has no value somewhere on 0..1.
    """
    formula = parse(text, ("x",))
    check_finite(formula, x=PLACES)
    return formula


def read_activation(text: str) -> Formula:
    """Return a function of z.

    Raises
    ------
    SettingError
        If it cannot be read, or has no value somewhere on −10..10.
    """
    formula = parse(text, ("z",))
    check_finite(formula, z=SUMS)
    return formula


def read_surface(text: str) -> Formula:
    """Return a function of x and y.

    Raises
    ------
    SettingError
        If it cannot be read, or has no value somewhere on the unit square.
    """
    formula = parse(text, ("x", "y"))
    check_finite(formula, x=SQUARE[None, :], y=SQUARE[:, None])
    return formula
