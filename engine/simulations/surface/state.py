"""State of the Cost surface page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.arrays import Matrix, Vector
from engine.settings import Value
from engine.surfaces.descent import GradientNoise, Outcome

BALL_COLOURS = (0xFFFF5A36, 0xFFFFFFFF, 0xFFFF7AC6, 0xFF9AD7FF)
"""0xffRRGGBB by ball: they must be seen on viridis, which is the same in both themes."""


@dataclass(frozen=True, slots=True, eq=False)
class BallView:
    """A ball at the shown step.

    Attributes
    ----------
    path : Matrix, shape (n, 2)
        Its places so far.
    costs : Vector, shape (n,)
    gradient : tuple of float
        ∇C at its place, over all examples.
    predicted, measured : float or None
        ΔC of the last step: ∇C · Δv before it, and the true one.
    """

    x: float
    y: float
    cost: float
    path: Matrix
    costs: Vector
    gradient: tuple[float, float]
    predicted: float | None
    measured: float | None
    outcome: Outcome
    eta: float
    momentum: float
    rule: str
    batch: int
    steps: int


@dataclass(frozen=True, slots=True, eq=False)
class LinkedView:
    """A loss slice and the network's position relative to it.

    Attributes
    ----------
    kind : str
        "weights", "random" or "path": the kind in use, "random" if there is no path yet.
    fixed : bool
        Whether the slice stays in place; otherwise it passes through the network.
    cost, shadow : float
        Cost of the network, and of its projection onto the slice.
    share : float
        Share 0..1 of the variance of the path that lies in the slice; NaN if unknown.
    names : tuple of str
        Names of the parameters that can be chosen; empty if there are too many.
    version : int
    """

    kind: str
    fixed: bool
    cost: float
    shadow: float
    share: float
    names: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True, eq=False)
class SurfaceState:
    """The whole state of the page.

    Attributes
    ----------
    name, formula, names : str, str, tuple of str
        As in `engine.surfaces.surfaces.Surface`.
    reach : tuple of float
        Left, right, bottom, top.
    balls : tuple of BallView
        The newest is the last.
    settings : mapping
        Values of all settings by name.
    map : Matrix or None, shape (MAP_SIDE, MAP_SIDE), uint32
        The picture from above; for a formula None unless "pictures" is observed.
    relief : Matrix or None, shape RELIEF_SIZE, uint32
        The picture in three dimensions, with the balls; None like `map`.
    low, high : float
        Costs at both ends of the colour scale.
    turn, tilt : float
        Viewpoint in degrees.
    polling : Polling or None
        For a formula None unless "polling" is observed; None without examples to draw.
    step, last_step : int
    linked_view : LinkedView or None
        None where the surface is a formula.
    """

    name: str
    formula: str
    names: tuple[str, str]
    reach: tuple[float, float, float, float]
    examples: int
    balls: tuple[BallView, ...]
    settings: Mapping[str, Value]
    map: Matrix | None
    relief: Matrix | None
    low: float
    high: float
    turn: float
    tilt: float
    polling: GradientNoise | None
    step: int
    last_step: int
    linked_view: LinkedView | None = None
