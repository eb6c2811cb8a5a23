"""View of the trap."""

from __future__ import annotations

from dataclasses import dataclass

from engine.arrays import Vector
from engine.improvement.optimism import Choice


@dataclass(frozen=True, slots=True, eq=False)
class TrapView:
    """All trials up to the shown one, and the one that is chosen among them.

    Attributes
    ----------
    trials : int
        Trials that there will be.
    share : float
        Share 0..1 of the trial in progress.
    promised, fresh, validation : Vector, shape (n,)
        Accuracy 0..1 of each trial on the small test part, on all other test pictures, and on
        validation pictures.
    lambdas, epochs : Vector, shape (n,)
        Settings of each trial.
    best_promised, best_fresh : Vector, shape (n,)
        Accuracies of the trial that is chosen among the first 1, 2, 3 … trials.
    choice : Choice or None
        The chosen trial; None before the first one.
    luck : float
        Mean of promised − fresh over all trials: how easy the part happens to be.
    optimism : float
        Promised − fresh of the chosen trial, averaged over many parts: NaN for one trial.
    part, others : int
        Sizes of the small part and of the rest of the test set.
    parts : int
        Number of parts of that average.
    data : str
        Name of the data.
    """

    trials: int
    share: float
    promised: Vector
    fresh: Vector
    validation: Vector
    lambdas: Vector
    epochs: Vector
    best_promised: Vector
    best_fresh: Vector
    choice: Choice | None
    luck: float
    optimism: float
    part: int
    others: int
    parts: int
    data: str
