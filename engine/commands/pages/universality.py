"""Commands of the Universality page: a network set by hand to approximate a function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Command, Edit


@dataclass(frozen=True, slots=True)
class SetHidden(Edit):
    """Set the weight ("w"), the bias ("b") or the step's position ("s") of a hidden neuron.

    During a drag `finished` is False, here and in the commands below.
    """

    drag_target: ClassVar = ("neuron", "part")

    simulation_id: str
    neuron: int
    part: str
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class SetOutgoing(Edit):
    """Set the weight from a hidden neuron to an output."""

    drag_target: ClassVar = ("neuron",)

    simulation_id: str
    neuron: int
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class SetOutputBias(Edit):
    """Set the bias of the output."""

    drag_target: ClassVar = ()

    simulation_id: str
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class SetHeight(Edit):
    """Set the height h of a bump: the weights h and −h of its two neurons."""

    drag_target: ClassVar = ("bump",)

    simulation_id: str
    bump: int
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class MoveEdge(Edit):
    """Move a step along x, together with all steps at the same position."""

    drag_target: ClassVar = ("neuron",)

    simulation_id: str
    neuron: int
    place: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class DragCurve(Edit):
    """Drag the curve: set the height of every bump passed so that the curve meets the pointer.

    Attributes
    ----------
    x0, y0, x1, y1 : float
        Previous and present position of the pointer: x 0..1, y on the axis shown.
    """

    drag_target: ClassVar = ()
    cumulative: ClassVar = True

    simulation_id: str
    x0: float
    y0: float
    x1: float
    y1: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class SpreadHeights(Edit):
    """Set all heights at once.

    Attributes
    ----------
    kind : str
        A key of `engine.simulations.universality.edits.SPREADS`.
    """

    simulation_id: str
    kind: str


@dataclass(frozen=True, slots=True)
class DrawTarget(Edit):
    """Draw a segment of the target function.

    Attributes
    ----------
    x0, y0, x1, y1 : float
        Both ends: x 0..1, y on the axis shown.
    """

    drag_target: ClassVar = ()
    cumulative: ClassVar = True

    simulation_id: str
    x0: float
    y0: float
    x1: float
    y1: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class SetFormula(Edit):
    """Set the formula of the "target", of the target of two inputs ("plane"), or "activation"."""

    simulation_id: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class PaintTower(Edit):
    """Set the height of the tower at a point of the two inputs.

    Attributes
    ----------
    x, y : float
        0..1.
    value : float
    """

    drag_target: ClassVar = ()
    cumulative: ClassVar = True

    simulation_id: str
    x: float
    y: float
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class TurnFigure(Command):
    """Turn the figure of two inputs: degrees around the vertical, above the horizon."""

    drag_target: ClassVar = ()

    simulation_id: str
    turn: float
    tilt: float


@dataclass(frozen=True, slots=True)
class SelectOutput(Command):
    """Select the output that is edited."""

    simulation_id: str
    output: int


@dataclass(frozen=True, slots=True)
class KeepTry(Edit):
    """Enter the present network on the scoreboard."""

    simulation_id: str
    player: str


@dataclass(frozen=True, slots=True)
class ClearTries(Edit):
    """Clear the scoreboard."""

    simulation_id: str
