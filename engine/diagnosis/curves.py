"""Measures of learning curves: rises, standstill, time to halve, onset of a condition."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.arrays import Vector
from engine.diagnosis.evidence import Evidence
from engine.training.epoch_metrics import EpochMetrics

ENOUGH_EPOCHS = 3
"""Epochs with the same settings before slowness is judged."""

ENOUGH_STEPS = 200
"""Mini-batches before slowness is judged: a full-batch epoch is one."""

STILL = 0.02
"""Relative fall of a cost below which it counts as standing still."""


def began(steps: Sequence[int] | Vector, holds: Sequence[bool] | Vector) -> int:
    """Return the last step before a condition held without a break to the end, else the first.

    Parameters
    ----------
    steps : Vector, shape (n,), n >= 1
    holds : sequence of bool, shape (n,)
    """
    sound = np.flatnonzero(~np.asarray(holds, bool))
    return int(steps[sound[-1] if len(sound) else 0])


def rises(levels: Vector) -> Vector:
    """Return the rise between neighbouring points of a curve; 0 where it falls."""
    upward: Vector = np.maximum(np.diff(levels), 0)
    return upward


def judged(evidence: Evidence) -> tuple[EpochMetrics, ...]:
    """Return the latest epochs for judging slowness; empty if it is too early."""
    epoch_metrics = evidence.present
    trained = epoch_metrics[-1].step - epoch_metrics[0].step if epoch_metrics else 0
    early = len(epoch_metrics) <= ENOUGH_EPOCHS or trained < ENOUGH_STEPS
    return () if early else epoch_metrics[-1 - ENOUGH_EPOCHS :]


def standstill(evidence: Evidence, waited: int) -> int | None:
    """Return the step since which the training cost has not fallen; None while it falls.

    Parameters
    ----------
    waited : int
        Epochs without a fall to look for; a fifth of the epochs if that is more.
    """
    epoch_metrics = evidence.present
    waited = max(waited, len(epoch_metrics) // 5)
    if len(epoch_metrics) <= waited or not judged(evidence):
        return None
    levels = evidence.levels(epoch_metrics)
    least = levels[-waited:].min() / (1 - STILL)
    if levels[:-waited].min() > least:
        return None
    return began(evidence.of(epoch_metrics)[0], levels <= least)


def epochs_to_halve(levels: Vector) -> float:
    """Return the epochs in which a level halves if it keeps falling at its present rate.

    Parameters
    ----------
    levels : Vector, shape (epochs + 1,), at least two
        One for each epoch; infinity where it does not fall.
    """
    fall = float(levels[0] - levels[-1]) / (len(levels) - 1)
    return float(levels[-1]) / 2 / fall if fall > 0 else float("inf")
