"""A search under way: hands trials to workers and keeps their results in order."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from engine.errors import StorageError
from engine.search import pruning
from engine.search.journal import Journal
from engine.search.plan import SearchPlan
from engine.search.strategies import STRATEGY
from engine.search.trial import FAILED, FINISHED, Trial, TrialResult
from engine.search.workers.base import (
    EpochEnded,
    Event,
    Ready,
    TrialEnded,
    TrialLost,
    Workers,
)
from engine.training.epoch_summary import EpochSummary

MOST_LOSSES = 3
"""Workers that may die while training a trial before it counts as failed."""

AHEAD = 2
"""Trials that are handed out per worker, so that none waits for the next one."""


class Search:
    """A search that is driven by calls of `poll`, which do not block.

    Parameters
    ----------
    plan : SearchPlan
    workers : Workers
        Closed by `close`.
    journal : Path, optional
        File with the results; a search that is in it goes on.
    known : Mapping of TrialResult
        Results of the same plan that are at hand already, by number, if there is no journal.

    Attributes
    ----------
    running : dict
        Epochs so far of the trials that are being trained, by number.
    total : int
        Largest number of trials.
    ready : bool
        Whether data are loaded and kernels compiled.

    Raises
    ------
    EngineError
        If the plan is refused, or the journal is another search's or cannot be written.
    """

    def __init__(
        self,
        plan: SearchPlan,
        workers: Workers,
        journal: Path | None = None,
        *,
        known: Mapping[int, TrialResult] = MappingProxyType({}),
    ) -> None:
        strategy = STRATEGY[plan.strategy]
        plan.check()
        strategy.check(plan)
        self.plan = plan
        self.total = strategy.count(plan)
        self.ready = False
        self.running: dict[int, list[EpochSummary]] = {}
        self._chooser = strategy.make(plan)
        self._in_groups = strategy.adaptive or plan.prune
        self._together = strategy.together or plan.together
        self._workers = workers
        self._journal = None if journal is None else Journal(journal, plan)
        self._before = known if self._journal is None else self._journal.results
        self._ended: dict[int, TrialResult] = {}
        self._trials: dict[int, Trial] = {}
        self._losses: dict[int, int] = {}
        self._next = 0
        self._over = False
        self._sorted: dict[int, TrialResult] = {}
        try:
            self._choose()
        except BaseException:
            self.close()
            raise

    @property
    def results(self) -> Mapping[int, TrialResult]:
        """Results by number, in ascending order."""
        if len(self._sorted) != len(self._ended):
            self._sorted = dict(sorted(self._ended.items()))
        return self._sorted

    @property
    def finished(self) -> bool:
        """Whether every trial is done."""
        return self._over and not self._trials

    def best(self, count: int = 10) -> list[TrialResult]:
        """Return the trials of the best validation accuracy; of equals the first comes first."""
        scored = [each for each in self.results.values() if each.score is not None]
        return sorted(scored, key=lambda each: -(each.score or 0.0))[:count]

    def poll(self) -> bool:
        """Take what the workers have done and hand out trials; return whether anything changed.

        Raises
        ------
        EngineError
            If the search cannot go on: data are refused, workers are lost for good, the journal
            cannot be written. What is in the journal stays.
        """
        events = self._workers.events()
        for event in events:
            self._take(event)
        if events:
            self._choose()
        return bool(events)

    def wait(self, seconds: float) -> None:
        """Wait until `poll` has something to do, at most so long."""
        self._workers.wait(seconds)

    def close(self) -> None:
        """Stop at once; trials that are not done are dropped, those in the journal stay."""
        self._workers.close()
        if self._journal is not None:
            self._journal.close()

    # --- private ----------------------------------------------------------------------

    def _take(self, event: Event) -> None:
        match event:
            case Ready(fingerprint):
                if self._journal is not None:
                    self._journal.begin(fingerprint)
                self.ready = True
            case EpochEnded(number, epoch):
                if number in self._trials:
                    self.running.setdefault(number, []).append(epoch)
            case TrialEnded(result):
                self._end(result)
            case TrialLost(number):
                self._retry(number)

    def _end(self, result: TrialResult) -> None:
        """Count a result once."""
        if self._trials.pop(result.number, None) is None:
            return
        self.running.pop(result.number, None)
        if self._journal is not None:
            self._journal.add(result)
        self._ended[result.number] = result

    def _retry(self, number: int) -> None:
        trial = self._trials.get(number)
        if trial is None:
            return
        self.running.pop(number, None)
        self._losses[number] = self._losses.get(number, 0) + 1
        if self._losses[number] < MOST_LOSSES:
            self._workers.submit(trial)
            return
        reason = f"{MOST_LOSSES} workers died while training it"
        self._end(TrialResult(number, trial.values, FAILED, reason=reason))

    def _choose(self) -> None:
        """Choose trials until enough are handed out, or earlier results are missing."""
        while not self._over and len(self._trials) < AHEAD * self._workers.count:
            earlier = self._earlier()
            if earlier is None:
                return
            values = self._chooser.choose(self._next, earlier)
            if values is None:
                self._over = True
                return
            self._begin(Trial(self._next, values, self._floors(earlier)))
            self._next += 1

    def _earlier(self) -> list[TrialResult] | None:
        """Return the results that the next choice rests on, None if some are missing."""
        if not self._in_groups:
            return []
        count = self._next - self._next % self._together
        if any(number not in self._ended for number in range(count)):
            return None
        return [self._ended[number] for number in range(count)]

    def _floors(self, earlier: list[TrialResult]) -> tuple[float, ...]:
        whole = [result for result in earlier if result.state == FINISHED]
        return pruning.floors(whole) if self.plan.prune else ()

    def _begin(self, trial: Trial) -> None:
        before = self._before.get(trial.number)
        if before is None:
            self._trials[trial.number] = trial
            self._workers.submit(trial)
            return
        if dict(before.values) != dict(trial.values):
            raise StorageError(
                "expected {wanted} in trial {number} of the journal, got {found}; another version "
                "of the lab or of Optuna began that search, choose another journal",
                wanted=dict(trial.values),
                number=trial.number,
                found=dict(before.values),
            )
        self._ended[trial.number] = before
