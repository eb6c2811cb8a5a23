"""Prediction history of one picture over a run, with the mini-batches that changed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np

from engine.arrays import Matrix, Vector, freeze
from engine.execution.tracing import outputs_of
from engine.networks.network import Network
from engine.runs.run import Run
from engine.training.states import State

MOST_PREDICTION_CHANGES = 12
"""Prediction changes traced to their mini-batch; of more, the last ones."""

BATCHES_PER_SLICE = 20
"""Mini-batches replayed per slice of work."""


@dataclass(frozen=True, slots=True)
class PredictionChange:
    """A change of the predicted class after a mini-batch.

    Attributes
    ----------
    step : int
        Mini-batches trained when the new class was first predicted.
    epoch : float
        The same position in epochs.
    before, after : int
        Predicted classes.
    exact : bool
        Whether it was traced to its mini-batch; otherwise it lies at or before `step`.
    """

    step: int
    epoch: float
    before: int
    after: int
    exact: bool


@dataclass(frozen=True, slots=True)
class PredictionHistoryView:
    """The predictions for one picture over a run.

    Attributes
    ----------
    steps, epochs : Vector, shape (n,)
        Positions of the key frames.
    outputs : Matrix, shape (n, classes)
        Network outputs at the key frames.
    prediction_changes : tuple of PredictionChange
        In the order of their steps.
    progress : float
        0..1; 1 when complete.
    """

    steps: Vector
    epochs: Vector
    outputs: Matrix
    prediction_changes: tuple[PredictionChange, ...]
    progress: float


class PredictionHistory:
    """Evaluator of one picture at every key frame, which then traces prediction changes.

    Parameters
    ----------
    run : Run
        A recorded run; it is not changed.
    pixels : Matrix, shape (1, n_in)
    """

    def __init__(self, run: Run, pixels: Matrix) -> None:
        self._pixels = pixels
        self._trainer = run.trainer.fork()
        self._trainer.segments = list(run.trainer.segments)
        self._trainer.weight_edits = list(run.trainer.weight_edits)
        self._memories = {metrics.step: metrics.memory for metrics in run.epoch_metrics}
        self._frames: Sequence[State] = self._frames_of(run)
        self._outputs: list[Vector] = []
        self._gaps: list[int] | None = None
        self._gap_count = 0
        self._prediction_changes: list[PredictionChange] = []
        self._end: State | None = None

    @property
    def finished(self) -> bool:
        """Whether all key frames are evaluated and all changes traced."""
        return self._gaps == []

    def advance(self) -> None:
        """Do one slice of work: evaluate one key frame, or replay some mini-batches."""
        if len(self._outputs) < len(self._frames):
            self._outputs.append(self._answer(self._frames[len(self._outputs)].parameters))
        elif self._gaps is None:
            self._gaps = self._find_gaps()
            self._gap_count = len(self._gaps)
        elif self._gaps:
            self._replay(self._gaps[0])

    def view(self) -> PredictionHistoryView:
        """Return the results so far."""
        steps = np.array([frame.step for frame in self._frames[: len(self._outputs)]])
        outputs = np.stack(self._outputs) if self._outputs else np.zeros((0, 0))
        epochs = np.array([self._epoch(int(step)) for step in steps])
        prediction_changes = sorted(self._prediction_changes, key=attrgetter("step"))
        return PredictionHistoryView(
            freeze(steps),
            freeze(epochs),
            freeze(outputs),
            tuple(prediction_changes),
            self._progress(),
        )

    # --- private ---------------------------------------------------------------------------

    def _frames_of(self, run: Run) -> Sequence[State]:
        frames = run.recording.frames() if run.recording is not None else ()
        last = run.trainer.state.copy()
        # the current step may lie beyond the last key frame
        return (*frames, last) if not frames or last.step > frames[-1].step else frames

    def _answer(self, parameters: Vector) -> Vector:
        network = Network(self._trainer.network.specification, parameters)
        answer: Vector = outputs_of(network, self._pixels)[0].astype(np.float64)
        return answer

    def _find_gaps(self) -> list[int]:
        """Return the indices of the key frames before each prediction change, last ones first."""
        answers = np.argmax(np.stack(self._outputs), axis=1)
        gaps = np.flatnonzero(answers[1:] != answers[:-1])
        for gap in gaps[:-MOST_PREDICTION_CHANGES]:
            step = self._frames[gap + 1].step
            self._note(step, int(answers[gap]), int(answers[gap + 1]), exact=False)
        return [int(gap) for gap in gaps[-MOST_PREDICTION_CHANGES:][::-1]]

    def _replay(self, gap: int) -> None:
        """Replay from a key frame towards the next one, one mini-batch at a time."""
        trainer, frames = self._trainer, self._frames
        if self._end is not frames[gap + 1]:
            self._end = frames[gap + 1]
            trainer.restore(frames[gap])
        before = int(np.argmax(self._answer(trainer.state.parameters)))
        for _ in range(BATCHES_PER_SLICE):
            if trainer.state.step >= self._end.step or not trainer.train(1):
                assert self._gaps is not None
                self._gaps.pop(0)
                self._end = None
                return
            memory = self._memories.get(trainer.state.step)
            if memory is not None:
                np.copyto(trainer.state.memory, memory)
            after = int(np.argmax(self._answer(trainer.state.parameters)))
            if after != before:
                self._note(trainer.state.step, before, after, exact=True)
                before = after

    def _note(self, step: int, before: int, after: int, *, exact: bool) -> None:
        self._prediction_changes.append(
            PredictionChange(step, self._epoch(step), before, after, exact)
        )

    def _epoch(self, step: int) -> float:
        segments = self._trainer.segments
        segment = next(s for s in reversed(segments) if s.start <= max(step - 1, 0))
        epoch, batch = segment.place(step)
        return epoch + batch / segment.steps_per_epoch

    def _progress(self) -> float:
        """Return the progress: evaluating key frames is one half, tracing changes the other."""
        read = len(self._outputs) / max(len(self._frames), 1)
        if self._gaps is None:
            return 0.5 * read
        traced = 1 - len(self._gaps) / self._gap_count if self._gap_count else 1.0
        return 0.5 + 0.5 * traced
