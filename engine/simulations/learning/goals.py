"""Training goals: a run pauses when it reaches its goal."""

from __future__ import annotations

from engine.runs.run import Run
from engine.training.epoch_blocks import NO_GOAL, Goal
from engine.training.settings import TrainingSettings


class Goals:
    """Stopping criterion of a `Learning`, beside its number of epochs: by default none.

    Attributes
    ----------
    waived : TrainingSettings or None
        Settings whose runs train all epochs without a pause, as an opened trial does.
    """

    waived: TrainingSettings | None = None

    def sought(self, run: Run) -> Goal:
        """Return the goal, or NO_GOAL once it is reached."""
        return NO_GOAL

    def just_reached(self, run: Run) -> bool:
        """Return whether the last epoch was the first one that reached the goal."""
        return False
