"""Equality of frozen values: arrays by their bits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass

import numpy as np


def same_value(one: object, other: object) -> bool:
    """Return whether two values of dataclasses, mappings, tuples and arrays are equal.

    Examples
    --------
    >>> same_value((1.0, np.zeros(2)), (1.0, np.zeros(2)))
    True
    >>> same_value(np.zeros(2), -np.zeros(2))
    False
    """
    if one is other:
        return True
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same_value(one[key], other[key]) for key in one)
    if isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        alike = (one.dtype, one.shape) == (other.dtype, other.shape)
        return alike and one.tobytes() == other.tobytes()
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return False
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return len(one) == len(other) and all(map(same_value, one, other))
    if is_dataclass(one) and type(one) is type(other):
        names = [field.name for field in fields(one)]
        return all(same_value(getattr(one, name), getattr(other, name)) for name in names)
    return bool(one == other)
