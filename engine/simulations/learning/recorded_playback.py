"""Playback of a recorded run, epoch by epoch."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isinf, nan

import numpy as np

from engine.arrays import Vector, freeze
from engine.commands.transport import Pause, Reset, Rewind, Seek, SetPace, Start, Step
from engine.networks.network import Network
from engine.runs.recorded_runs import HELD_OUT, RecordedRun
from engine.simulations.cached_value import CachedValue
from engine.simulations.learning.pace import check_pace
from engine.simulations.learning.views.run_views import best_validation, network_view
from engine.simulations.learning.views.state import DataView, History, TrainingView
from engine.snapshots import Message, Status
from engine.training.epoch_summary import EpochSummary

FRAMES_PER_SECOND = 6.0
"""Default speed: sixty epochs in ten seconds."""

TRAINING, OTHERS = 50_000, 10_000
"""Pictures of MNIST: the training part, and each of the other two."""


class Playing:
    """Transport and view of a recorded run; stands in for a `Learning` while one is open.

    Parameters
    ----------
    run : RecordedRun
    clock : callable
        Returns seconds.
    """

    failure: Message | None = None

    def __init__(self, run: RecordedRun, clock: Callable[[], float]) -> None:
        self.run = run
        self.status = Status.PAUSED
        self._clock = clock
        self._frame = len(run.frames) - 1
        self._stop_at = self._frame
        self._rate = FRAMES_PER_SECOND
        self._begun: tuple[float, int] | None = None
        self._network: CachedValue[Network] = CachedValue()
        self._history: CachedValue[History] = CachedValue()

    # --- position --------------------------------------------------------------------------

    @property
    def epoch(self) -> int:
        """The shown epoch."""
        return self.run.frames[self._frame].epoch

    @property
    def frame(self) -> int:
        """Number of the shown frame; 0 is the untrained network."""
        return self._frame

    @property
    def steps_per_epoch(self) -> int:
        """Mini-batches of an epoch."""
        return -(-self._training_size // self.run.settings.batch)

    @property
    def shown_step(self) -> int:
        """Mini-batches trained at the shown position."""
        return self.epoch * self.steps_per_epoch

    @property
    def last_step(self) -> int:
        """Mini-batches of the whole run."""
        return self.run.settings.epochs * self.steps_per_epoch

    @property
    def elapsed_s(self) -> float:
        """Seconds of training up to there."""
        return sum(result.seconds for result in self._shown_results)

    @property
    def busy(self) -> bool:
        """Whether it plays."""
        return self.status is Status.RUNNING

    @property
    def network(self) -> Network:
        """The network after the shown epoch."""
        return self._network.get(self._frame, lambda: self.run.network_at(self.epoch))

    # --- transport -------------------------------------------------------------------------

    def start(self, command: Start) -> None:
        """Play on; at the end, play from the beginning."""
        if self._frame == self._last:
            self._frame = 0
        self._play_to(self._last)

    def rewind(self, command: Rewind) -> None:
        """Play backwards to the untrained network."""
        self._play_to(0)

    def pause(self, command: Pause) -> None:
        """Pause playback."""
        self._halt(Status.PAUSED)

    def step_by(self, command: Step) -> None:
        """Go a number of recorded epochs forward or back."""
        self._halt(Status.PAUSED)
        self._show(self._frame + command.count)

    def seek(self, command: Seek) -> None:
        """Show the last recorded epoch at or before a step."""
        self._halt(Status.PAUSED)
        self._show(self.run.frame_number(command.step // self.steps_per_epoch))

    def reset(self, command: Reset) -> None:
        """Return to the untrained network."""
        self._halt(Status.PAUSED)
        self._show(0)

    def set_pace(self, command: SetPace) -> None:
        """Set the speed of playback; FRAMES_PER_SECOND without a limit."""
        check_pace(command)
        rate = command.examples_per_second / self._training_size
        if command.epochs_per_second is not None:
            rate = command.epochs_per_second
        self._rate = FRAMES_PER_SECOND if isinf(rate) else rate
        if self.busy:
            self._play_to(self._stop_at)

    def advance(self) -> None:
        """Show the frame that is due by the clock."""
        if self._begun is None:
            return
        begun, first = self._begun
        passed = int((self._clock() - begun) * self._rate)
        forwards = self._stop_at >= first
        frame = min(first + passed, self._stop_at) if forwards else max(first - passed, 0)
        self._show(frame)
        if self._frame == self._stop_at:
            self._halt(Status.FINISHED if forwards else Status.PAUSED)

    def show_frame(self, frame: int) -> None:
        """Pause at a frame; beyond the ends, at the first or the last one."""
        self._halt(Status.PAUSED)
        self._show(frame)

    # --- views -----------------------------------------------------------------------------

    def whole_history(self) -> History:
        """Return the curves of all epochs, whatever is shown."""
        return self._curves(self.run.results)

    def view(self) -> TrainingView:
        """Return the view of the recorded run."""
        settings = self.run.settings
        history = self._history.get(self._frame, lambda: self._curves(self._shown_results))
        best, best_epoch = best_validation(history)
        return TrainingView(
            network=network_view(self.network, self._frame, weights=False),
            settings={**settings.values(), "data": self.run.data},
            step=self.shown_step,
            last_step=self.last_step,
            steps_per_epoch=self.steps_per_epoch,
            epoch=float(self.epoch),
            examples_per_second=self._rate * self._training_size if self.busy else 0.0,
            history=history,
            best_validation=best,
            best_epoch=best_epoch,
            data_name=self.run.data,
            training_size=self._training_size,
            data=DataView(self.run.data, (self._training_size, OTHERS, OTHERS), True),
            products=self.network.specification.products,
            recorded=self.run.name,
        )

    # --- private ---------------------------------------------------------------------------

    @property
    def _last(self) -> int:
        return len(self.run.frames) - 1

    @property
    def _training_size(self) -> int:
        return self.run.settings.train_size or TRAINING

    @property
    def _shown_results(self) -> tuple[EpochSummary, ...]:
        return self.run.results_until(self.epoch)

    def _show(self, frame: int) -> None:
        self._frame = min(max(frame, 0), self._last)

    def _play_to(self, frame: int) -> None:
        self._stop_at, self.status = frame, Status.RUNNING
        self._begun = (self._clock(), self._frame)

    def _halt(self, status: Status) -> None:
        self.status, self._begun = status, None

    def _curves(self, results: Sequence[EpochSummary]) -> History:
        nothing = freeze(np.zeros((len(results) + 1, 0)))
        costs = self._held_out_costs(len(results))
        return History(
            epochs=_column([0, *(result.epoch for result in results)]),
            training_cost=_column([None, *(result.cost for result in results)]),
            validation_cost=_column([None, *costs[0]]),
            test_cost=_column([None, *costs[1]]),
            training_accuracy=_column([None, *(r.training_accuracy for r in results)]),
            validation_accuracy=_column([None, *(r.validation_accuracy for r in results)]),
            test_accuracy=_column([None, *(r.test_accuracy for r in results)]),
            examples=_column([self._training_size * epoch for epoch in range(len(results) + 1)]),
            seconds=_column([0.0, *(result.seconds for result in results)]),
            gradient_norms=nothing,
            saturated=nothing,
            batch_steps=freeze(np.zeros(0)),
            batch_cost=freeze(np.zeros(0)),
        )

    def _held_out_costs(self, count: int) -> list[list[float]]:
        kept = self.run.held_out_costs[:count]
        if not len(kept):
            kept = np.full((count, len(HELD_OUT)), nan)
        columns: list[list[float]] = kept.T.tolist()
        return columns


def _column(values: Sequence[float | None]) -> Vector:
    return freeze(np.array([nan if value is None else value for value in values], np.float64))
