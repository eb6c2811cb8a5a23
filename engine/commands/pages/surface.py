"""Commands of the Surface page: balls on a cost surface."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.command import DraggedEdit, Edit


@dataclass(frozen=True, slots=True)
class DropBall(Edit):
    """Drop a ball, which descends with the present settings, and a rival with another η."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class MoveBall(DraggedEdit):
    """Move the newest ball, and restart its path there."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class ClearBalls(Edit):
    """Remove all balls."""
