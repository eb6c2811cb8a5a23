"""Loss trace of a run: its cost within epochs, thinned when there are many points."""

from __future__ import annotations

from array import array
from bisect import bisect_right

import numpy as np

from engine.arrays import Vector

MOST_TRACE_POINTS = 4_000
"""Largest number of points; beyond it every other one is dropped."""


class LossTrace:
    """Pairs of step and cost, in ascending order of steps."""

    def __init__(self) -> None:
        self._steps, self._costs = array("q"), array("d")

    def __len__(self) -> int:
        """Return the number of trace points."""
        return len(self._steps)

    def add(self, step: int, cost: float) -> None:
        """Append the cost at a step after all earlier ones."""
        self._steps.append(step)
        self._costs.append(cost)
        if len(self) > MOST_TRACE_POINTS:
            self._steps, self._costs = self._steps[::2], self._costs[::2]

    def count(self, step: int) -> int:
        """Return the number of trace points at or before a step."""
        return bisect_right(self._steps, step)

    def until(self, step: int) -> tuple[Vector, Vector]:
        """Return steps and costs up to a step; shape (count,), float64, read-only."""
        end = self.count(step)
        curves = np.array(self._steps[:end], np.float64), np.array(self._costs[:end])
        for curve in curves:
            curve.setflags(write=False)
        return curves

    def fork(self, step: int) -> LossTrace:
        """Return an independent copy of the trace up to a step."""
        other, end = LossTrace(), self.count(step)
        other._steps, other._costs = self._steps[:end], self._costs[:end]
        return other

    def forget_after(self, step: int) -> None:
        """Drop the trace points after a step."""
        end = self.count(step)
        del self._steps[end:], self._costs[end:]
