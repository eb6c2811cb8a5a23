"""Commands that change settings and weights, and undo."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]


Stroke: TypeAlias = tuple[Point, ...]


Value: TypeAlias = str | int | float | bool


@dataclass(frozen=True, slots=True)
class SetSetting:
    """Give one declared parameter of a run another value, without losing what was learned.

    While it is being dragged, `finished` is False: all of a drag is one edit.
    """

    simulation_id: str
    name: str
    value: Value
    finished: bool = True


@dataclass(frozen=True, slots=True)
class SetWeight:
    """Set one weight or bias of the network that learns.

    Attributes
    ----------
    layer, neuron : int
        From 0; of the dense layers.
    input : int or None
        Which weight of the neuron, from 0; None for its bias.
    finished : bool
        False while it is being dragged: all of a drag is one edit.
    """

    simulation_id: str
    layer: int
    neuron: int
    input: int | None
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class Undo:
    """Take the latest edit back."""


@dataclass(frozen=True, slots=True)
class Redo:
    """Do again the edit that was taken back last."""
