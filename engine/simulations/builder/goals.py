"""Goal of training on two-dimensional points: the run pauses once it is reached."""

from __future__ import annotations

import numpy as np

from engine.data.points.toys import SHAPE
from engine.runs.run import Run
from engine.simulations.builder.point_store import PointStore
from engine.simulations.learning.goals import Goals
from engine.training.epoch_blocks import NO_GOAL, Goal
from engine.training.epoch_metrics import by_table

SETTLED = 0.2
"""Cost on held-out points below which a network's answers count as confident."""


class PointGoals(Goals):
    """Goal of the chosen points, and the epoch at which a run reached it."""

    def __init__(self, store: PointStore) -> None:
        self._store = store
        self._known: tuple[object, ...] = ()
        self._looked = 0
        self._found: tuple[int, int] | None = None

    @property
    def accuracy(self) -> float:
        """Target accuracy 0..1; 0 for points that the user gave, which have no goal."""
        shape = self._store.points.shape
        return SHAPE[shape].goal if shape in SHAPE else 0.0

    def epoch(self, run: Run | None) -> int | None:
        """Return the first epoch that reached the goal, if it is not after the shown position."""
        found = self._find(run) if run is not None else None
        return found[0] if run is not None and found is not None and found[1] <= run.step else None

    def sought(self, run: Run) -> Goal:
        """Return the stopping criterion, or NO_GOAL once it is met or if it is waived."""
        if self._waived(run) or not self.accuracy or self._find(run) is not None:
            return NO_GOAL
        return Goal(self.accuracy, SETTLED)

    def just_reached(self, run: Run) -> bool:
        """Return whether the last epoch was the first one that reached the goal."""
        if self._waived(run) or run.measuring or not run.epoch_metrics:
            return False
        if run.step != run.epoch_metrics[-1].step:
            return False
        return self.epoch(run) == run.epoch_metrics[-1].epoch

    def _waived(self, run: Run) -> bool:
        return self.waived is not None and run.trainer.settings == self.waived

    def _find(self, run: Run) -> tuple[int, int] | None:
        """Return epoch and step of the first measurement that reached the goal."""
        known = (run, run.edition, self._store.name)
        if known != self._known:
            self._known, self._looked, self._found = known, 0, None
        if self._found is None and self.accuracy:
            for table, first, end in by_table(run.epoch_metrics, self._looked):
                reached = (
                    (table.steps[first:end] > 0)
                    & (table.column("costs", "validation", first, end) <= SETTLED)
                    & (table.column("accuracies", "validation", first, end) >= self.accuracy)
                )
                if reached.any():
                    row = first + int(np.argmax(reached))
                    self._found = int(table.epochs[row]), int(table.steps[row])
                    break
        self._looked = len(run.epoch_metrics)
        return self._found
