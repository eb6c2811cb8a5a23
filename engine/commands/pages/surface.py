"""Commands of the Surface page: balls on a cost surface, and the view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class DropBall:
    """Drop a ball, which descends with the present settings, and a rival with another η."""

    simulation_id: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class MoveBall:
    """Move the newest ball, and restart its path there.

    During a drag `finished` is False.
    """

    simulation_id: str
    x: float
    y: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class ClearBalls:
    """Remove all balls."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class TurnView:
    """Turn the view of the surface: degrees around the vertical and above the horizon."""

    simulation_id: str
    turn: float
    tilt: float


SurfaceEdit: TypeAlias = DropBall | MoveBall | ClearBalls
