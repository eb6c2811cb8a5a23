"""Lockstep runs: copies of a run with one setting changed, which train along with it."""

from __future__ import annotations

from dataclasses import replace

from engine.commands.runs import AddLockstepRun, DropLockstepRuns, Race
from engine.commands.transport import Reset, Start
from engine.errors import SettingError
from engine.runs.lockstep_runs import MOST_LOCKSTEP_RUNS
from engine.runs.run import Run
from engine.settings import Value, short_text
from engine.simulations.learning.learning import RESTARTING, Learning
from engine.simulations.simulation import Inverse, putting
from engine.snapshots import Message
from engine.training.recording import Recording
from engine.training.settings import TrainingSettings
from engine.training.trainer import Trainer


class LockstepRuns:
    """Acts on the group of runs in lockstep."""

    def __init__(self, learning: Learning) -> None:
        self._learning = learning
        self._waiting: Race | None = None

    def add(self, command: AddLockstepRun) -> Inverse | None:
        """Copy the active run with one setting changed; both train on in lockstep."""
        learning = self._learning
        settings = learning.settings.changed(command.name, command.value)
        if settings == learning.settings:
            raise SettingError(
                "expected another value of {name} than {found} for a twin; change it",
                name=command.name,
                found=command.value,
            )
        run = learning.prepared()
        if run is None:
            raise SettingError("the digits are still being loaded; try again in a moment")
        run.settle()
        branches, group = learning.branches, learning.branches.group
        added = self._add(command.name, command.value, settings)

        def show(present: bool) -> None:
            nonlocal added
            if present:
                added = self._add(command.name, command.value, settings)
            else:
                branches.remove(added)
                branches.group = group

        said = {"setting": short_text(command.name, command.value)}
        return Inverse(Message("add a twin with {setting}", said), False, True, putting(show))

    def race(self, command: Race) -> None:
        """Restart with several values of one setting in lockstep.

        Raises
        ------
        SettingError
            If there are fewer than two values or more than four, or one is refused.
        """
        learning = self._learning
        if not 2 <= len(command.values) <= MOST_LOCKSTEP_RUNS + 1:
            raise SettingError(
                "expected 2 to {most} values for a race, got {found}; choose some",
                most=MOST_LOCKSTEP_RUNS + 1,
                found=len(command.values),
            )
        for value in command.values:
            learning.settings.changed(command.name, value)
        self.drop(DropLockstepRuns(command.simulation_id))
        learning.reset(Reset(command.simulation_id))
        learning.set(command.name, command.values[0])
        self._waiting = command
        learning.start(Start(command.simulation_id))
        self.begin_waiting()

    def begin_waiting(self) -> None:
        """Add the runs of the race that was waiting for the data, if any."""
        race, learning = self._waiting, self._learning
        if race is None or learning.run is None:
            return
        self._waiting = None
        for value in race.values[1:]:
            self._add(race.name, value, learning.settings.changed(race.name, value))

    def drop(self, command: DropLockstepRuns) -> None:
        """Let the active run train alone; the other runs stay in the list."""
        self._waiting = None
        self._learning.branches.group = frozenset()

    # --- private ---------------------------------------------------------------------------

    def _add(self, name: str, value: Value, settings: TrainingSettings) -> int:
        learning = self._learning
        branches, run = learning.branches, learning.run
        assert run is not None
        others = len(branches.group - {branches.active})
        if others >= MOST_LOCKSTEP_RUNS:
            raise SettingError(
                "expected at most {most} twins, got one more; drop them first",
                most=MOST_LOCKSTEP_RUNS,
            )
        lockstep_run = self._fresh(run, settings) if name in RESTARTING else run.fork()
        if name not in RESTARTING:
            lockstep_run.change(settings)
        title = Message("{name}", {"name": short_text(name, value)})
        return branches.pair(lockstep_run, settings, title)

    def _fresh(self, run: Run, settings: TrainingSettings) -> Run:
        """Return a run from scratch, which then catches up."""
        trainer = Trainer(replace(settings), run.data.training, run.data.classes)
        return Run(trainer, run.data, recording=Recording())
