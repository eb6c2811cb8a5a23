"""States of simulations: as a session shows them, and whether two are the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from engine.simulations.simulation import Simulation


def refreshed(simulation: Simulation, *observed: str) -> Any:
    """Return a simulation's state as a session shows it now."""
    simulation.refresh(frozenset(observed))
    return simulation.state()


def alike(one: Any, other: Any, but: str = "") -> bool:
    """Return whether two values are of one type and equal to the bit, NaN included.

    Fields named `but` may differ.
    """
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        same = one.shape == other.shape and one.dtype == other.dtype
        return bool(same and one.tobytes() == other.tobytes())
    if is_dataclass(one):
        names = [f.name for f in fields(one) if f.name != but]
        return all(alike(getattr(one, name), getattr(other, name), but) for name in names)
    if isinstance(one, Mapping):
        return list(one) == list(other) and all(alike(one[key], other[key], but) for key in one)
    if isinstance(one, list | tuple):
        pairs = zip(one, other, strict=False)
        return len(one) == len(other) and all(alike(*pair, but) for pair in pairs)
    return bool(one == other or (one != one and other != other))
