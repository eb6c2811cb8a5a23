"""Commands of the Backprop page: values, activations, selection, timing of passes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.commands.command import DraggedEdit, Edit, SimulationCommand

NumberKind: TypeAlias = Literal["w", "b", "x", "y"]


@dataclass(frozen=True, slots=True)
class SetNumber(DraggedEdit, drag_target=("kind", "layer", "neuron", "source")):
    """Set one value of the example or of its network.

    Attributes
    ----------
    kind : str
        "w", a weight; "b", a bias; "x", an input; "y", a target.
    layer, neuron : int
        Indices from 0, counting layers with weights. For inputs and targets the layer is 0.
    source : int
        Index of a weight's input, from 0.
    """

    kind: NumberKind
    layer: int
    neuron: int
    source: int
    value: float


@dataclass(frozen=True, slots=True)
class SetFunction(Edit):
    """Set the activation function of one neuron; "" restores that of its layer."""

    layer: int
    neuron: int
    function: str


@dataclass(frozen=True, slots=True)
class SelectPart(SimulationCommand, drag_target=()):
    """Select one weight, or with `source` None a neuron and its bias."""

    layer: int
    neuron: int
    source: int | None


@dataclass(frozen=True, slots=True)
class NudgeNeuron(SimulationCommand, drag_target=()):
    """Add `amount` to the weighted input of the selected neuron (the book's demon)."""

    amount: float


@dataclass(frozen=True, slots=True)
class TimePasses(SimulationCommand):
    """Time backpropagation (two passes) against finite differences (one pass per weight).

    Attributes
    ----------
    layers : str
        Up to 784-30-10; "" for the network shown.
    """

    layers: str


@dataclass(frozen=True, slots=True)
class StopMeasuring(SimulationCommand):
    """Stop timing."""
