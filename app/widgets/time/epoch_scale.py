"""Conversion between epochs and steps of a run whose epoch length changes with settings."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from math import floor, log10


@dataclass(frozen=True, slots=True)
class EpochStretch:
    """A range of steps with epochs of equal length.

    Attributes
    ----------
    start : int
        The first step.
    epoch : float
        Epochs trained at `start`.
    steps_per_epoch : float
        > 0.
    """

    start: int
    epoch: float
    steps_per_epoch: float


@dataclass(frozen=True, slots=True)
class EpochScale:
    """Piecewise linear map between steps and epochs.

    Attributes
    ----------
    stretches : tuple of Stretch
        At least one, sorted by start; the last one has no end.
    """

    stretches: tuple[EpochStretch, ...] = (EpochStretch(0, 0.0, 1.0),)

    def epoch_at(self, step: float) -> float:
        """Return the epochs trained at a step.

        Examples
        --------
        >>> stretches = (EpochStretch(0, 0.0, 1000.0), EpochStretch(2000, 2.0, 100.0))
        >>> EpochScale(stretches).epoch_at(2150)
        3.5
        """
        place = max(bisect_right(self.stretches, step, key=_start) - 1, 0)
        stretch = self.stretches[place]
        return stretch.epoch + (step - stretch.start) / stretch.steps_per_epoch

    def step_at(self, epoch: float) -> float:
        """Return the step at which `epoch` epochs are trained.

        Examples
        --------
        >>> EpochScale((EpochStretch(0, 0.0, 1000.0), EpochStretch(2000, 2.0, 100.0))).step_at(3.5)
        2150.0
        """
        place = max(bisect_right(self.stretches, epoch, key=_first_epoch) - 1, 0)
        stretch = self.stretches[place]
        step = stretch.start + (epoch - stretch.epoch) * stretch.steps_per_epoch
        following = self.stretches[place + 1 : place + 2]
        return min([max(step, 0.0), *(float(after.start) for after in following)])


class EpochScaleHistory:
    """Record of a run's epoch lengths over the changes of its settings."""

    def __init__(self) -> None:
        self._stretches: dict[int, EpochStretch] = {}

    def learn(
        self, changes: Iterable[int], step: int, epoch: float, steps_per_epoch: int
    ) -> EpochScale:
        """Record the present epoch length of a run and return its scale.

        Parameters
        ----------
        changes : iterable of int
            Steps at which the length of an epoch may have changed.
        """
        starts = {0, *changes}
        present = max(start for start in starts if start <= step)
        length = max(steps_per_epoch, 1)
        begun = max(round(epoch - (step - present) / length, 6), 0.0)
        known = {start: each for start, each in self._stretches.items() if start in starts}
        known[present] = EpochStretch(present, begun, length)
        first = known[min(known)]
        if first.start > 0 and first.epoch > 0:
            known[0] = EpochStretch(0, 0.0, first.start / first.epoch)
        self._stretches = known
        return EpochScale(tuple(known[start] for start in sorted(known)))


def round_step(span: float, most: int) -> int:
    """Return a round number of epochs that divides a span into at most `most` parts.

    Examples
    --------
    >>> round_step(30.0, 8), round_step(3.0, 8), round_step(400.0, 5)
    (5, 1, 100)
    """
    least = max(span / most, 1.0)
    power = int(10 ** floor(log10(least)))
    return next((step * power for step in (1, 2, 5) if step * power >= least), 10 * power)


def _start(stretch: EpochStretch) -> int:
    return stretch.start


def _first_epoch(stretch: EpochStretch) -> float:
    return stretch.epoch
