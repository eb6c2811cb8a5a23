"""What may be asked of a network that is built by hand to match a function of one input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class SetHidden:
    """Set the weight ("w"), the bias ("b") or the step's place ("s") of a hidden neuron.

    While it is being dragged, `finished` is False; so it is in all that follow.
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
    """Move a step along x; others that lie at the same place go with it."""

    simulation_id: str
    neuron: int
    place: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class DragCurve:
    """Pull the curve where the hand goes: every bump on the way is as high as it takes.

    Attributes
    ----------
    x0, y0, x1, y1 : float
        Where the hand came from and where it is: x 0..1, y on the axis as it is shown.
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
    """Draw the function that is to be matched: a line from one place to another.

    Attributes
    ----------
    x0, y0, x1, y1 : float
        Both ends: x 0..1, y on the axis as it is shown.
    """

    simulation_id: str
    x0: float
    y0: float
    x1: float
    y1: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class SetFormula:
    """Type what is to be matched ("target", over the plane "plane") or the "activation"."""

    simulation_id: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class PaintTower:
    """Set the height of the tower over a point of the plane.

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
    """Look at the plane from elsewhere: degrees around the vertical, above the horizon."""

    simulation_id: str
    turn: float
    tilt: float


@dataclass(frozen=True, slots=True)
class SelectOutput:
    """Choose which output the hand works on."""

    simulation_id: str
    output: int


@dataclass(frozen=True, slots=True)
class KeepTry:
    """Write the present network on the scoreboard."""

    simulation_id: str
    player: str


@dataclass(frozen=True, slots=True)
class ClearTries:
    """Wipe the scoreboard."""

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
