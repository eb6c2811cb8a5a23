"""Cache of a run's views, since snapshots are taken sixty times a second."""

from __future__ import annotations

from functools import partial

from engine.runs.run import Run
from engine.simulations.cached_value import CachedValue
from engine.simulations.learning.views import run_views as views
from engine.simulations.learning.views.metric_columns import Histories
from engine.simulations.learning.views.state import History, Mistakes


class RunViews:
    """Cached curves, confusion matrix and mistakes of one run."""

    def __init__(self, histories: Histories) -> None:
        self._histories = histories
        self._epochs: CachedValue[History] = CachedValue()
        self._history: CachedValue[History] = CachedValue()
        self._best: CachedValue[tuple[float, int]] = CachedValue()
        self._confusion: CachedValue[views.Confusion] = CachedValue()
        self._mistakes: CachedValue[Mistakes | None] = CachedValue()

    def history(self, run: Run) -> History:
        """Return the curves up to the shown position."""
        epochs = self._epochs.get(_shown(run), partial(self._histories.shown, run))
        loss_trace = (_shown(run), run.loss_trace.count(run.step))
        return self._history.get(loss_trace, partial(views.with_loss_trace, epochs, run))

    def best(self, run: Run) -> tuple[float, int]:
        """Return the best validation accuracy and its epoch."""
        return self._best.get(_shown(run), partial(views.best_validation, self.history(run)))

    def confusion(self, run: Run, observed: frozenset[str]) -> views.Confusion:
        """Return the confusion matrix of the last measured epoch, if it is observed."""
        count = run.shown_count()
        if not count or "confusion" not in observed:
            return views.NO_CONFUSION
        metrics = run.epoch_metrics[count - 1]
        return self._confusion.get(_shown(run), partial(views.confusion, run, metrics))

    def mistakes(self, run: Run, observed: frozenset[str]) -> Mistakes | None:
        """Return the mistakes of the last measured epoch, if they are observed."""
        count = run.shown_count()
        if not count or "mistakes" not in observed:
            return None
        metrics = run.epoch_metrics[count - 1]
        return self._mistakes.get(_shown(run), partial(views.mistakes, run, metrics))


def _shown(run: Run) -> tuple[Run, int, int]:
    """Return a key that differs between positions with different measured epochs."""
    return run, run.edition, run.shown_count()
