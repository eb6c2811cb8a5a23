"""What may be asked of the Backprop page: numbers, functions, what is looked at, a count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

NumberKind: TypeAlias = Literal["w", "b", "x", "y"]


@dataclass(frozen=True, slots=True)
class SetNumber:
    """Set one number of the example or of its network.

    Attributes
    ----------
    kind : str
        "w", a weight; "b", a bias; "x", an input; "y", a target.
    layer, neuron : int
        From 0; of the layers that have weights. For inputs and targets the layer is 0.
    source : int
        Of a weight: which input of the neuron, from 0.
    finished : bool
        False while it is being dragged: then it joins the undo log only at the end.
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
    """Give one neuron an activation function of its own; "" gives it that of its layer."""

    simulation_id: str
    layer: int
    neuron: int
    function: str


@dataclass(frozen=True, slots=True)
class SelectPart:
    """Look at one weight, or with `source` None at a neuron and its bias."""

    simulation_id: str
    layer: int
    neuron: int
    source: int | None


@dataclass(frozen=True, slots=True)
class NudgeNeuron:
    """Let the demon add so much to the weighted input of the neuron that is looked at."""

    simulation_id: str
    amount: float


@dataclass(frozen=True, slots=True)
class TimePasses:
    """Time two passes of backpropagation against one pass for each weight.

    Attributes
    ----------
    layers : str
        Up to 784-30-10; "" takes the network on the stage.
    """

    simulation_id: str
    layers: str


@dataclass(frozen=True, slots=True)
class StopMeasuring:
    """Let the measurement go."""

    simulation_id: str


BackpropEdit: TypeAlias = SetNumber | SetFunction
BackpropMove: TypeAlias = SelectPart | NudgeNeuron | TimePasses | StopMeasuring
