"""Commands of the page Overfitting."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.command import DraggedEdit, Edit, Kernels, SimulationCommand


@dataclass(frozen=True, slots=True)
class DistortDigits(SimulationCommand, needs_kernels=Kernels.ALL):
    """Let the station Expansion distort digits and read them from now on."""


@dataclass(frozen=True, slots=True)
class MovePoint(DraggedEdit, drag_target=("place",)):
    """Move a point of the polynomial; it stays within the axes.

    Attributes
    ----------
    place : int
        Its place among the points.
    """

    place: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class AddPoint(Edit):
    """Add a point that the polynomial is fitted to."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class RemovePoint(Edit):
    """Remove a point."""

    place: int


@dataclass(frozen=True, slots=True)
class HoldPoint(Edit):
    """Hold a point out of the fit, or fit it again."""

    place: int
    held: bool
