"""Commands for linked views: a page shows the network of another page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from engine.commands.command import Command, Edit


@dataclass(frozen=True, slots=True)
class SetLinkedView(Command):
    """Change a setting of the linked surface view; the network is not changed.

    Attributes
    ----------
    name : str
        A setting of `engine.simulations.surface.linked_view.job.LINKED_VIEW`.
    """

    simulation_id: str
    name: str
    value: str | int | float | bool


@dataclass(frozen=True, slots=True)
class MoveOnSlice(Edit):
    """Move a network's weights within the loss slice, to the point where the ball was dragged.

    During a drag `finished` is False.

    Attributes
    ----------
    x, y : float
        Coordinates along the slice's directions; at the start of the drag the weights are
        restored bit for bit.
    """

    drag_target: ClassVar = ()

    simulation_id: str
    x: float
    y: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class ShowStop(Command):
    """Show a stop of an example's forward and backward pass in the linked Backprop view.

    Attributes
    ----------
    step : int
        Stop from 0; after the last stop the next example begins.
    """

    simulation_id: str
    step: int


"""Edits of a linked view, which can be undone and redone."""
