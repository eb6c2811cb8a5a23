"""Commands of the Perceptrons page: decision, circuit bench, sigmoid neuron, four bits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Command, Edit


@dataclass(frozen=True, slots=True)
class RestoreSettings(Edit):
    """Reset the settings of a station to the book's values."""

    simulation_id: str
    station: str


# --- the bench ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LoadBench(Edit):
    """Load a prepared circuit of `engine.perceptrons.benches.BENCHES`."""

    simulation_id: str
    name: str


@dataclass(frozen=True, slots=True)
class AddInput(Edit):
    """Add an input at a free position on the left edge."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class AddPerceptron(Edit):
    """Add a perceptron of bias 0 to the bench.

    Attributes
    ----------
    x, y : float or None
        0..1 from the left and from the top; None for a free position.
    """

    simulation_id: str
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True)
class MoveNode(Edit):
    """Move an input or a perceptron; during a drag `finished` is False."""

    drag_target: ClassVar = ("node",)

    simulation_id: str
    node: int
    x: float
    y: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class RemoveNode(Edit):
    """Remove an input or a perceptron with all its wires."""

    simulation_id: str
    node: int


@dataclass(frozen=True, slots=True)
class AddWire(Edit):
    """Connect an output to a perceptron; refused if it would create a cycle."""

    simulation_id: str
    source: int
    target: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class RemoveWire(Edit):
    """Remove a wire."""

    simulation_id: str
    wire: int


@dataclass(frozen=True, slots=True)
class SetWire(Edit):
    """Set a wire's weight; during a drag `finished` is False."""

    drag_target: ClassVar = ("wire",)

    simulation_id: str
    wire: int
    weight: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class SetBias(Edit):
    """Set a perceptron's bias; during a drag `finished` is False."""

    drag_target: ClassVar = ("node",)

    simulation_id: str
    node: int
    bias: float
    finished: bool = True


# --- four bits ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SetBitWeight(Edit):
    """Set one weight or bias of the extra layer; during a drag `finished` is False.

    Attributes
    ----------
    bit : int
        0..3; bit 0 has the value 8.
    digit : int or None
        0..9; None for the bias.
    """

    drag_target: ClassVar = ("bit", "digit")

    simulation_id: str
    bit: int
    digit: int | None
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class FillBits(Edit):
    """Set the solution: weight +10 where the digit has the bit, −10 where not, biases 0."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class ClearBits(Edit):
    """Set all weights and biases of the extra layer to 0."""

    simulation_id: str


# --- transport ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShowStation(Command):
    """Show a station: "decision", "bench", "sigmoid" or "bits"."""

    simulation_id: str
    station: str


@dataclass(frozen=True, slots=True)
class ShowRow(Command):
    """Show a row of the station's table, from 0."""

    simulation_id: str
    row: int


@dataclass(frozen=True, slots=True)
class ToggleInput(Command):
    """Show the row in which one input, from 0, is inverted."""

    simulation_id: str
    input: int
