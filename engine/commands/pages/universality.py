"""Commands of the Universality page: a network set by hand to approximate a function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class SetHidden:
    """Set the weight ("w"), the bias ("b") or the step's position ("s") of a hidden neuron.

    During a drag `finished` is False, here and in the commands below.
    """

    simulation_id: str
    neuron: int
    part: str
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class SetOutgoing:
    """Set the weight from a hidden neuron to an output."""

    simulation_id: str
    neuron: int
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class SetOutputBias:
    """Set the bias of the output."""

    simulation_id: str
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class SetHeight:
    """Set the height h of a bump: the weights h and −h of its two neurons."""

    simulation_id: str
    bump: int
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class MoveEdge:
    """Move a step along x, together with all steps at the same position."""

    simulation_id: str
    neuron: int
    place: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class DragCurve:
    """Drag the curve: set the height of every bump passed so that the curve meets the pointer.

    Attributes
    ----------
    x0, y0, x1, y1 : float
        Previous and present position of the pointer: x 0..1, y on the axis shown.
    """

    simulation_id: str
    x0: float
    y0: float
    x1: float
    y1: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class SpreadHeights:
    """Set all heights at once.

    Attributes
    ----------
    kind : str
        A key of `engine.simulations.universality.edits.SPREADS`.
    """

    simulation_id: str
    kind: str


@dataclass(frozen=True, slots=True)
class DrawTarget:
    """Draw a segment of the target function.

    Attributes
    ----------
    x0, y0, x1, y1 : float
        Both ends: x 0..1, y on the axis shown.
    """

    simulation_id: str
    x0: float
    y0: float
    x1: float
    y1: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class SetFormula:
    """Set the formula of the "target", of the target of two inputs ("plane"), or "activation"."""

    simulation_id: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class PaintTower:
    """Set the height of the tower at a point of the two inputs.

    Attributes
    ----------
    x, y : float
        0..1.
    value : float
    """

    simulation_id: str
    x: float
    y: float
    value: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class TurnFigure:
    """Turn the figure of two inputs: degrees around the vertical, above the horizon."""

    simulation_id: str
    turn: float
    tilt: float


@dataclass(frozen=True, slots=True)
class SelectOutput:
    """Select the output that is edited."""

    simulation_id: str
    output: int


@dataclass(frozen=True, slots=True)
class KeepTry:
    """Enter the present network on the scoreboard."""

    simulation_id: str
    player: str


@dataclass(frozen=True, slots=True)
class ClearTries:
    """Clear the scoreboard."""

    simulation_id: str


UniversalityEdit: TypeAlias = (
    SetHidden
    | SetOutgoing
    | SetOutputBias
    | SetHeight
    | MoveEdge
    | DragCurve
    | SpreadHeights
    | DrawTarget
    | SetFormula
    | PaintTower
    | KeepTry
    | ClearTries
)
UniversalityMove: TypeAlias = SelectOutput | TurnFigure
