"""What the Cost surface page sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.arrays import Matrix, Vector
from engine.settings import Value
from engine.surfaces.descent import Outcome, Polling

BALL_COLOURS = (0xFFFF5A36, 0xFFFFFFFF, 0xFFFF7AC6, 0xFF9AD7FF)
"""0xffRRGGBB by ball: they must be seen on viridis, which is the same in both themes."""


@dataclass(frozen=True, slots=True, eq=False)
class BallView:
    """A ball at the step that is shown.

    Attributes
    ----------
    path : Matrix, shape (n, 2)
        Its places so far.
    costs : Vector, shape (n,)
    gradient : tuple of float
        ∇C where it lies, over all examples.
    predicted, measured : float or None
        ΔC of the last step: ∇C · Δv before it, and what it really was.
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
    """How the surface of a network is looked at.

    Attributes
    ----------
    kind : str
        "weights", "random" or "path": what the plane is in truth.
    fixed : bool
        Whether it stays; otherwise it goes through the network.
    cost, shadow : float
        Of the network, and of the nearest place of the plane.
    share : float
        Of the variance of the path that lies in the plane, 0..1; NaN if it is not known.
    names : tuple of str
        Of the parameters that can be chosen; empty where there are too many.
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
        Every declared parameter by name.
    map : Matrix or None, shape (MAP_SIDE, MAP_SIDE), uint32
        The picture from above; None unless "pictures" is observed.
    relief : Matrix or None, shape RELIEF_SIZE, uint32
        The picture in three dimensions, with the balls.
    low, high : float
        Costs at both ends of the colours.
    turn, tilt : float
        From where it is seen, in degrees.
    polling : Polling or None
        None unless "polling" is observed, or where there are no examples to draw.
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
    polling: Polling | None
    step: int
    last_step: int
    linked_view: LinkedView | None = None
