"""Keep the built views of a run until it has changed: snapshots are taken sixty times a second."""

from __future__ import annotations

from functools import partial

from engine.runs.run import Run
from engine.simulations.digits import views as views
from engine.simulations.digits.state import History, Mistakes
from engine.simulations.learning.views.metric_columns import Histories


class RunViews:
    """Curves, confusion matrix and mistakes of one run, built anew only where they differ."""

    def __init__(self, histories: Histories) -> None:
        self._histories = histories
        self._epochs: views.Memory[History] = views.Memory()
        self._history: views.Memory[History] = views.Memory()
        self._best: views.Memory[tuple[float, int]] = views.Memory()
        self._confusion: views.Memory[views.Confusion] = views.Memory()
        self._mistakes: views.Memory[Mistakes | None] = views.Memory()

    def history(self, run: Run) -> History:
        """Return the curves up to the place that is shown."""
        epochs = self._epochs.get(_shown(run), partial(self._histories.shown, run))
        marks = (_shown(run), run.marks.count(run.step))
        return self._history.get(marks, partial(views.with_marks, epochs, run))

    def best(self, run: Run) -> tuple[float, int]:
        """Return the best validation accuracy and its epoch."""
        return self._best.get(_shown(run), partial(views.best_validation, self.history(run)))

    def confusion(self, run: Run, observed: frozenset[str]) -> views.Confusion:
        """Return the confusion matrix of the epoch that was measured last, if it is observed."""
        count = run.shown_count()
        if not count or "confusion" not in observed:
            return views.NO_CONFUSION
        record = run.records[count - 1]
        return self._confusion.get(_shown(run), partial(views.confusion, run, record))

    def mistakes(self, run: Run, observed: frozenset[str]) -> Mistakes | None:
        """Return the mistakes of that epoch, if they are observed."""
        count = run.shown_count()
        if not count or "mistakes" not in observed:
            return None
        record = run.records[count - 1]
        return self._mistakes.get(_shown(run), partial(views.mistakes, run, record))


def _shown(run: Run) -> tuple[Run, int, int]:
    """Return what differs between any two places with other records."""
    return run, run.edition, run.shown_count()
