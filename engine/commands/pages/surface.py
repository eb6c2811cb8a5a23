"""What may be asked of balls on a surface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class DropBall:
    """Let a ball lie at a place; it rolls with the present settings, a rival with another η."""

    simulation_id: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class MoveBall:
    """Put the newest ball somewhere else; its path begins anew.

    While it is being dragged, `finished` is False.
    """

    simulation_id: str
    x: float
    y: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class ClearBalls:
    """Take all balls away."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class TurnView:
    """Look at the surface from elsewhere: degrees around the vertical and above the horizon."""

    simulation_id: str
    turn: float
    tilt: float


SurfaceEdit: TypeAlias = DropBall | MoveBall | ClearBalls
