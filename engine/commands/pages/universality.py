"""Commands of the Universality page: a network set by hand to approximate a function."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.command import DraggedEdit, Edit, SimulationCommand, SweepEdit


@dataclass(frozen=True, slots=True)
class SetHidden(DraggedEdit, drag_target=("neuron", "part")):
    """Set the weight ("w"), the bias ("b") or the step's position ("s") of a hidden neuron."""

    neuron: int
    part: str
    value: float


@dataclass(frozen=True, slots=True)
class SetOutgoing(DraggedEdit, drag_target=("neuron",)):
    """Set the weight from a hidden neuron to an output."""

    neuron: int
    value: float


@dataclass(frozen=True, slots=True)
class SetOutputBias(DraggedEdit):
    """Set the bias of the output."""

    value: float


@dataclass(frozen=True, slots=True)
class SetHeight(DraggedEdit, drag_target=("bump",)):
    """Set the height h of a bump: the weights h and −h of its two neurons."""

    bump: int
    value: float


@dataclass(frozen=True, slots=True)
class MoveEdge(DraggedEdit, drag_target=("neuron",)):
    """Move a step along x, together with all steps at the same position."""

    neuron: int
    place: float


@dataclass(frozen=True, slots=True)
class DragCurve(SweepEdit):
    """Drag the curve: set the height of every bump passed so that the curve meets the pointer."""


@dataclass(frozen=True, slots=True)
class SpreadHeights(Edit):
    """Set all heights at once.

    Attributes
    ----------
    kind : str
        A key of `engine.simulations.universality.edits.SPREADS`.
    """

    kind: str


@dataclass(frozen=True, slots=True)
class DrawTarget(SweepEdit):
    """Draw a segment of the target function."""


@dataclass(frozen=True, slots=True)
class SetFormula(Edit):
    """Set the formula of the "target", of the target of two inputs ("plane"), or "activation"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class PaintTower(DraggedEdit, cumulative=True):
    """Set the height of the tower at a point of the two inputs.

    Attributes
    ----------
    x, y : float
        0..1.
    value : float
    """

    x: float
    y: float
    value: float


@dataclass(frozen=True, slots=True)
class SelectOutput(SimulationCommand):
    """Select the output that is edited."""

    output: int


@dataclass(frozen=True, slots=True)
class KeepTry(Edit):
    """Enter the present network on the scoreboard."""

    player: str


@dataclass(frozen=True, slots=True)
class ClearTries(Edit):
    """Clear the scoreboard."""
