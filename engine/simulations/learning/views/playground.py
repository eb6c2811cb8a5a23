"""Frozen views of a small network over the plane: its points, and what each neuron computes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from engine.arrays import Images, Labels, Matrix, Vector
from engine.data.points.own_points import PLANE, OwnPoints
from engine.simulations.learning.views.state import NetworkView

SIDE = 64
"""Pixels of a neuron's picture."""


REACH = PLANE
"""Both inputs go from -REACH to REACH in the pictures."""


@dataclass(frozen=True, slots=True, eq=False)
class PlaygroundView:
    """Activation map of every neuron over both inputs.

    Attributes
    ----------
    levels : Images, shape (neurons, SIDE, SIDE), uint8
        Layer after layer without the inputs; the first row has the largest second input. 128
        is the middle of the neuron's range, 1 and 255 are its ends.
    limits : tuple of (low, high)
        Of each layer: the activations at levels 1 and 255.
    version : int
        Changes whenever a weight has changed.
    """

    levels: Images
    limits: tuple[tuple[float, float], ...]
    version: int


@dataclass(frozen=True, slots=True, eq=False)
class PointsView:
    """The points to classify.

    Attributes
    ----------
    shape : str
        One of `engine.data.points.point_sets.NAMES`.
    x : Matrix, shape (n, 2)
    labels : Labels, shape (n,)
    held : Vector, shape (n,), bool
        Whether each point is held out.
    classes : int
    noise, share : float
        Blur, and the share that is held out.
    goal : float
        Accuracy 0..1 on held-out points at which the shape is learned; 0 for points of the user.
    name : str
        Unique name of these points.
    own : OwnPoints or None
        Points from a table, with units, names and scales; None for others.
    has_own : bool
        Whether there are points from a table, shown now or to go back to.
    """

    shape: str
    x: Matrix
    labels: Labels
    held: Vector
    classes: int
    noise: float
    share: float
    goal: float
    name: str
    own: OwnPoints | None = None
    has_own: bool = False


class PlaygroundState(Protocol):
    """State with a small network on points of the plane, as the playground's canvas draws it."""

    @property
    def network(self) -> NetworkView:
        """The network with its weights."""
        ...

    @property
    def points(self) -> PointsView:
        """The points that it learns from."""
        ...

    @property
    def playground(self) -> PlaygroundView | None:
        """Activations over the plane; None unless they are observed."""
        ...
