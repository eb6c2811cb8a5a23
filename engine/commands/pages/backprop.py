"""Commands of the Backprop page: values, activations, selection, timing of passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from engine.commands.command import Command, Edit

NumberKind: TypeAlias = Literal["w", "b", "x", "y"]


@dataclass(frozen=True, slots=True)
class SetNumber(Edit):
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

    drag_target: ClassVar = ("kind", "layer", "neuron", "source")

    simulation_id: str
    kind: NumberKind
    layer: int
    neuron: int
    source: int
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class SetFunction(Edit):
    """Set the activation function of one neuron; "" restores that of its layer."""

    simulation_id: str
    layer: int
    neuron: int
    function: str


@dataclass(frozen=True, slots=True)
class SelectPart(Command):
    """Select one weight, or with `source` None a neuron and its bias."""

    drag_target: ClassVar = ()

    simulation_id: str
    layer: int
    neuron: int
    source: int | None


@dataclass(frozen=True, slots=True)
class NudgeNeuron(Command):
    """Add `amount` to the weighted input of the selected neuron (the book's demon)."""

    drag_target: ClassVar = ()

    simulation_id: str
    amount: float


@dataclass(frozen=True, slots=True)
class TimePasses(Command):
    """Time backpropagation (two passes) against finite differences (one pass per weight).

    Attributes
    ----------
    layers : str
        Up to 784-30-10; "" for the network shown.
    """

    simulation_id: str
    layers: str


@dataclass(frozen=True, slots=True)
class StopMeasuring(Command):
    """Stop timing."""

    simulation_id: str
