"""The live curve of a run: its cost at marks between the epochs, thinned when there are many."""

from __future__ import annotations

from array import array
from bisect import bisect_right

import numpy as np

from engine.arrays import Vector

MOST_TRACE_POINTS = 4_000
"""When there are more, every other one is dropped: no screen has so many pixels."""


class LossTrace:
    """Pairs of a step and a cost, in the order of the steps."""

    def __init__(self) -> None:
        self._steps, self._costs = array("q"), array("d")

    def __len__(self) -> int:
        """Return the number of marks."""
        return len(self._steps)

    def add(self, step: int, cost: float) -> None:
        """Note the cost at a step beyond all that were noted."""
        self._steps.append(step)
        self._costs.append(cost)
        if len(self) > MOST_TRACE_POINTS:
            self._steps, self._costs = self._steps[::2], self._costs[::2]

    def count(self, step: int) -> int:
        """Return how many marks lie at or before a step."""
        return bisect_right(self._steps, step)

    def until(self, step: int) -> tuple[Vector, Vector]:
        """Return the steps and the costs up to a step; shape (count,), float64, read-only."""
        end = self.count(step)
        curves = np.array(self._steps[:end], np.float64), np.array(self._costs[:end])
        for curve in curves:
            curve.setflags(write=False)
        return curves

    def fork(self, step: int) -> LossTrace:
        """Return the marks up to a step, to be continued on their own."""
        other, end = LossTrace(), self.count(step)
        other._steps, other._costs = self._steps[:end], self._costs[:end]
        return other

    def forget_after(self, step: int) -> None:
        """Drop the marks of a future that will not come."""
        end = self.count(step)
        del self._steps[end:], self._costs[end:]
