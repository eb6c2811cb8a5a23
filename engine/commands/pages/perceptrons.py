"""What may be asked of perceptrons: the scale, the bench, a sigmoid neuron, four bits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class RestoreSettings:
    """Give the settings of a station the values of the book."""

    simulation_id: str
    station: str


# --- the bench ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LoadBench:
    """Put a prepared circuit on the bench; see `engine.perceptrons.benches.BENCHES`."""

    simulation_id: str
    name: str


@dataclass(frozen=True, slots=True)
class AddInput:
    """Add an input at a free place of the left edge."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class AddPerceptron:
    """Put a perceptron of bias 0 on the bench.

    Attributes
    ----------
    x, y : float or None
        0..1 from the left and from the top; None for a free place.
    """

    simulation_id: str
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True)
class MoveNode:
    """Put an input or a perceptron elsewhere; while it is being dragged, `finished` is False."""

    simulation_id: str
    node: int
    x: float
    y: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class RemoveNode:
    """Take an input or a perceptron away, with all its wires."""

    simulation_id: str
    node: int


@dataclass(frozen=True, slots=True)
class AddWire:
    """Lead an output into a perceptron; refused where signals would run in a circle."""

    simulation_id: str
    source: int
    target: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class RemoveWire:
    """Take a wire away."""

    simulation_id: str
    wire: int


@dataclass(frozen=True, slots=True)
class SetWire:
    """Give a wire another weight; while it is being dragged, `finished` is False."""

    simulation_id: str
    wire: int
    weight: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class SetBias:
    """Give a perceptron another bias; while it is being dragged, `finished` is False."""

    simulation_id: str
    node: int
    bias: float
    finished: bool = True


# --- four bits ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SetBitWeight:
    """Set one number of the extra layer; while it is being dragged, `finished` is False.

    Attributes
    ----------
    bit : int
        0..3, the first stands for 8.
    digit : int or None
        0..9; None for the bias.
    """

    simulation_id: str
    bit: int
    digit: int | None
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class FillBits:
    """Fill a solution in: +10 where the digit has the bit, −10 where it has not, no bias."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class ClearBits:
    """Set all weights and biases of the extra layer to 0."""

    simulation_id: str


# --- transport ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShowStation:
    """Look at another station: "decision", "bench", "sigmoid" or "bits"."""

    simulation_id: str
    station: str


@dataclass(frozen=True, slots=True)
class ShowRow:
    """Show a row of the station's table, from 0."""

    simulation_id: str
    row: int


@dataclass(frozen=True, slots=True)
class ToggleInput:
    """Show the row in which one input, from 0, is the other way round."""

    simulation_id: str
    input: int


PerceptronEdit: TypeAlias = (
    RestoreSettings
    | LoadBench
    | AddInput
    | AddPerceptron
    | MoveNode
    | RemoveNode
    | AddWire
    | RemoveWire
    | SetWire
    | SetBias
    | SetBitWeight
    | FillBits
    | ClearBits
)
PerceptronMove: TypeAlias = ShowStation | ShowRow | ToggleInput
