"""Commands on the tree of runs: branch, select, rename, remove; and views of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from engine.arrays import Vector
from engine.commands.runs import BranchRun, RemoveRun, RenameRun, SelectRun
from engine.errors import SettingError
from engine.networks.network import Network
from engine.runs.branches import Branch
from engine.settings import Value
from engine.simulations.cached_value import CachedValue
from engine.simulations.learning.learning import Learning
from engine.simulations.learning.views import run_views as views
from engine.simulations.learning.views.metric_columns import Histories
from engine.simulations.learning.views.state import BranchView, History
from engine.simulations.simulation import Inverse, putting
from engine.snapshots import Message
from engine.training.settings import TrainingSettings

ReadWith: TypeAlias = Callable[[Network], Vector | None]


class Branching:
    """Acts on the tree of runs that a `Learning` keeps."""

    def __init__(self, learning: Learning) -> None:
        self._learning = learning

    def branch(self, command: BranchRun) -> Message:
        """Fork a new run at the shown position; the old one keeps its later epochs.

        Raises
        ------
        SettingError
            If nothing was trained yet.
        """
        if self._learning.run is None:
            raise SettingError("expected a run to branch from, got none; press Play first")
        self._learning.fork_run()
        current = self._learning.branches.current
        assert current is not None
        said = {"name": current.name, "step": current.fork_step}
        return Message("{name} begins at step {step}; the tab Runs lists them all.", said)

    def select(self, command: SelectRun) -> None:
        """Select another run, at its own position."""
        self._learning.look_at(self._learning.branches.find(command.id))

    def rename(self, command: RenameRun) -> Inverse:
        """Give a run a name."""
        branches = self._learning.branches
        before = branches.find(command.id).name
        branches.rename(command.id, command.name)
        after = branches.find(command.id).name
        name = Message("rename a run to {name}", {"name": command.name})
        return Inverse(name, before, after, putting(partial(branches.put_name, command.id)))

    def remove(self, command: RemoveRun) -> Inverse:
        """Remove a run from the list."""
        branches = self._learning.branches
        put_back = branches.remove(command.id)
        name = Message("remove run {number}", {"number": command.id})

        def show(present: bool) -> None:
            if present:
                put_back()
            else:
                branches.remove(command.id)

        return Inverse(name, True, False, putting(show))


class BranchViews:
    """Cached views of all runs, rebuilt only where a run has changed."""

    def __init__(self, histories: Histories) -> None:
        self._histories = histories
        self._curves: dict[int, CachedValue[tuple[History, float, int]]] = {}
        self._views: dict[int, CachedValue[BranchView]] = {}

    def of(self, learning: Learning, read: ReadWith) -> tuple[BranchView, ...]:
        """Return a view of each run in the list.

        Parameters
        ----------
        read : callable
            (network) -> probabilities of the picture on the pad, or None.
        """
        branches = learning.branches.all
        known = {branch.id: branch for branch in branches}
        lockstep_runs = {branch.id for branch in learning.branches.companions}
        seen = (self._view(branch, known.get(branch.parent or 0), learning) for branch in branches)
        return tuple(
            replace(view, together=True, outputs=read(known[view.id].run.network))
            if view.id in lockstep_runs
            else view
            for view in seen
        )

    def _view(self, branch: Branch, parent: Branch | None, learning: Learning) -> BranchView:
        run = branch.run
        settings = learning.settings if run is learning.run else branch.settings
        count, other = len(run.epoch_metrics), parent.settings if parent is not None else None
        key = (branch, run.edition, run.last_step, count, settings, other, run.divergence)
        build = partial(self._build, branch, settings, other or TrainingSettings())
        return self._views.setdefault(branch.id, CachedValue()).get(key, build)

    def _build(
        self, branch: Branch, settings: TrainingSettings, other: TrainingSettings
    ) -> BranchView:
        run = branch.run
        history, best, best_epoch = self._curves_of(branch)
        segment = run.trainer.segments[-1]
        epoch, batch = segment.place(run.last_step)
        return BranchView(
            branch.id,
            branch.parent,
            branch.fork_step,
            branch.name,
            run.last_step,
            epoch + batch / segment.steps_per_epoch,
            differing(settings, other),
            best,
            best_epoch,
            history,
            run.network.specification.products,
            diverged=run.divergence.step if run.divergence is not None else None,
        )

    def _curves_of(self, branch: Branch) -> tuple[History, float, int]:
        """Return curves and best epoch of a run, which change only when an epoch was measured."""
        run = branch.run
        memory = self._curves.setdefault(branch.id, CachedValue())

        def build() -> tuple[History, float, int]:
            history = self._histories.whole(run)
            return history, *views.best_validation(history)

        return memory.get((run, run.edition, len(run.epoch_metrics)), build)


def differing(settings: TrainingSettings, other: TrainingSettings) -> dict[str, Value]:
    """Return the settings that differ from another run's."""
    theirs = other.values()
    return {name: value for name, value in settings.values().items() if value != theirs[name]}
