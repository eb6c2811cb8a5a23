"""Training of trials in this process, one epoch per call."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping

from engine.data.examples import DataSet
from engine.data.fingerprint import fingerprint
from engine.search.plan import SearchPlan
from engine.search.trial import Trial, TrialResult, precompile_trials, train_trial
from engine.search.workers.base import EpochEnded, Event, Ready, TrialEnded
from engine.training.epoch_summary import EpochSummary


class SerialWorkers:
    """Trains one trial after the other, without processes.

    Parameters
    ----------
    plan : SearchPlan
    """

    count = 1

    def __init__(self, plan: SearchPlan) -> None:
        self._plan = plan
        self._data: Mapping[str, DataSet] = {}
        self._waiting: deque[Trial] = deque()
        self._running: tuple[int, Iterator[EpochSummary | TrialResult]] | None = None

    def submit(self, trial: Trial) -> None:
        """Take a trial."""
        self._waiting.append(trial)

    def events(self) -> list[Event]:
        """Load the data, or train one epoch; return what came of it.

        Raises
        ------
        EngineError
            If the data are refused.
        """
        if not self._data:
            data = self._plan.data.load()
            self._data = self._plan.prepared(data)
            precompile_trials(self._plan, self._data)
            return [Ready(fingerprint(data.training))]
        if self._running is None and self._waiting:
            trial = self._waiting.popleft()
            self._running = (trial.number, train_trial(self._plan, trial, self._data))
        return [] if self._running is None else [self._advance(*self._running)]

    def wait(self, seconds: float) -> None:
        """Return: the next call of `events` works."""

    def close(self) -> None:
        """Drop what is not done."""
        self._running = None
        self._waiting.clear()

    def _advance(self, number: int, steps: Iterator[EpochSummary | TrialResult]) -> Event:
        found = next(steps)
        if isinstance(found, EpochSummary):
            return EpochEnded(number, found)
        self._running = None
        return TrialEnded(found)
