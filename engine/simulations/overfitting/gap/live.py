"""Live runs of the gap: begun anew for other settings, kept for an undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.commands.transport import Pause, Seek, Start, Step
from engine.settings import Value
from engine.simulations.learning.data_store import Store
from engine.simulations.learning.learning import Learning
from engine.simulations.learning.training_view import LearningView
from engine.simulations.learning.views.state import History, TrainingView
from engine.simulations.overfitting.gap.settings import training_settings

REST_S = 0.3
"""Seconds without another change after which a run is asked for: not one a notch of a drag."""

MOST_RUNS = 3
"""Runs that are kept; the oldest ones are forgotten. 400 epochs on MNIST take 40 MB."""


class LiveRuns:
    """A `Learning` whose runs are found again by their settings.

    Parameters
    ----------
    values : Mapping
        Settings of the page.
    store : Store
        Source of the pictures.
    clock : callable
        Returns seconds; no result depends on it.
    """

    def __init__(
        self, values: Mapping[str, Value], store: Store, clock: Callable[[], float]
    ) -> None:
        self.learning = Learning(training_settings(values), store, clock)
        self._view = LearningView(clock)
        self._store, self._clock = store, clock
        self._wanted: Mapping[str, Value] | None = None
        self._first: Start | Step | None = None
        self._asked_s = 0.0
        self._rested = self._held = False
        self._wishes = 0

    @property
    def waiting(self) -> bool:
        """Whether the present settings have no run yet."""
        return self._wanted is not None

    @property
    def begins(self) -> bool:
        """Whether a run begins as soon as the pictures are loaded."""
        return self.waiting and self._first is not None

    @property
    def wish(self) -> int:
        """Number of the run that is to be started by whoever sees this; 0 if there is none.

        Training needs compiled kernels, for which a start can wait and a change of a setting
        cannot.
        """
        asked = self.waiting and self._rested and not (self._held or self.begins)
        return self._wishes if asked else 0

    @property
    def busy(self) -> bool:
        """Whether `advance` has something to do."""
        if self.waiting:
            return self.begins or not (self._rested or self._held)
        return self.learning.busy

    @property
    def epoch(self) -> int:
        """Epochs completed at the shown position."""
        return 0 if self.learning.run is None else self.learning.run.trainer.place[0]

    @property
    def last_epoch(self) -> int:
        """Epochs completed at the furthest position."""
        run = self.learning.run
        return 0 if run is None else run.trainer.segment.place(run.last_step)[0]

    def seek(self, epoch: int) -> None:
        """Show the run as it was after an epoch."""
        run = self.learning.run
        if run is not None:
            self.learning.seek(Seek("", epoch * run.trainer.segment.steps_per_epoch))

    def want(self, values: Mapping[str, Value]) -> None:
        """Show the run with other settings: one that is kept, or ask for a new one."""
        self.learning.pause(Pause(""))
        if self._show_kept(values):
            return
        self.learning.begin_with(training_settings(values), None)
        self._wanted, self._first, self._asked_s = values, None, self._clock()
        self._rested = self._held = False
        self._wishes += 1

    def begin(self, first: Start | Step) -> None:
        """Begin what is wanted with a command."""
        self._first = first

    def hold(self) -> None:
        """Pause, and ask for nothing."""
        self._first, self._held = None, True
        self.learning.pause(Pause(""))

    def leave(self) -> None:
        """Pause, and forget what was wanted."""
        self._wanted = None
        self.hold()

    def advance(self, budget_s: float) -> None:
        """Begin what is wanted, or train."""
        if self._wanted is None:
            self.learning.advance(budget_s)
        elif self._first is not None:
            self._begin(self._wanted, self._first)
        elif self._clock() - self._asked_s >= REST_S:
            self._rested = True

    def view(self) -> TrainingView:
        """Return the view of the present run."""
        return self._view.of(self.learning, 0, frozenset(), lambda network: None)

    def whole_history(self) -> History | None:
        """Return the curves of all epochs of the present run; None if there is none."""
        view = self.view()
        found = (branch.history for branch in view.branches if branch.id == view.branch)
        return next(found, None)

    # --- private ---------------------------------------------------------------------------

    def _begin(self, values: Mapping[str, Value], first: Start | Step) -> None:
        """Begin a run, as soon as the pictures are loaded."""
        data = self._store.need()
        if data is None or self._show_kept(values):
            return
        self._wanted = self._first = None
        self.learning.begin_with(training_settings(values, len(data.training)), None)
        if isinstance(first, Start):
            self.learning.start(first)
        else:
            self.learning.step_by(first)
        for branch in self.learning.branches.all[:-MOST_RUNS]:
            self.learning.branches.remove(branch.id)

    def _show_kept(self, values: Mapping[str, Value]) -> bool:
        """Show the run of some settings if it is kept; return whether it is."""
        data = self._store.data
        if data is None:
            return False
        wanted = training_settings(values, len(data.training)), self._store.name
        for branch in self.learning.branches:
            if (branch.settings, branch.data_name) == wanted and branch.run.last_step:
                self._wanted = self._first = None
                self.learning.look_at(branch)
                return True
        return False
