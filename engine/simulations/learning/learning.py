"""Training behind a page: data, runs, transport and edits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from engine.arrays import Images, Vector
from engine.commands.transport import Pause, Reset, Seek, SetPace, Start, Step
from engine.data.classes import name_of
from engine.data.examples import DataSet
from engine.errors import EngineError
from engine.networks.network import Network
from engine.runs.branches import Branch, Branches, Change
from engine.runs.lockstep_runs import lagging, seek_together
from engine.runs.run import Run
from engine.settings import Value
from engine.simulations.learning.data_store import MNIST, Store, fitted
from engine.simulations.learning.goals import Goals
from engine.simulations.learning.views import run_views as views
from engine.simulations.learning.work_slices import WorkSlices
from engine.snapshots import Message, Status
from engine.training.recording import Recording
from engine.training.settings import TrainingSettings, check_pictures
from engine.training.trainer import Trainer

RESTARTING = ("layers", "initialiser", "seed")
SEEK_S = 0.08
"""Longest time in seconds that a seek replays before it returns."""

LEARNED_STAYS = Message("The change was taken back; what was learned since stays.")
"""Said when an edit is taken back after training."""


class Learning:
    """Training behind a page: loads data, trains, measures, seeks and edits runs.

    Parameters
    ----------
    store : Store
        Source of the data.
    clock : callable
        Returns seconds; only speed and pace depend on it, never a result.

    Attributes
    ----------
    goals : Goals
        Goals at which a run pauses.
    """

    def __init__(
        self,
        settings: TrainingSettings,
        store: Store,
        clock: Callable[[], float],
    ) -> None:
        self.settings = settings
        self.store = store
        self.run: Run | None = None
        self.branches = Branches()
        self.changes: tuple[Change, ...] = ()
        self.status = Status.IDLE
        self.failure: Message | None = None
        self._clock = clock
        self._wanted: Start | Step | None = None
        self._stop_at: int | None = None
        self._work_slices = WorkSlices(clock)
        self.start_parameters: Vector | None = None
        self.goals = Goals()

    # --- position --------------------------------------------------------------------------

    @property
    def shown_step(self) -> int:
        """Mini-batches trained at the shown position."""
        return self.run.step if self.run is not None else 0

    @property
    def elapsed_s(self) -> float:
        """Seconds of training."""
        return self.run.seconds if self.run is not None else 0.0

    @property
    def busy(self) -> bool:
        """Whether `advance` has something to do."""
        run = self.run
        working = run is not None and (run.seeking or run.measuring or self._lagging(run))
        return self.store.busy or bool(working) or self.status is Status.RUNNING

    def prepared(self) -> Run | None:
        """Return the run, created if the data are loaded; None while they are not."""
        data = self.store.need()
        if self.run is None and data is not None:
            data = self._fitted(data)
            trainer = Trainer(self.settings, data.training, data.classes)
            if self.start_parameters is not None:
                np.copyto(trainer.state.parameters, self.start_parameters)
            self.run = Run(trainer, data, recording=Recording())
            self.branches.begin(self.run, self.settings, self.store.name)
        return self.run

    def prepare(self) -> None:
        """Create the untrained network as soon as the data are loaded."""
        if self.run is None and self._wanted is None:
            self._wanted = Step("", 0)
            self.prepared()

    # --- transport -------------------------------------------------------------------------

    def start(self, command: Start) -> None:
        """Play until the run is finished or paused."""
        self._stop_at = None
        self._begin(command)

    def pause(self, command: Pause) -> None:
        """Pause between two mini-batches."""
        self._wanted = None
        if self.status.started:
            self._halt(Status.PAUSED)

    def step_by(self, command: Step) -> None:
        """Advance or go back by whole mini-batches or epochs."""
        if command.count < 0:
            self._step_back(command)
            return
        run = self.prepared()
        if run is not None:
            self._stop_at = run.step_after(command.count, command.unit)
        self._begin(command)

    def seek(self, command: Seek) -> None:
        """Show the run as it was after a step."""
        self._halt(Status.PAUSED)
        if self.run is not None:
            seek_together(self.run, self.companions, command.step)
            self._arrive(self.run)

    def reset(self, command: Reset) -> None:
        """Restart with the same seed, or with the next one."""
        self._halt(Status.IDLE)
        seed = self.settings.seed
        if command.new_seed:
            seed, self.start_parameters = seed + 1, None
        self._restart(replace(self.settings, seed=seed))

    def set_pace(self, command: SetPace) -> None:
        """Set the speed of training."""
        self._work_slices.set_pace(command)

    # --- edits -----------------------------------------------------------------------------

    def set(self, name: str, value: Value) -> None:
        """Change one setting; learned weights are kept where possible."""
        settings = self.settings.changed(name, value)
        if settings == self.settings:
            return
        if self.store.data is not None:
            check_pictures(settings, self.store.data)
        if name in RESTARTING and settings.specification() != self.settings.specification():
            self.start_parameters = None
        if name in RESTARTING or self.run is None or not self.run.last_step:
            self._restart(settings)
            return
        run = self._present()
        self.settings = settings
        if run is not None:
            run.change(settings)
            message = Message("{name} set to {value}", {"name": name, "value": value})
            self._note(message)

    def set_data(self, name: str) -> None:
        """Learn from another data set; begins a new run."""
        self.store.choose(name)
        self._restart(self.settings)

    def begin_with(self, settings: TrainingSettings, parameters: Vector | None) -> None:
        """Begin a new run from these weights or from scratch; a trained old run stays listed."""
        self.start_parameters = None if parameters is None else parameters.copy()
        self._restart(settings)

    def teach(self, pictures: Images, label: int, epochs: int) -> None:
        """Add pictures of one class to the training set, for at least `epochs` more epochs."""
        if self.prepared() is None:
            return
        run = self._present()
        assert run is not None
        labels = np.full(len(pictures), label, np.uint8)
        name = name_of(run.data.names, label)
        run.teach(pictures.reshape(len(pictures), -1), labels)
        wanted = max(self.settings.epochs, run.trainer.place[0] + epochs)
        self.settings = replace(self.settings, epochs=wanted)
        run.change(self.settings)
        self._note(Message("taught a drawing of {label}", {"label": name}))

    def edit_weights(self, places: Vector, values: Vector, name: Message) -> None:
        """Set weights and biases by hand; before the end of a run this forks a branch."""
        run = self._present()
        if run is not None:
            run.edit_weights(places, values)
            self._note(name)

    def unteach(self) -> None:
        """Remove the pictures that were taught last."""
        run = self._present()
        if run is not None:
            run.unteach()
            self._note(Message("took a taught drawing back"))

    # --- branches --------------------------------------------------------------------------

    def fork_run(self) -> None:
        """Fork a run at the shown position and make it the active one."""
        self.branches.keep(self.settings, self.changes)
        self.look_at(self.branches.fork())

    def look_at(self, branch: Branch) -> None:
        """Make another run the active one, at its own position."""
        self._halt(Status.PAUSED)
        if branch.id != self.branches.active:
            self.branches.keep(self.settings, self.changes)
            self.branches.select(branch.id)
        self.run, self.settings, self.changes = branch.run, branch.settings, branch.changes
        self.failure = None
        self.store.put_back(branch.data_name, branch.run.data)

    # --- work ------------------------------------------------------------------------------

    def advance(self, budget_s: float) -> None:
        """Work for at most about `budget_s` seconds."""
        self._take_data()
        run = self.run
        if run is None:
            return
        begun = self._clock()
        while self._clock() - begun < budget_s and self._work_once(run):
            if self.status is Status.RUNNING and self.goals.just_reached(run):
                self._halt(Status.PAUSED)
        if self.status is Status.RUNNING and not run.seeking:
            self._judge(run)

    # --- views -----------------------------------------------------------------------------

    @property
    def network(self) -> Network | None:
        """The network that learns, once there is one."""
        return self.run.network if self.run is not None else None

    @property
    def weights(self) -> Vector | None:
        """Copy of the network's parameters, or those that a run will begin with, if not drawn."""
        return self.start_parameters if self.run is None else self.run.network.parameters.copy()

    @property
    def companions(self) -> tuple[Run, ...]:
        """The other runs in lockstep."""
        return tuple(branch.run for branch in self.branches.companions)

    @property
    def examples_per_second(self) -> float:
        """Measured about every half second; 0 while it does not train."""
        return self._work_slices.examples_per_second if self.status is Status.RUNNING else 0.0

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names of the classes of the run, or of the data; empty where they are numbers."""
        data = self.run.data if self.run is not None else self.store.data
        return () if data is None else data.class_names

    # --- private ---------------------------------------------------------------------------

    def _fitted(self, data: DataSet) -> DataSet:
        """Give the network an output for each class; return the data for its outputs."""
        self.settings, self.start_parameters, data = fitted(
            self.settings, self.start_parameters, data
        )
        return data

    def _begin(self, command: Start | Step) -> None:
        self.failure = None
        run = self.prepared()
        if run is None:
            self._wanted, self.status = command, Status.LOADING
        elif run.finished and self.run is not None:
            self._judge(run)
        else:
            self._wanted, self.status = None, Status.RUNNING

    def _take_data(self) -> None:
        if self.store.downloaded():
            self.set_data(MNIST)
        wanted = self._wanted
        try:
            if not self.store.loaded():
                return
        except EngineError:
            self._wanted, self.status = None, Status.IDLE
            raise
        self._wanted = None
        if self.run is None and self.store.data is not None:
            self._fitted(self.store.data)
        if wanted is not None:
            self.status = Status.IDLE
        if isinstance(wanted, Step):
            self.step_by(wanted)
        elif wanted is not None:
            self.start(wanted)

    def _restart(self, settings: TrainingSettings) -> None:
        running = self.status is Status.RUNNING
        self.branches.keep(self.settings, self.changes)
        self.branches.leave()
        self.settings, self.run, self.changes, self.failure = settings, None, (), None
        self._halt(Status.IDLE)
        if running:
            self._begin(Start(""))

    def _present(self) -> Run | None:
        """Return the run to edit: before the end of the run a fork, so that nothing is lost."""
        run = self._settled()
        if run is not None and run.step < run.last_step:
            running = self.status is Status.RUNNING
            self.fork_run()
            if running:
                self.status = Status.RUNNING
        return self.run

    def _settled(self) -> Run | None:
        if self.run is not None:
            self.run.settle()
        return self.run

    def _halt(self, status: Status) -> None:
        self.status, self._stop_at = status, None
        self._work_slices.rest()

    def _step_back(self, command: Step) -> None:
        self._halt(Status.PAUSED)
        if self.run is None:
            return
        if command.unit == "batch":
            step = self.run.step + command.count
        else:
            step = self.run.epoch_start(-command.count)
        seek_together(self.run, self.companions, step)

    def _arrive(self, run: Run) -> None:
        """Replay towards the sought step for up to SEEK_S, without drawing the steps between."""
        begun = self._clock()
        while run.seeking and self._clock() - begun < SEEK_S:
            self._work_slices.replay(run)

    def _lagging(self, run: Run) -> Run | None:
        return lagging(run, self.companions, running=self.status is Status.RUNNING)

    def _work_once(self, run: Run) -> bool:
        """Do one work slice; return whether another may follow at once."""
        running = self.status is Status.RUNNING
        lockstep_run = self._lagging(run)
        if lockstep_run is not None:
            self._work_slices.follow(run, lockstep_run, running=running)
            return True
        if run.measuring or run.seeking:
            self._work_slices.replay(run)
            return True
        if not running or run.finished:
            return False
        run.goal = self.goals.sought(run)
        return self._work_slices.train(run, self._stop_at)

    def _judge(self, run: Run) -> None:
        """Stop if the run is finished, has diverged, or has reached the requested step."""
        if run.divergence is not None:
            self.failure = views.diverged(run.divergence)
            self._halt(Status.FAILED)
        elif run.finished and self._lagging(run) is None:
            self._halt(Status.FINISHED)
        elif self._stop_at is not None and run.step >= self._stop_at and not run.measuring:
            self._halt(Status.PAUSED)

    def _note(self, message: Message) -> None:
        step = self.run.step if self.run is not None else 0
        kept = tuple(change for change in self.changes if change.step <= step)
        self.changes = (*kept, Change(step, message))
