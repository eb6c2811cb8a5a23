"""Commands of the page Search: rows of the hunt."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.command import DraggedEdit, Edit, Kernels, SimulationCommand
from engine.commands.edits import Value


@dataclass(frozen=True, slots=True)
class ChangeRow(DraggedEdit, drag_target=("row", "name")):
    """Change a setting of training in a row of the hunt.

    Attributes
    ----------
    row : int
        From 0.
    """

    row: int
    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class RestoreRow(Edit):
    """Give a row of the hunt the book's settings again."""

    row: int


@dataclass(frozen=True, slots=True)
class RunRow(SimulationCommand, needs_kernels=Kernels.DENSE):
    """Train one row of the hunt, again if it was trained."""

    row: int
