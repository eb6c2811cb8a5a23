"""Keep the built views of a run until it has changed: snapshots are taken sixty times a second."""

from __future__ import annotations

from functools import partial

from engine.runs import Run
from engine.simulations import digits_views as views
from engine.simulations.digits_state import History, Mistakes


class RunViews:
    """Curves, confusion matrix and mistakes of one run, built anew only where they differ."""

    def __init__(self) -> None:
        self._epochs: views.Memory[History] = views.Memory()
        self._history: views.Memory[History] = views.Memory()
        self._best: views.Memory[tuple[float, int]] = views.Memory()
        self._confusion: views.Memory[views.Confusion] = views.Memory()
        self._mistakes: views.Memory[Mistakes | None] = views.Memory()

    def history(self, run: Run) -> History:
        """Return the curves up to the place that is shown."""
        epochs = self._epochs.get(_shown(run), partial(views.history, run))
        marks = (_shown(run), run.marks.count(run.step))
        return self._history.get(marks, partial(views.with_marks, epochs, run))

    def best(self, run: Run) -> tuple[float, int]:
        """Return the best validation accuracy and its epoch."""
        return self._best.get(_shown(run), partial(views.best_validation, self.history(run)))

    def confusion(self, run: Run, observed: frozenset[str]) -> views.Confusion:
        """Return the confusion matrix of the epoch that was measured last, if it is observed."""
        records = run.shown_records()
        if not records or "confusion" not in observed:
            return views.NO_CONFUSION
        return self._confusion.get(_shown(run), partial(views.confusion, run, records[-1]))

    def mistakes(self, run: Run, observed: frozenset[str]) -> Mistakes | None:
        """Return the mistakes of that epoch, if they are observed."""
        records = run.shown_records()
        if not records or "mistakes" not in observed:
            return None
        return self._mistakes.get(_shown(run), partial(views.mistakes, run, records[-1]))


def _shown(run: Run) -> tuple[Run, int, int]:
    """Return what differs between any two places with other records."""
    return run, run.edition, len(run.shown_records())
