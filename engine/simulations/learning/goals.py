"""Training goals: a run pauses when it reaches its goal."""

from __future__ import annotations

from typing import Protocol

from engine.runs.run import Run
from engine.training.epoch_blocks import NO_GOAL, Goal


class Goals(Protocol):
    """Stopping criterion of a `Learning`, beside its number of epochs."""

    def sought(self, run: Run) -> Goal:
        """Return the goal, or NO_GOAL once it is reached."""
        ...

    def just_reached(self, run: Run) -> bool:
        """Return whether the last epoch was the first one that reached the goal."""
        ...


class NoGoals:
    """No goal: runs go on until their epochs are done."""

    def sought(self, run: Run) -> Goal:
        """Return a goal that is never reached."""
        return NO_GOAL

    def just_reached(self, run: Run) -> bool:
        """Return False."""
        return False
