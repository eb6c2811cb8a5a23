"""Commands of the Perceptrons page: decision, circuit bench, sigmoid neuron, four bits."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.command import DraggedEdit, Edit, SimulationCommand


@dataclass(frozen=True, slots=True)
class RestoreSettings(Edit):
    """Reset the settings of a station to the book's values."""

    station: str


# --- the bench ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LoadBench(Edit):
    """Load a prepared circuit of `engine.perceptrons.benches.BENCHES`."""

    name: str


@dataclass(frozen=True, slots=True)
class AddInput(Edit):
    """Add an input at a free position on the left edge."""


@dataclass(frozen=True, slots=True)
class AddPerceptron(Edit):
    """Add a perceptron of bias 0 to the bench.

    Attributes
    ----------
    x, y : float or None
        0..1 from the left and from the top; None for a free position.
    """

    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True)
class MoveNode(DraggedEdit, drag_target=("node",)):
    """Move an input or a perceptron."""

    node: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class RemoveNode(Edit):
    """Remove an input or a perceptron with all its wires."""

    node: int


@dataclass(frozen=True, slots=True)
class AddWire(Edit):
    """Connect an output to a perceptron; refused if it would create a cycle."""

    source: int
    target: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class RemoveWire(Edit):
    """Remove a wire."""

    wire: int


@dataclass(frozen=True, slots=True)
class SetWire(DraggedEdit, drag_target=("wire",)):
    """Set a wire's weight."""

    wire: int
    weight: float


@dataclass(frozen=True, slots=True)
class SetBias(DraggedEdit, drag_target=("node",)):
    """Set a perceptron's bias."""

    node: int
    bias: float


# --- four bits ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SetBitWeight(DraggedEdit, drag_target=("bit", "digit")):
    """Set one weight or bias of the extra layer.

    Attributes
    ----------
    bit : int
        0..3; bit 0 has the value 8.
    digit : int or None
        0..9; None for the bias.
    """

    bit: int
    digit: int | None
    value: float


@dataclass(frozen=True, slots=True)
class FillBits(Edit):
    """Set the solution: weight +10 where the digit has the bit, −10 where not, biases 0."""


@dataclass(frozen=True, slots=True)
class ClearBits(Edit):
    """Set all weights and biases of the extra layer to 0."""


# --- transport ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShowStation(SimulationCommand):
    """Show a station: "decision", "bench", "sigmoid" or "bits"."""

    station: str


@dataclass(frozen=True, slots=True)
class ShowRow(SimulationCommand):
    """Show a row of the station's table, from 0."""

    row: int


@dataclass(frozen=True, slots=True)
class ToggleInput(SimulationCommand):
    """Show the row in which one input, from 0, is inverted."""

    input: int
