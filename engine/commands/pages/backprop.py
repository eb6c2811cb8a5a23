"""Commands of the Backprop page: values, activations, selection, timing of passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

NumberKind: TypeAlias = Literal["w", "b", "x", "y"]


@dataclass(frozen=True, slots=True)
class SetNumber:
    """Set one value of the example or of its network.

    Attributes
    ----------
    kind : str
        "w", a weight; "b", a bias; "x", an input; "y", a target.
    layer, neuron : int
        Indices from 0, counting layers with weights. For inputs and targets the layer is 0.
    source : int
        Index of a weight's input, from 0.
    finished : bool
        False during a drag: a whole drag is one edit.
    """

    simulation_id: str
    kind: NumberKind
    layer: int
    neuron: int
    source: int
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class SetFunction:
    """Set the activation function of one neuron; "" restores that of its layer."""

    simulation_id: str
    layer: int
    neuron: int
    function: str


@dataclass(frozen=True, slots=True)
class SelectPart:
    """Select one weight, or with `source` None a neuron and its bias."""

    simulation_id: str
    layer: int
    neuron: int
    source: int | None


@dataclass(frozen=True, slots=True)
class NudgeNeuron:
    """Add `amount` to the weighted input of the selected neuron (the book's demon)."""

    simulation_id: str
    amount: float


@dataclass(frozen=True, slots=True)
class TimePasses:
    """Time backpropagation (two passes) against finite differences (one pass per weight).

    Attributes
    ----------
    layers : str
        Up to 784-30-10; "" for the network shown.
    """

    simulation_id: str
    layers: str


@dataclass(frozen=True, slots=True)
class StopMeasuring:
    """Stop timing."""

    simulation_id: str


BackpropEdit: TypeAlias = SetNumber | SetFunction
BackpropMove: TypeAlias = SelectPart | NudgeNeuron | TimePasses | StopMeasuring
