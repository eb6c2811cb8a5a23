"""Pruning: a trial is stopped when it is behind the median of those before it.

Golovin et al. (2017), "Google Vizier", median stopping rule. What a trial is compared with is
fixed when it begins, so that it does not depend on which worker is faster.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Protocol

from engine.training.epoch_summary import EpochSummary

FEWEST = 5
"""Earlier trials with an epoch, without which nothing is pruned at that epoch."""

SPARED = 1
"""Epochs at the start in which nothing is pruned."""

NEVER = -1.0
"""A floor that every accuracy is above."""


class Measured(Protocol):
    """A trial with its measures."""

    @property
    def epochs(self) -> tuple[EpochSummary, ...]:
        """Measures after each epoch."""


def floors(earlier: Sequence[Measured]) -> tuple[float, ...]:
    """Return the median validation accuracy of whole trials at each epoch.

    Parameters
    ----------
    earlier : sequence of Measured
        Trials that were trained to their end.
    """
    longest = max((len(trial.epochs) for trial in earlier), default=0)
    return tuple(_floor(earlier, place) for place in range(longest))


def _floor(earlier: Sequence[Measured], place: int) -> float:
    known = [
        trial.epochs[place].validation_accuracy or 0.0
        for trial in earlier
        if len(trial.epochs) > place
    ]
    return median(known) if len(known) >= FEWEST and place >= SPARED else NEVER


def is_hopeless(epochs: Sequence[EpochSummary], lowest: Sequence[float]) -> bool:
    """Return whether the best epoch so far is below the floor of the last one."""
    if not 0 < len(epochs) <= len(lowest):
        return False
    best = max(epoch.validation_accuracy or 0.0 for epoch in epochs)
    return best < lowest[len(epochs) - 1]
