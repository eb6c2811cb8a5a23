"""Training goals: a run pauses when it reaches its goal."""

from __future__ import annotations

from engine.runs.run import Run
from engine.training.epoch_blocks import NO_GOAL, Goal


class Goals:
    """Stopping criterion of a `Learning`, beside its number of epochs: by default none."""

    def sought(self, run: Run) -> Goal:
        """Return the goal, or NO_GOAL once it is reached."""
        return NO_GOAL

    def just_reached(self, run: Run) -> bool:
        """Return whether the last epoch was the first one that reached the goal."""
        return False
