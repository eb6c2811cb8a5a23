"""Simulation of the page Results: the book's experiments, run in a process of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from engine.commands.edits import SetSetting
from engine.commands.transport import Pause, Reset, Seek, Start, Step
from engine.data.files.mnist import find_mnist
from engine.errors import EngineError, SettingError
from engine.experiments import ALL
from engine.experiments.own_results import OwnResults, keep_own, load_own, own_folder
from engine.experiments.stored import load_results
from engine.experiments.worker import Order
from engine.runs.recorded_runs import load_shipped_run
from engine.simulations.results.rows import rows_of
from engine.simulations.results.running import (
    CurrentRun,
    MakeRunner,
    StoppedRuns,
    key_of,
    run_outside,
)
from engine.simulations.results.scene import (
    EXPERIMENT,
    LOOKS,
    SETTINGS,
    Scene,
    first_scene,
    is_random,
)
from engine.simulations.results.state import Measured, ResultRow, ResultsState
from engine.simulations.scene_page.scene_page import ScenePage, seen_as
from engine.simulations.simulation import Inverse
from engine.snapshots import Message, Status

LARGEST_SEED = 2**31 - 1


class Results(ScenePage[Scene]):
    """The simulation behind the page; its state is `ResultsState`.

    A step is a row of the table in the order of the book; what plays is the run of an experiment.

    Parameters
    ----------
    seed : int
    clock : callable
        Returns seconds; only elapsed and remaining times depend on it.
    folder : Path or None
        Folder of one's own results; None for that of the user.
    make : callable
        (order, runner that has to end before) -> runner of an experiment.
    """

    declared_settings = SETTINGS
    view_settings: ClassVar = LOOKS
    stays: ClassVar = Message("The change was taken back; the row chosen since stays.")

    def __init__(
        self,
        seed: int,
        clock: Callable[[], float],
        folder: Path | None = None,
        make: MakeRunner = run_outside,
    ) -> None:
        super().__init__(first_scene(max(seed, 0)), clock)
        self._folder = own_folder() if folder is None else folder
        self._clock, self._make = clock, make
        self._run: CurrentRun | None = None
        self._leaving: CurrentRun | None = None
        self._stopped = StoppedRuns(self._folder)
        self._failure: Message | None = None
        self._status: dict[str, Status] = {}
        self._shipped = load_results()
        self._own: OwnResults = {}
        try:
            self._own = load_own(self._folder)
        except EngineError as error:
            self._failure = Message(error.template, error.fields)
        self._rows = rows_of(self._shipped, self._own)
        self._curves: dict[str, tuple[float, ...]] = {}
        self.refresh(frozenset())

    # --- Simulation protocol ---------------------------------------------------------------

    @property
    def status(self) -> Status:
        """Whether an experiment is being run; else what became of the chosen one."""
        if self._run is not None:
            return Status.RUNNING
        return self._status.get(self.scene.chosen, Status.IDLE)

    @property
    def step(self) -> int:
        """Place of the chosen row."""
        return ALL.index(self.scene.chosen)

    @property
    def last_step(self) -> int:
        """Place of the last row."""
        return len(ALL) - 1

    @property
    def speed(self) -> float:
        """Rows are not played."""
        return 1.0

    @property
    def busy(self) -> bool:
        """Whether a process is at work."""
        return self._run is not None or self._leaving is not None

    def advance(self, budget_s: float) -> None:
        """Take what processes have reported.

        Raises
        ------
        EngineError
            If the run has failed, or its result cannot be kept.
        """
        leaving, run = self._leaving, self._run
        if leaving is not None:
            for report in leaving.runner.reports(0.0 if run is not None else budget_s):
                leaving.take(report)
            if leaving.ended:
                self._leaving = None
        if run is None:
            return
        for report in run.runner.reports(budget_s):
            run.take(report)
            if "epoch" in report:
                self._stopped.keep(run.key, run.share or 0.0)
        if run.ended:
            self._end(run)

    def view(self, observed: frozenset[str]) -> ResultsState:
        """Return the page's state."""
        scene, chosen = self.scene, self.scene.chosen
        built = chosen in EXPERIMENT
        return ResultsState(
            scene.settings,
            self._with_curve(self.step),
            self.step,
            self.last_step,
            running=None if self._run is None else self._run.view(),
            kept=self._stopped.share(key_of(scene)) if built else None,
            missing=missing(chosen),
            failure=self._failure,
        )

    def close(self) -> None:
        """End all processes; what they have learned is kept."""
        self._stop()
        if self._leaving is not None:
            self._leaving.runner.close()

    # --- edits -----------------------------------------------------------------------------

    def returned(
        self, command: SetSetting, target: Scene, source: Scene
    ) -> tuple[Scene, Message | None]:
        """Return to a scene; the row that was chosen since stays."""
        moved = source.chosen != self.scene.chosen
        return seen_as(target, self.scene, LOOKS), self.stays if moved else None

    # --- transport -------------------------------------------------------------------------

    def start(self, command: Start) -> None:
        """Run the chosen experiment, from where it was stopped.

        Raises
        ------
        EngineError
            If it is not built, its data are missing, or nothing can be kept.
        """
        if self._run is not None:
            return
        scene = self.scene
        reason = missing(scene.chosen)
        if reason is not None:
            raise SettingError(reason.template, **reason.fields)
        key = key_of(scene)
        folder = str(self._stopped.checkpoints(key))
        order = Order(scene.chosen, scene.seed, scene.epochs, folder)
        before = None if self._leaving is None else self._leaving.runner
        self._failure = None
        self._run = CurrentRun(scene.chosen, key, self._make(order, before), self._clock)

    def pause(self, command: Pause) -> None:
        """Stop the run; what it has learned is kept."""
        self._stop()

    def step_by(self, command: Step) -> None:
        """Choose a row further down, or up if the count is negative."""
        self.seek(Seek(command.simulation_id, self.step + command.count))

    def seek(self, command: Seek) -> None:
        """Choose a row by its place."""
        place = max(0, min(command.step, self.last_step))
        settings = {**self.scene.settings, "experiment": ALL[place]}
        self.scene = replace(self.scene, settings=settings)

    def reset(self, command: Reset) -> Inverse | None:
        """Forget what is kept of the chosen experiment's run, or take the next seed."""
        if command.new_seed:
            if not is_random(self.scene.settings):
                return None
            seed = (self.scene.seed + 1) % (LARGEST_SEED + 1)
            return self.edit(SetSetting(command.simulation_id, "seed", seed))
        if self.scene.chosen not in EXPERIMENT:
            return None
        key = key_of(self.scene)
        if self._run is not None and self._run.key == key:
            self._stop()
        if self._leaving is not None and self._leaving.key == key:
            self._leaving.runner.close()
            self._leaving = None
        self._stopped.forget(key)
        self._status.pop(self.scene.chosen, None)
        return None

    # --- private ---------------------------------------------------------------------------

    def _stop(self) -> None:
        run = self._run
        if run is None:
            return
        if self._leaving is not None:
            self._leaving.runner.close()
        run.runner.stop()
        self._run, self._leaving = None, run
        self._status[run.id] = Status.PAUSED
        if run.share is not None:
            self._stopped.keep(run.key, run.share)

    def _end(self, run: CurrentRun) -> None:
        """Keep the result of a run that has ended, or say why there is none."""
        self._run = None
        self._status[run.id] = Status.FINISHED if run.result is not None else Status.PAUSED
        if run.failure is not None:
            self._failure = Message(run.failure.template, run.failure.fields)
            raise run.failure
        if run.result is not None:
            self._own = keep_own(self._folder, EXPERIMENT[run.id], run.result)
            self._rows = rows_of(self._shipped, self._own)
            self._stopped.forget(run.key)

    def _with_curve(self, place: int) -> tuple[ResultRow, ...]:
        """Return the rows; the chosen one with the learning curve of its recorded run."""
        row = self._rows[place]
        if not row.recorded:
            return self._rows
        if any(each.origin == "shipped" and not each.curve for each in row.ours):
            ours = tuple(self._curved(row.id, each) for each in row.ours)
            rows = list(self._rows)
            rows[place] = replace(row, ours=ours)
            self._rows = tuple(rows)
        return self._rows

    def _curved(self, id_: str, measured: Measured) -> Measured:
        if measured.origin != "shipped":
            return measured
        if id_ not in self._curves:
            results = load_shipped_run(id_).results
            self._curves[id_] = tuple(each.test_accuracy or 0.0 for each in results)
        return replace(measured, curve=self._curves[id_])


def missing(id_: str) -> Message | None:
    """Return why an experiment cannot be run here; None if it can."""
    experiment = EXPERIMENT.get(id_)
    if experiment is None:
        return Message("Experiment {id} of the book is not built yet.", {"id": id_})
    if experiment.settings.get("data") == "mnist" and find_mnist() is None:
        return Message("MNIST is not on this machine; get it on the page Digits.")
    return None
