"""Vocabulary of formulas: functions, constants and operators, with their implementations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from math import e, pi
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Vector
from engine.perceptrons.perceptrons import sigmoids

Values: TypeAlias = NDArray[np.float64]


def _logit(y: Vector) -> Vector:
    """Return σ⁻¹(y) = ln(y / (1 − y)).  Nielsen (2015), ch. 4, before eq. (113)."""
    return np.log(y / (1.0 - y))


ONE: Mapping[str, Callable[..., Any]] = {
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "exp": np.exp,
    "ln": np.log,
    "sqrt": np.sqrt,
    "abs": np.abs,
    "sign": np.sign,
    "floor": np.floor,
    "step": lambda z: np.heaviside(z, 1.0),
    "sigmoid": sigmoids,
    "logit": _logit,
    "tanh": np.tanh,
    "relu": lambda z: np.maximum(z, 0.0),
}
"""Functions of one argument; `step` is 1 from 0 on."""

SEVERAL: Mapping[str, Callable[..., Any]] = {
    "min": lambda *values: reduce(np.minimum, values),
    "max": lambda *values: reduce(np.maximum, values),
}
"""Functions of two or more arguments."""

NEGATE, POWER, DIVIDE = "negate", "^", "/"
OPERATIONS: Mapping[str, Callable[..., Any]] = {
    **ONE,
    **SEVERAL,
    NEGATE: np.negative,
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    DIVIDE: np.divide,
    POWER: np.power,
}
"""Implementation of every operation of an expression tree."""

CONSTANTS: Mapping[str, float] = {"pi": pi, "π": pi, "e": e}

ALIASES: Mapping[str, str] = {
    "log": "ln",
    "σ": "sigmoid",
    "√": "sqrt",
    "sen": "sin",
    "tg": "tan",
    "raiz": "sqrt",
    "raíz": "sqrt",
}
"""Alternative names of functions, some of them Spanish."""

INVERSES = ("σ⁻¹", "σ^-1", "σ^−1")
"""Spellings of σ⁻¹: one name, not a power."""

SYMBOLS: Mapping[str, str] = {
    "**": "^",
    "+": "+",
    "-": "-",
    "−": "-",
    "–": "-",
    "*": "*",
    "·": "*",
    "×": "*",
    "/": "/",
    "÷": "/",
    "^": "^",
}
"""Canonical operators by spelling, the longest first."""

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def function_of(word: str) -> str | None:
    """Return the canonical name of a function, None if the word is not one.

    Examples
    --------
    >>> function_of("log"), function_of("x")
    ('ln', None)
    """
    name = ALIASES.get(word, word)
    return name if name in ONE or name in SEVERAL else None
