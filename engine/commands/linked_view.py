"""What may be asked of a network that is looked at as a place on its cost surface."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class SetLinkedView:
    """Choose how the surface of a network is looked at; nothing of the network changes.

    Attributes
    ----------
    name : str
        A parameter of `engine.simulations.surface.linked_view.job.LINKED_VIEW`.
    """

    simulation_id: str
    name: str
    value: str | int | float | bool


@dataclass(frozen=True, slots=True)
class MoveOnSlice:
    """Give a network the weights that lie at a place of the plane, as far as it is from the ball.

    While the ball is being dragged, `finished` is False.

    Attributes
    ----------
    x, y : float
        In the units of the plane's directions; back where the drag began the weights are
        what they were, to the bit.
    """

    simulation_id: str
    x: float
    y: float
    finished: bool = True


@dataclass(frozen=True, slots=True)
class ShowStop:
    """Let an example of a network that is looked at stand at a stop of its way there and back.

    Attributes
    ----------
    step : int
        From 0; behind the last stop the next example begins.
    """

    simulation_id: str
    step: int


LinkedViewEdit: TypeAlias = MoveOnSlice
"""Logged, undone and redone."""
