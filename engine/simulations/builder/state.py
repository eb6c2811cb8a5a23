"""What the Network builder sees."""

from __future__ import annotations

from dataclasses import dataclass

from engine.arrays import Images, Labels, Matrix, Vector
from engine.simulations.backprop.state import BackpropState
from engine.simulations.learning.views.state import NetworkView, TrainingView
from engine.simulations.surface.state import SurfaceState

SIDE = 64
"""Pixels of a neuron's picture."""

REACH = 2.0
"""The pictures show the plane from -REACH to REACH in both directions."""


@dataclass(frozen=True, slots=True, eq=False)
class PlaygroundView:
    """What every neuron computes over the plane.

    Attributes
    ----------
    levels : Images, shape (neurons, SIDE, SIDE), uint8
        Layer after layer without the inputs; the first row is the top of the plane. 128 is the
        middle of the neuron's range, 1 and 255 are its ends.
    limits : tuple of (low, high)
        Of each layer: which activations the ends stand for.
    version : int
        Changes whenever a weight has changed.
    """

    levels: Images
    limits: tuple[tuple[float, float], ...]
    version: int


@dataclass(frozen=True, slots=True, eq=False)
class PointsView:
    """The points.

    Attributes
    ----------
    shape : str
        One of `engine.data.points.point_sets.NAMES`.
    x : Matrix, shape (n, 2)
    labels : Labels, shape (n,)
    held : Vector, shape (n,), bool
        Which ones are held out.
    classes : int
    noise, share : float
        Blur, and the share that is held out.
    goal : float
        Accuracy 0..1 on held-out points at which the shape is learned; 0 for painted points.
    name : str
        Tells these points from all others.
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


@dataclass(frozen=True, slots=True)
class BuilderState:
    """The whole state of the builder.

    Attributes
    ----------
    network : NetworkView
        With its weights.
    playground : PlaygroundView or None
        None unless "plane" is observed.
    goal_epoch : int or None
        The first epoch after which the goal was reached.
    products : int
        Multiplications of one example on its way forward.
    surface, backprop : SurfaceState or None, BackpropState or None
        None unless "surface" or "backprop" is observed; the latter also for large networks.
    """

    training: TrainingView
    network: NetworkView
    points: PointsView
    playground: PlaygroundView | None
    goal_epoch: int | None
    parameter_count: int
    products: int
    surface: SurfaceState | None = None
    backprop: BackpropState | None = None
