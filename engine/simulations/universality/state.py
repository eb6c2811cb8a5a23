"""State of the Universality page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.arrays import Matrix, Vector
from engine.settings import Value
from engine.simulations.universality.two_inputs.views import TwoInputsView


@dataclass(frozen=True, slots=True, eq=False)
class GhostView:
    """A line of the scoreboard, with its curve if it was for the same target.

    Attributes
    ----------
    curve : Vector or None, shape (len(CurveView.x),)
    """

    player: str
    deviation: float
    bumps: int
    curve: Vector | None


@dataclass(frozen=True, slots=True, eq=False)
class CurveView:
    """A network of one input, and the function that it computes.

    Attributes
    ----------
    w, b, s : Vector, shape (n,)
        Weight, bias and place of each hidden neuron; a place is NaN without a weight.
    v : Vector, shape (n,)
        Weights to the edited output.
    c : float
        Bias of that output.
    bump_size : int
        Neurons of a bump.
    is_bumps : bool
        Whether all neurons belong to bumps, so that edges and heights determine the network.
    edges : Matrix, shape (bumps, 2)
    heights, levels : Vector, shape (bumps,)
        h of each bump, and the value of the curve in its middle.
    x : Vector, shape (p,)
        Sample points of the curves.
    curves, targets : Matrix, shape (outputs, p)
        Outputs of the network and their targets, both in units of the axis. Targets are empty
        where there are none.
    low, high : float
        Ends of the axis.
    deviation : float
        Average deviation over all outputs; NaN without targets.
    best : float
        The least deviation possible with as many bumps of equal width.
    limit : float
        Below it the game is won; 0 where there is no such limit.
    windows : Matrix, shape (k, 2)
        Where neurons are between their limits, from left to right, as intervals of x.
    failure : float
        Largest distance from the ideal steps, except near 0 and 1; 0 without windows.
    """

    w: Vector
    b: Vector
    s: Vector
    v: Vector
    c: float
    bump_size: int
    is_bumps: bool
    edges: Matrix
    heights: Vector
    levels: Vector
    x: Vector
    curves: Matrix
    targets: Matrix
    low: float
    high: float
    deviation: float
    best: float
    limit: float
    windows: Matrix
    failure: float


@dataclass(frozen=True, slots=True, eq=False)
class FitView:
    """Progress of descent.

    Attributes
    ----------
    steps, deviations : Vector, shape (k,)
        Epochs, and the average deviation after them.
    """

    step: int
    last_step: int
    steps: Vector
    deviations: Vector


@dataclass(frozen=True, slots=True, eq=False)
class WidthView:
    """Deviation by number of bumps.

    Attributes
    ----------
    best : Vector, shape (MOST_BUMPS,)
        The best possible with 1, 2, … bumps.
    hand, trained : mapping
        The least that was reached by hand and by descent, by number of bumps.
    """

    best: Vector
    hand: Mapping[int, float]
    trained: Mapping[int, float]


@dataclass(frozen=True, slots=True, eq=False)
class UniversalityState:
    """The whole state of the page.

    Attributes
    ----------
    settings : mapping
        Values of all settings by name.
    formulas : mapping
        The last valid formula of each field.
    output : int
        The edited output, from 0.
    activation, makes_steps : str, bool
        Formula of s(z), and whether it can approximate a step.
    curve : CurveView or None
        None for two inputs.
    fit : FitView or None
        None until descent has begun.
    two_inputs : TwoInputsView or None
        The construction over two inputs; None at the other stations.
    """

    settings: Mapping[str, Value]
    formulas: Mapping[str, str]
    output: int
    activation: str
    makes_steps: bool
    curve: CurveView | None
    fit: FitView | None
    widths: WidthView | None
    tries: tuple[GhostView, ...]
    two_inputs: TwoInputsView | None

    @property
    def step_count(self) -> int:
        """Epochs of descent at the shown position."""
        return self.fit.step if self.fit is not None else 0
