"""Commands for linked views: a page shows the network of another page."""

from __future__ import annotations

from dataclasses import dataclass

from engine.commands.command import DraggedEdit, SimulationCommand


@dataclass(frozen=True, slots=True)
class SetLinkedView(SimulationCommand):
    """Change a setting of the linked surface view; the network is not changed.

    Attributes
    ----------
    name : str
        A setting of `engine.simulations.surface.linked_view.job.LINKED_VIEW`.
    """

    name: str
    value: str | int | float | bool


@dataclass(frozen=True, slots=True)
class MoveOnSlice(DraggedEdit):
    """Move a network's weights within the loss slice, to the point where the ball was dragged.

    Attributes
    ----------
    x, y : float
        Coordinates along the slice's directions; at the start of the drag the weights are
        restored bit for bit.
    """

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class ShowStop(SimulationCommand):
    """Show a stop of an example's forward and backward pass in the linked Backprop view.

    Attributes
    ----------
    step : int
        Stop from 0; after the last stop the next example begins.
    """

    step: int
