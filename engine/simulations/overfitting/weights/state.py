"""View of the microscope of weights."""

from __future__ import annotations

from dataclasses import dataclass

from engine.arrays import Matrix, Vector
from engine.improvement.weight_decay import Decay
from engine.simulations.overfitting.gap.state import GapView


@dataclass(frozen=True, slots=True, eq=False)
class WeightsView:
    """One group of parameters over the run, and what the penalty does to it.

    Attributes
    ----------
    gap : GapView
        The run.
    group : str
        "hidden", "output" or "biases".
    count : int
        Parameters of the group.
    edges : Vector, shape (bins + 1,)
        Edges of the bins; the end bins also hold what lies beyond.
    epochs : Vector, shape (n,)
        Epochs with a histogram, up to the shown one.
    shares : Matrix, shape (n, bins)
        Share 0..1 of the parameters in each bin after each of these epochs.
    now, start, ghost : Vector or None, shape (bins,)
        Shares now, before training, and at the end of the run before; None where unknown.
    deviation : float
        Root mean square of the parameters now.
    sparse : float
        Share 0..1 that is no farther from 0 than the threshold.
    decay : Decay
        The penalty of the run.
    before, after : Vector, shape (m,)
        Some single parameters, and where the penalty alone brings them within the horizon.
    horizon : int
        In epochs.
    threshold : float
    """

    gap: GapView
    group: str
    count: int
    edges: Vector
    epochs: Vector
    shares: Matrix
    now: Vector | None
    start: Vector | None
    ghost: Vector | None
    deviation: float
    sparse: float
    decay: Decay
    before: Vector
    after: Vector
    horizon: int
    threshold: float
