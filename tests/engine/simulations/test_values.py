"""Frozen values are compared by what is in them, arrays by their bits."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pytest

from engine.simulations.values import same_value


@dataclass(frozen=True, eq=False)
class Part:
    numbers: np.ndarray
    name: str = ""


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (1.0, 1.0, True),
        ("a", "b", False),
        (None, 0, False),
        (np.zeros(2), np.zeros(2), True),
        (np.zeros(2), -np.zeros(2), False),
        (np.zeros(2), None, False),
        (Part(np.ones(2)), np.ones(2), False),
        (np.zeros(2), np.zeros(2, np.float32), False),
        (np.full(2, np.nan), np.full(2, np.nan), True),
        (np.zeros((2, 1)), np.zeros((1, 2)), False),
        (Part(np.ones(2)), Part(np.ones(2)), True),
        (Part(np.ones(2)), Part(np.ones(2), "b"), False),
        ({"a": Part(np.ones(2))}, MappingProxyType({"a": Part(np.ones(2))}), True),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ((Part(np.ones(1)),), (Part(np.ones(1)), Part(np.ones(1))), False),
    ],
)
def test_values_are_the_same_to_the_bit_or_not(one, other, same):
    assert same_value(one, other) is same
    assert same_value(other, one) is same
