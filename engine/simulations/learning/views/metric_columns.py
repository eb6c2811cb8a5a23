"""Curves of runs as append-only tables with one row an epoch."""

from __future__ import annotations

from weakref import WeakKeyDictionary

import numpy as np

from engine.arrays import Matrix, seal
from engine.runs.run import Run
from engine.simulations.learning.views.state import History
from engine.training.epoch_metrics import EpochTable, by_table

PARTS = ("training", "validation", "test")
NAMES = (
    "epochs",
    *(f"{part}_cost" for part in PARTS),
    *(f"{part}_accuracy" for part in PARTS),
    "seconds",
    "examples",
)
"""Fields of `History` that hold one number an epoch."""


INITIAL_CAPACITY = 64
"""Initial capacity in epochs, doubled whenever it is exceeded."""


class MetricColumns:
    """Metrics of all measured epochs of one run, one row per quantity."""

    def __init__(self, run: Run) -> None:
        self.edition = run.edition
        self._layers = len(run.network.weights)
        self._room: Matrix = np.empty((len(NAMES) + 2 * self._layers, INITIAL_CAPACITY))
        self._count = 0

    def __len__(self) -> int:
        """Return the number of epochs."""
        return self._count

    def take(self, run: Run) -> None:
        """Add the epochs that were measured since."""
        for table, first, end in by_table(run.epoch_metrics, self._count):
            rows = self._rows(run, table, first, end)
            last = self._count + rows.shape[1]
            while last > self._room.shape[1]:
                # views that were handed out keep the old memory
                self._room = np.concatenate([self._room, np.empty_like(self._room)], axis=1)
            self._room[:, self._count : last] = rows
            self._count = last

    def history(self, run: Run, count: int, step: int) -> History:
        """Return the curves of the first `count` epochs, and the loss trace up to a step."""
        # a view, of which nothing changes any more
        table = seal(self._room[:, :count])
        single, end = len(NAMES), len(NAMES) + self._layers
        steps, batch_cost = run.loss_trace.until(step)
        return History(
            **dict(zip(NAMES, table, strict=False)),
            gradient_norms=table[single:end].T,
            saturated=table[end:].T,
            batch_steps=steps,
            batch_cost=batch_cost,
        )

    # --- private ---------------------------------------------------------------------------

    def _rows(self, run: Run, table: EpochTable, first: int, end: int) -> Matrix:
        """Return rows of a table as columns, shape (quantities, rows)."""
        steps = table.steps[first:end]
        return np.stack(
            [
                table.epochs[first:end],
                *(table.column("costs", part, first, end) for part in PARTS),
                *(table.column("accuracies", part, first, end) for part in PARTS),
                table.seconds[first:end],
                run.trainer.examples_until_each(steps),
                *table.gradient_norms[first:end].T,
                *table.saturated[first:end].T,
            ]
        )


class Histories:
    """Curves of all runs, referenced weakly: they are freed together with their run."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[Run, MetricColumns] = WeakKeyDictionary()

    def shown(self, run: Run) -> History:
        """Return the curves up to the shown position."""
        return self._columns(run).history(run, run.shown_count(), run.step)

    def whole(self, run: Run) -> History:
        """Return the curves of all measured epochs, whatever the shown position."""
        return self._columns(run).history(run, len(run.epoch_metrics), run.last_step)

    def _columns(self, run: Run) -> MetricColumns:
        kept = self._kept.get(run)
        if kept is None or kept.edition != run.edition:
            kept = self._kept[run] = MetricColumns(run)
        kept.take(run)
        return kept
