"""Commands of the Surface page: balls on a cost surface, and the view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Command, Edit


@dataclass(frozen=True, slots=True)
class DropBall(Edit):
    """Drop a ball, which descends with the present settings, and a rival with another η."""

    simulation_id: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class MoveBall(Edit):
    """Move the newest ball, and restart its path there.

    During a drag `finished` is False.
    """

    drag_target: ClassVar = ()

    simulation_id: str
    x: float
    y: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class ClearBalls(Edit):
    """Remove all balls."""

    simulation_id: str


@dataclass(frozen=True, slots=True)
class TurnView(Command):
    """Turn the view of the surface: degrees around the vertical and above the horizon."""

    drag_target: ClassVar = ()

    simulation_id: str
    turn: float
    tilt: float
