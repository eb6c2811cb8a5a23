"""A training run: a trainer with its data, its recording and its measures."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from math import isfinite
from operator import attrgetter

import numpy as np

from engine.arrays import Labels, Matrix, Vector
from engine.data.examples import DataSet, Examples
from engine.networks.network import Network
from engine.training.epoch_blocks import NO_GOAL, EpochBlock, epochs_at_once, train_epoch_block
from engine.training.epoch_metrics import EpochMetrics
from engine.training.loss_trace import LossTrace
from engine.training.measurement import PROBE, Measurement, layer_measures, score_network
from engine.training.recording import Recording, has_trace_point, steps_to_trace_point
from engine.training.settings import TrainingSettings
from engine.training.states import Divergence
from engine.training.trainer import Trainer

TRAINING_SAMPLE = 5_000
"""Default number of training examples measured after each epoch."""

REPLAY = 200
"""Mini-batches replayed per call when a seek is completed at once."""

TRACE_PROBE = 250
"""Training examples on which the cost is measured at each trace point."""


class Run:
    """A training run that works in short slices, measures every epoch, records, and seeks.

    Parameters
    ----------
    trainer : Trainer
    data : DataSet
        Its validation and test parts are measured after each epoch.
    sample : int
        Training examples measured after each epoch; 0 stands for all.
    recording : Recording or None
        Without a recording the run keeps no key frames and cannot seek.
    measure_start : bool
        Whether the untrained network is measured too, as epoch 0.

    Attributes
    ----------
    epoch_metrics : list of EpochMetrics
    loss_trace : LossTrace
        Cost at trace points between the epochs.
    edition : int
        Grows whenever the recorded future is discarded; identifies `epoch_metrics` for caches.
    last_step : int
        The furthest step trained.
    seconds : float
        Time spent training.
    goal : Goal
        A block of epochs stops after the epoch that reaches it.
    """

    def __init__(
        self,
        trainer: Trainer,
        data: DataSet,
        *,
        sample: int = TRAINING_SAMPLE,
        recording: Recording | None = None,
        measure_start: bool = True,
    ) -> None:
        self.trainer = trainer
        self.data = data
        self.recording = recording
        self.epoch_metrics: list[EpochMetrics] = []
        self.loss_trace = LossTrace()
        self.seconds = 0.0
        self.last_step = trainer.state.step
        self.edition = 0
        self.goal = NO_GOAL
        self._sample = sample
        self._epoch_block: EpochBlock | None = None
        self._epoch_seconds = 0.0
        self._target: int | None = None
        self._measurement: Measurement | None = None
        if measure_start and trainer.state.step == 0:
            self._begin_measurement()

    @classmethod
    def revived(
        cls,
        trainer: Trainer,
        data: DataSet,
        recording: Recording,
        *,
        epoch_metrics: list[EpochMetrics],
        loss_trace: LossTrace,
        seconds: float,
        last_step: int,
    ) -> Run:
        """Return a run restored from stored parts."""
        run = cls(trainer, data, recording=recording, measure_start=not epoch_metrics)
        run.epoch_metrics, run.loss_trace, run.last_step = epoch_metrics, loss_trace, last_step
        run.seconds = seconds
        run._epoch_seconds = max(seconds - sum(metrics.seconds for metrics in epoch_metrics), 0.0)
        return run

    @property
    def step(self) -> int:
        """Mini-batches trained at the current position, at most `last_step`."""
        return self.trainer.state.step

    @property
    def network(self) -> Network:
        """The network at the current step."""
        return self.trainer.network

    @property
    def measuring(self) -> bool:
        """Whether the measurement of an epoch is in progress."""
        return self._measurement is not None

    @property
    def seeking(self) -> bool:
        """Whether steps are being replayed towards the target of a seek."""
        return self._target is not None

    @property
    def finished(self) -> bool:
        """Whether nothing is left to train, measure or replay."""
        return not self.measuring and not self.seeking and self.trainer.finished

    @property
    def divergence(self) -> Divergence | None:
        """The point at which the run diverged, or None."""
        return self.trainer.divergence

    def shown_count(self) -> int:
        """Return the number of epochs measured up to the current step."""
        if self.epoch_metrics and self.epoch_metrics[-1].step <= self.step:
            return len(self.epoch_metrics)
        return bisect_right(self.epoch_metrics, self.step, key=attrgetter("step"))

    def shown_metrics(self) -> list[EpochMetrics]:
        """Return the metrics of the epochs up to the current step."""
        return self.epoch_metrics[: self.shown_count()]

    def advance(self, batches: int) -> int:
        """Do one short slice of work: train, measure or replay.

        Returns
        -------
        int
            Mini-batches trained; a slice ends at the next trace point, but small networks may
            train a block of epochs.
        """
        self._epoch_block = None
        if self._measurement is not None:
            self._measure_slice(self._measurement)
            return 0
        if self._target is None and (leapt := self._train_epoch_block(batches)):
            return leapt
        if self._target is not None:
            batches = min(batches, self._target - self.step)
        trainer = self.trainer
        count = trainer.train(min(batches, steps_to_trace_point(trainer.segment, self.step)))
        if count:
            self._arrive()
        if self._target is not None and (count == 0 or self.step >= self._target):
            self._target = None
        return count

    def finish_measuring(self) -> None:
        """Complete the measurement in progress."""
        while self._measurement is not None:
            self._measure_slice(self._measurement)

    def settle(self) -> None:
        """Complete the measurement and the seek in progress, as edits require."""
        self.finish_measuring()
        while self._target is not None:
            self.advance(REPLAY)

    def epoch_start(self, count: int = 1) -> int:
        """Return the start of the latest mini-batch's epoch, or `count` - 1 epochs earlier."""
        step = self.step
        for _ in range(count):
            before = max(0, step - 1)
            segment = next(s for s in reversed(self.trainer.segments) if s.start <= before)
            step = before - segment.place(before)[1]
        return step

    def step_after(self, count: int, unit: str) -> int:
        """Return the step `count` mini-batches (unit "batch") or ends of epochs ahead."""
        if unit == "batch":
            return self.step + count
        segment = self.trainer.segment
        epoch_end = self.step - segment.place(self.step)[1] + segment.steps_per_epoch
        return epoch_end + (count - 1) * segment.steps_per_epoch

    def spend(self, seconds: float) -> None:
        """Account the time of the last slice of training."""
        self.seconds += seconds
        if self._epoch_block is None:
            self._epoch_seconds += seconds
            return
        each = self._epoch_block.table.seconds
        each[:] = seconds / len(each)

    def seek(self, step: int) -> None:
        """Go to a step trained before; `advance` replays from the nearest key frame.

        Parameters
        ----------
        step : int
            Clipped to 0 .. last_step.
        """
        step = max(0, min(step, self.last_step))
        if self.recording is None or step == self.step:
            return
        self.finish_measuring()
        if self.step == self.last_step:
            # a key frame at the end makes seeking back there fast
            self.recording.take(self.trainer.state)
        frame = self.recording.nearest(step)
        if not frame.step <= self.step <= step:
            self.trainer.restore(frame)
        self._target = step if self.step < step else None

    def change(self, settings: TrainingSettings) -> None:
        """Change the settings from the current step on; steps beyond it are discarded."""
        self._forget_future()
        self.trainer.change(settings)

    def teach(self, x: Matrix, labels: Labels) -> None:
        """Add examples to the training set from the current step on."""
        self._forget_future()
        self.trainer.teach(x, labels)

    def edit_weights(self, places: Vector, values: Vector) -> None:
        """Set weights and biases by hand at the current step.

        Parameters
        ----------
        places : Vector, int64; values : Vector
        """
        self._forget_future()
        self.trainer.edit_weights(places, values)
        if self.recording is not None:
            # the key frame of this step must hold the edited weights
            self.recording.take(self.trainer.state)

    def restore_point(self) -> Callable[[], None]:
        """Return a function that restores the present state, valid until training goes on."""
        trainer, recording = self.trainer, self.recording
        segments, weight_edits = list(trainer.segments), list(trainer.weight_edits)
        state = trainer.state.copy()

        def restore() -> None:
            trainer.segments, trainer.weight_edits = segments, weight_edits
            trainer.restore(state)
            if recording is not None and recording.holds(state.step):
                recording.take(state)

        return restore

    def fork(self) -> Run:
        """Return an independent run with the same history, at the same step."""
        self.settle()
        other = Run(self.trainer.fork(), self.data, sample=self._sample, measure_start=False)
        other.epoch_metrics, other.loss_trace = (
            self.shown_metrics(),
            self.loss_trace.fork(self.step),
        )
        other.seconds = sum(metrics.seconds for metrics in other.epoch_metrics)
        if self.recording is not None:
            other.recording = self.recording.fork(self.step)
        return other

    def unteach(self) -> None:
        """Remove the examples added last from the training set."""
        self._forget_future()
        self.trainer.unteach()

    # --- private ----------------------------------------------------------------------

    def _forget_future(self) -> None:
        self.settle()
        self.edition += 1
        self.last_step = self.step
        self.epoch_metrics = self.shown_metrics()
        self.loss_trace.forget_after(self.step)
        if self.recording is not None:
            self.recording.forget_after(self.step)

    def _arrive(self) -> None:
        """Record and measure at the step that was just reached."""
        trainer, step = self.trainer, self.step
        ended = self._ended_epoch()
        count = self.shown_count() if ended else 0
        if count and self.epoch_metrics[count - 1].step == step:
            # replayed: restore the schedule's state from the first measurement
            np.copyto(trainer.state.memory, self.epoch_metrics[count - 1].memory)
            return
        if step <= self.last_step:
            return
        self.last_step = step
        if self.recording is None and not ended:
            return
        if has_trace_point(trainer.segment, step, ended=ended):
            self._add_trace_point()
        if ended:
            self._begin_measurement()
        else:
            self._record()

    def _ended_epoch(self) -> bool:
        before = self.step - 1
        segment = next(s for s in reversed(self.trainer.segments) if s.start <= before)
        return segment.place(self.step)[1] == 0

    def _add_trace_point(self) -> None:
        if self.recording is None:
            return
        probe = self.trainer.training_part(TRACE_PROBE)
        answers, confidence = np.zeros(len(probe), np.uint8), np.zeros(len(probe), probe.x.dtype)
        rows = np.arange(len(probe))
        cost = score_network(self.network, self.trainer.settings, probe, rows, answers, confidence)
        self.loss_trace.add(self.step, cost / len(probe))

    def _record(self) -> None:
        if self.recording is not None and (
            self.step == 0 or self.recording.is_due(self.trainer.segment, self.step)
        ):
            self.recording.take(self.trainer.state)

    def _train_epoch_block(self, batches: int) -> int:
        """Train a block of epochs where possible; return the mini-batches trained."""
        trainer = self.trainer
        if self.recording is None or self.step < self.last_step:
            return 0
        most = min(self._sample or trainer.segment.examples, trainer.segment.examples)
        examples = most + len(self.data.validation) + len(self.data.test)
        epochs = epochs_at_once(trainer, batches, examples)
        if not epochs:
            return 0
        probe = trainer.training_part(PROBE)
        leapt = train_epoch_block(trainer, self._parts(), probe, epochs, self.goal)
        if leapt is None:
            return 0
        before, self.last_step, self._epoch_block = self.last_step, self.step, leapt
        self.epoch_metrics += [
            EpochMetrics(leapt.table, row) for row in range(len(leapt.table.steps))
        ]
        for row, step in enumerate(leapt.table.steps.tolist()):
            if self.recording.is_due(trainer.segment, step):
                self.recording.take(leapt.state(row))
        return self.last_step - before

    def _parts(self) -> dict[str, Examples]:
        return {
            "training": self.trainer.training_part(self._sample),
            "validation": self.data.validation,
            "test": self.data.test,
        }

    def _begin_measurement(self) -> None:
        self._measurement = Measurement(self.network, self.trainer.settings, self._parts())

    def _measure_slice(self, measurement: Measurement) -> None:
        if measurement.advance():
            return
        self._measurement = None
        scores = measurement.scores()
        if not all(isfinite(score.cost) for score in scores.values()):
            self.trainer.mark_diverged()
            return
        probe = self.trainer.training_part(PROBE)
        norms, shares = layer_measures(self.network, self.trainer.settings, probe)
        if self.step:
            part = scores.get("validation", scores["training"])
            self.trainer.end_epoch(part.accuracy)
        self.epoch_metrics.append(
            EpochMetrics.single(
                self.trainer.place[0],
                self.step,
                scores,
                self._epoch_seconds,
                (norms, shares),
                self.trainer.state.memory,
            )
        )
        self._epoch_seconds = 0.0
        self._record()
