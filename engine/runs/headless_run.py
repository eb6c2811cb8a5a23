"""Training without a window: measures every epoch, can be stopped at any mini-batch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from math import isfinite

from engine.data.examples import DataSet
from engine.errors import SettingError, StorageError
from engine.functions.schedules import MEMORY_SIZE
from engine.training.epoch_summary import EpochSummary
from engine.training.measurement import Measurement, Score
from engine.training.states import Segment, State
from engine.training.trainer import Trainer

PIECES = 50
"""Slices per epoch; a run can be stopped between two of them."""

Clock = Callable[[], float]
"""Returns seconds since an arbitrary origin."""


class HeadlessRun:
    """A run without a view: `epochs` trains it, `stop` may be set by another thread.

    Parameters
    ----------
    trainer : Trainer
    data : DataSet
        Its three parts are measured after each epoch.
    clock : callable
        Returns seconds.
    threads : int
        Number of parts measured in parallel, and of threads that train a network with
        convolutions, if there are as many cores; does not affect results.
    sample : int
        Training examples measured after each epoch; 0 stands for all.
    progress : callable, optional
        Called after each slice with the epoch and its share 0..1 done.
    pieces : int
        Slices per epoch; fewer are faster for small networks.

    Attributes
    ----------
    seconds : float
        Training time of the epoch in progress.
    stop : bool
        Whether to stop after the present slice.
    scores : dict of Score
        By part of the data, after the last completed epoch.
    rounds : int
        Passes over the trainer's examples in one epoch.
    """

    rounds = 1

    def __init__(
        self,
        trainer: Trainer,
        data: DataSet,
        *,
        clock: Clock,
        threads: int = 1,
        sample: int = 0,
        progress: Callable[[int, float], None] | None = None,
        pieces: int = PIECES,
    ) -> None:
        self.trainer = trainer
        self.data = data
        self.seconds = 0.0
        self.stop = False
        self.scores: dict[str, Score] = {}
        self._clock = clock
        self._threads = threads
        trainer.threads = threads
        self._sample = sample
        self._progress = progress
        self._pieces = pieces

    def precompile(self) -> None:
        """Compile the kernels, so that compilation does not count as training time."""
        before = self.trainer.state.copy()
        self.trainer.train(1)
        self.trainer.restore(before)

    def epochs(self, steps: int | None = None) -> Iterator[EpochSummary]:
        """Train and yield each completed epoch, until the run is finished or stopped.

        Parameters
        ----------
        steps : int, optional
            Number of mini-batches to train, also ending in the middle of an epoch.
        """
        trainer = self.trainer
        last = None if steps is None else trainer.state.step + steps
        while not (trainer.finished or self.stop or trainer.state.step == last):
            if self._train_piece(last) and self._epoch_ended():
                result = self._end_epoch()
                if result is not None:
                    yield result

    @property
    def amid_epoch(self) -> bool:
        """Whether an epoch has begun and is not done."""
        return not self._epoch_ended()

    def prepare_round(self) -> None:
        """Prepare the trainer's inputs for the present round; called before every slice."""

    def _epoch_ended(self) -> bool:
        passes, batch = self.trainer.place
        return batch == 0 and passes % self.rounds == 0

    def _train_piece(self, last: int | None) -> int:
        self.prepare_round()
        trainer = self.trainer
        batches = max(1, trainer.segment.steps_per_epoch // self._pieces)
        if last is not None:
            batches = min(batches, last - trainer.state.step)
        epoch, passes = divmod(trainer.place[0], self.rounds)
        started = self._clock()
        count = trainer.train(batches)
        self.seconds += self._clock() - started
        if self._progress is not None:
            done = trainer.place[1] / trainer.segment.steps_per_epoch or 1.0
            self._progress(epoch + 1, (passes + done) / self.rounds)
        return count

    def _end_epoch(self) -> EpochSummary | None:
        trainer = self.trainer
        scores = self.scores = self._measure()
        if not all(isfinite(score.cost) for score in scores.values()):
            trainer.mark_diverged()
            return None
        accuracy = {name: score.accuracy for name, score in scores.items()}
        trainer.end_epoch(accuracy.get("validation", accuracy["training"]))
        seconds, self.seconds = self.seconds, 0.0
        return EpochSummary(
            trainer.place[0] // self.rounds,
            scores["training"].cost,
            accuracy["training"],
            accuracy.get("validation"),
            accuracy.get("test"),
            seconds,
            *(scores[name].cost if name in scores else None for name in ("validation", "test")),
        )

    def _measure(self) -> dict[str, Score]:
        trainer = self.trainer
        parts = {
            "training": trainer.training_part(self._sample),
            "validation": self.data.validation,
            "test": self.data.test,
        }
        measurements = [
            Measurement(trainer.network, trainer.settings, {name: part})
            for name, part in parts.items()
        ]
        if self._threads == 1:
            return _joined(map(Measurement.finish, measurements))
        with ThreadPoolExecutor(self._threads) as pool:
            return _joined(pool.map(Measurement.finish, measurements))


def _joined(parts: Iterable[dict[str, Score]]) -> dict[str, Score]:
    return {name: score for scores in parts for name, score in scores.items()}


def resume(trainer: Trainer, state: State, segments: list[Segment]) -> None:
    """Restore a saved run's state in a trainer.

    Parameters
    ----------
    trainer : Trainer
        Made with the settings of the run's last segment; changed in place.

    Raises
    ------
    StorageError
        If state and segments do not fit each other or the data.
    SettingError
        If the run was also trained on examples added by the user.
    """
    if any(segment.taught for segment in segments):
        raise SettingError(
            "expected a run on a data set alone, got one that was also taught drawings; "
            "go on with it in the window"
        )
    own = trainer.state
    starts = [segment.start for segment in segments]
    sizes = [segment.size for segment in segments]
    if (
        state.parameters.shape != own.parameters.shape
        or state.parameters.dtype != own.parameters.dtype
        or state.memory.shape != (MEMORY_SIZE,)
        or state.slots.ndim != 1
        or starts != sorted(set(starts))
        or not 0 == starts[0] <= starts[-1] <= state.step
        or any(not 0 <= segment.origin <= segment.start for segment in segments)
        or not 0 < min(sizes) <= max(sizes) <= trainer.base_size
    ):
        raise StorageError(
            "expected a run that fits its data of {size} training examples, got another one; "
            "choose the data or the file that belongs to it",
            size=trainer.base_size,
        )
    trainer.segments = list(segments)
    trainer.restore(
        State(
            state.parameters,
            state.slots.astype(own.parameters.dtype),
            state.memory.astype(own.memory.dtype),
            state.step,
        )
    )
