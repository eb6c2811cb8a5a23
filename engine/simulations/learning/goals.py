"""When a network has learned its points: then the run rests, and the page says so."""

from __future__ import annotations

from typing import Protocol

from engine.runs.run import Run
from engine.training.epoch_blocks import NO_GOAL, Goal


class Goals(Protocol):
    """What a `Learning` asks."""

    def sought(self, run: Run) -> Goal:
        """Return what a run has yet to reach."""
        ...

    def just_reached(self, run: Run) -> bool:
        """Return whether the last epoch was the first one that reached the goal."""
        ...


class NoGoals:
    """Runs go on until their epochs are done."""

    def sought(self, run: Run) -> Goal:
        """Return a goal that is never reached."""
        return NO_GOAL

    def just_reached(self, run: Run) -> bool:
        """Return False."""
        return False
