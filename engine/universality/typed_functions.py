"""Typed formulas of targets f(x), activations s(z) and surfaces f(x, y), with their checks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from engine.arrays import Matrix
from engine.formulas import Formula, check_finite, parse

SIDE = np.linspace(0.0, 1.0, 101)

DOMAINS: Mapping[str, Mapping[str, Matrix]] = {
    "target": {"x": np.linspace(0.0, 1.0, 1001)},
    "activation": {"z": np.linspace(-10.0, 10.0, 401)},
    "plane": {"x": SIDE[None, :], "y": SIDE[:, None]},
}
"""Points at which a formula must be defined, by its kind and its variables."""


def read_formula(kind: str, text: str) -> Formula:
    """Parse a formula of a kind, a key of DOMAINS.

    Raises
    ------
    SettingError
        If it cannot be parsed, or is undefined or too large somewhere on its domain.
    """
    formula = parse(text, tuple(DOMAINS[kind]))
    check_finite(formula, **DOMAINS[kind])
    return formula
