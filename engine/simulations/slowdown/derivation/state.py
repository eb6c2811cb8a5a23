"""View of the derivation of the cross-entropy."""

from __future__ import annotations

from dataclasses import dataclass

from engine.arrays import Vector
from engine.improvement.cross_entropy import Check
from engine.improvement.output_errors import OutputError


@dataclass(frozen=True, slots=True, eq=False)
class DerivationView:
    """The derivation at one output and target.

    Attributes
    ----------
    a, z, y, x : float
        Output, its weighted input, target, and the input of the neuron.
    line : int
        The last line of the derivation that is shown, from 0.
    checks : tuple of Check
        Both sides of every line.
    errors : tuple of OutputError
        δ of every pair of activation and cost.
    picture : str
        "cost", "swapped" or "rate".
    share : Vector, shape (n,)
        Places from 0 to 1, without the ends: outputs, or targets for the swapped cost.
    cost_here : float
        C at the present output and target.
    cost, minima : Vector, shape (n,)
        C at each output, and the least cost of each target.
    by_target, swapped : Vector, shape (n,)
        C for each target at the present output, and C with a and y exchanged.
    slope : Vector, shape (n,)
        σ′ = a(1 − a) at each output.
    """

    a: float
    z: float
    y: float
    x: float
    line: int
    checks: tuple[Check, ...]
    errors: tuple[OutputError, ...]
    picture: str
    cost_here: float
    share: Vector
    cost: Vector
    minima: Vector
    by_target: Vector
    swapped: Vector
    slope: Vector
