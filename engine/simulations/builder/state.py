"""State of the Network builder."""

from __future__ import annotations

from dataclasses import dataclass

from engine.simulations.backprop.state import BackpropState
from engine.simulations.learning.views.playground import PlaygroundView, PointsView
from engine.simulations.learning.views.state import NetworkView, TrainingView
from engine.simulations.surface.state import SurfaceState


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
        The first epoch that reached the goal, up to the shown position.
    products : int
        Multiplications in the forward pass of one example.
    surface, backprop : SurfaceState or None, BackpropState or None
        None unless "surface" or "backprop" is observed; `backprop` also for large networks.
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
