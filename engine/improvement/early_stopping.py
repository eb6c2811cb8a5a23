"""Where a run begins to overfit, and what early stopping would have kept of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Vector

SURE = 1.05
"""A cost has turned when it lies above its minimum by this factor."""

LATEST = 5
"""Values whose median says where a cost lies now: single epochs go up and down."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Outcome of a rule of early stopping.

    Attributes
    ----------
    row : int
        Row of the curves whose network is kept.
    stopped : int or None
        Row after which training ends; None if the rule has not stopped it yet.
    """

    row: int
    stopped: int | None


def overfit_row(validation_cost: Vector) -> int | None:
    """Return the row of the least cost, if the cost has turned since.

    It has, if the median of the LATEST values is more than SURE times the least one, and that
    is none of them.

    Parameters
    ----------
    validation_cost : Vector, shape (n,)
        One value for each epoch; NaN where it was not measured.

    Examples
    --------
    >>> overfit_row(np.array([2.0, 1.0, 0.8, 0.9, 1.0, 1.0, 1.1, 1.2]))
    2
    >>> overfit_row(np.array([2.0, 1.0, 0.8, 0.9])) is None
    True
    """
    if not np.isfinite(validation_cost).any():
        return None
    row = int(np.nanargmin(validation_cost))
    after = validation_cost[row + 1 :]
    latest = after[np.isfinite(after)][-LATEST:]
    enough = len(latest) == LATEST
    turned = enough and float(np.median(latest)) > SURE * float(validation_cost[row])
    return row if turned else None


def patient_stop(accuracy: Vector, patience: int) -> Stop | None:
    """Return what "no improvement in n epochs" does; None if nothing was measured.

    The first of equally good epochs is kept.  Nielsen (2015), ch. 3, "Early stopping".

    Parameters
    ----------
    accuracy : Vector, shape (n,)
        On validation examples; NaN where it was not measured.
    patience : int
        Epochs n without a better value after which training ends.

    Examples
    --------
    >>> patient_stop(np.array([0.5, 0.7, 0.6, 0.7, 0.9]), 2)
    Stop(row=1, stopped=3)
    >>> patient_stop(np.array([0.5, 0.7, 0.8]), 2)
    Stop(row=2, stopped=None)
    """
    best: int | None = None
    for row, value in enumerate(accuracy.tolist()):
        if np.isnan(value):
            continue
        if best is None or value > accuracy[best]:
            best = row
        elif row - best >= patience:
            return Stop(best, row)
    return None if best is None else Stop(best, None)
