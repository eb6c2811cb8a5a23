"""View of a `Learning` for snapshots: built after every slice of work, mostly from caches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from engine.execution.processors import size_of
from engine.runs.run import Run
from engine.settings import Value
from engine.simulations.cached_value import CachedValue
from engine.simulations.learning.branching import BranchViews, ReadWith
from engine.simulations.learning.doctor import Doctor
from engine.simulations.learning.learning import Learning
from engine.simulations.learning.views import run_views as views
from engine.simulations.learning.views.metric_columns import Histories
from engine.simulations.learning.views.state import BranchView, History, TrainingView
from engine.simulations.learning.views.view_cache import RunViews
from engine.snapshots import Status

TABLES_S = 0.05
"""Least seconds between two updates of the curves during training."""


@dataclass(frozen=True, slots=True)
class _Tables:
    """Curves and best epoch of a run, and the views of all runs."""

    key: tuple[Run, int, int]
    made_s: float
    history: History
    best: float
    best_epoch: int
    branches: tuple[BranchView, ...]


class LearningView:
    """Builds the frozen view of a `Learning`.

    Parameters
    ----------
    clock : callable
        Returns seconds.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._tables: _Tables | None = None
        self._doctor = Doctor(clock)
        histories = Histories()
        self._run_views, self._branch_views = RunViews(histories), BranchViews(histories)
        self._values_memory: CachedValue[dict[str, Value]] = CachedValue()
        self._digest: CachedValue[str] = CachedValue()

    def of(
        self, learning: Learning, version: int, observed: frozenset[str], read: ReadWith
    ) -> TrainingView:
        """Return the frozen view.

        Parameters
        ----------
        read : callable
            (network) -> probabilities of the picture on the pad, or None.
        """
        run = learning.run
        if run is None:
            return self._empty(learning, version, read)
        segment = run.trainer.segment
        epoch, batch = segment.place(run.step)
        tables = self._tables_of(learning, run, read)
        cells = self._run_views.confusion(run, observed)
        ended = learning.status is Status.FINISHED
        return TrainingView(
            network=views.network_view(
                run.network, version, weights=False, class_names=run.data.class_names
            ),
            settings=self._values(learning),
            step=run.step,
            last_step=run.last_step,
            steps_per_epoch=segment.steps_per_epoch,
            epoch=epoch + batch / segment.steps_per_epoch,
            examples_per_second=learning.examples_per_second,
            history=tables.history,
            best_validation=tables.best,
            best_epoch=tables.best_epoch,
            data_name=run.data.name,
            training_size=segment.examples,
            confusion=cells[0],
            confusion_examples=cells[1],
            mistakes=self._run_views.mistakes(run, observed),
            changes=tuple(change for change in learning.changes if change.step <= run.last_step),
            taught=len(segment.taught),
            data=learning.store.view(),
            branches=tables.branches,
            branch=learning.branches.active,
            products=run.network.specification.products,
            finding=self._doctor.look_at(run, moving=learning.status is Status.RUNNING),
            frames_bytes=run.recording.nbytes if run.recording is not None else 0,
            threads=_threads_of(run),
            digest=self._digest.get((run, run.step, version), run.network.digest) if ended else "",
        )

    def _tables_of(self, learning: Learning, run: Run, read: ReadWith) -> _Tables:
        """Return curves and the list of runs; during training they may be TABLES_S old."""
        now, kept = self._clock(), self._tables
        key = (run, run.edition, learning.branches.active)
        alone = learning.status is Status.RUNNING and not learning.branches.companions
        if kept is not None and alone and kept.key == key and 0 < now - kept.made_s < TABLES_S:
            return kept
        history, (best, best_epoch) = self._run_views.history(run), self._run_views.best(run)
        branches = self._branch_views.of(learning, read)
        self._tables = _Tables(key, now, history, best, best_epoch, branches)
        return self._tables

    def _empty(self, learning: Learning, version: int, read: ReadWith) -> TrainingView:
        empty = views.empty_training(
            learning.settings.specification(),
            self._values(learning),
            version,
            learning.class_names,
        )
        return replace(
            empty, data=learning.store.view(), branches=self._branch_views.of(learning, read)
        )

    def _values(self, learning: Learning) -> dict[str, Value]:
        key = (learning.settings, learning.store.name)
        return self._values_memory.get(key, lambda: {**key[0].values(), "data": key[1]})


def _threads_of(run: Run) -> int:
    """Return how many threads train a run: dense networks are not shared."""
    if run.network.specification.is_dense:
        return 1
    return size_of(run.trainer.threads, run.trainer.settings.batch)
