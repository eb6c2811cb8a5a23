"""Train in short slices, at the chosen speed."""

from __future__ import annotations

from collections.abc import Callable

from engine.commands.transport import SetPace
from engine.runs.lockstep_runs import behind
from engine.runs.run import Run
from engine.simulations.learning.pace import Pace, SpeedMeter, check_pace

PIECE_S = 0.006
"""Target duration of one slice of training in seconds: well below a frame."""

MOST_BATCHES = 5_000


class WorkSlices:
    """Gives runs their next slice of work.

    Parameters
    ----------
    clock : callable
        Returns seconds; the length of slices depends on it, never a result.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._pace, self._speed = Pace(), SpeedMeter()
        self._batches = 1.0

    @property
    def examples_per_second(self) -> float:
        """Speed of training, measured about every half second."""
        return self._speed.value

    def set_pace(self, command: SetPace) -> None:
        """Set the speed of training.

        Raises
        ------
        SettingError
            If the speed is not above zero.
        """
        check_pace(command)
        self._pace = Pace(command.examples_per_second, command.epochs_per_second)

    def rest(self) -> None:
        """Reset the clock: call when training pauses."""
        self._pace.rest()

    def replay(self, run: Run) -> None:
        """Measure or replay one slice of a run."""
        run.advance(max(1, int(self._batches)))

    def train(self, run: Run, stop_at: int | None) -> bool:
        """Train for one slice; return whether another may follow at once."""
        allowed = self._allowed(run, stop_at)
        if allowed < 1:
            return False
        begun = self._clock()
        count = run.advance(int(min(allowed, max(1.0, self._batches))))
        passed = self._clock() - begun
        examples = count * run.trainer.settings.batch
        run.spend(passed)
        self._pace.spend(examples)
        self._speed.count(begun + passed, examples)
        if count:
            most = min(4 * self._batches, MOST_BATCHES)
            self._batches = min(count * PIECE_S / max(passed, 1e-6), most)
        return count > 0 and run.step != stop_at

    def follow(self, run: Run, lockstep_run: Run, *, running: bool) -> None:
        """Let a lockstep run catch up by one slice."""
        most = behind(run, lockstep_run, running) or 1
        begun = self._clock()
        if lockstep_run.advance(int(min(most, max(1.0, self._batches)))):
            lockstep_run.spend(self._clock() - begun)

    def _allowed(self, run: Run, stop_at: int | None) -> float:
        if stop_at is not None:
            return stop_at - run.step
        segment = run.trainer.segment
        batches = self._pace.batches(self._clock(), segment.settings.batch, segment.examples)
        return min(batches, 10_000)
