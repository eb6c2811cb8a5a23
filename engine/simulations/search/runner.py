"""Runners of the stations: results of trials in their order, and the transport over them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from engine.errors import EngineError
from engine.search.hunt import HUNT
from engine.search.plan import SearchPlan
from engine.search.strategies import STRATEGY
from engine.search.trial import TrialResult
from engine.search.workers.base import EpochEnded, Event, Ready, TrialEnded
from engine.simulations.search import works
from engine.simulations.search.driver import Driver
from engine.simulations.search.scene import Scene
from engine.snapshots import Message, Status
from engine.training.epoch_summary import EpochSummary

MOST_KEPT = 20
"""Searches whose results are kept, so that an undo finds them again."""


class TrialRunner:
    """Trains the trials of a station, and remembers what came of them.

    Parameters
    ----------
    clock : callable
        Returns seconds; only the remaining time depends on it.

    Attributes
    ----------
    results : list of TrialResult
        In the order in which they ended.
    running : dict
        Epochs so far by number of the trial.
    edition : int
        Changes with the results.
    failure : Message or None
        Why the last start came to nothing.
    """

    def __init__(self, scene: Scene, clock: Callable[[], float]) -> None:
        self.scene = scene
        self.status = Status.IDLE
        self.failure: Message | None = None
        self.running: dict[int, list[EpochSummary]] = {}
        self.edition = 0
        self._clock, self._driver = clock, Driver()
        self._kept: dict[str, list[TrialResult]] = {}
        self._back: int | None = None
        self._until: int | None = None
        self._begun: tuple[float, int] | None = None
        self.results = self._found()

    # --- overridden by subclasses ---------------------------------------------------------------

    @property
    def total(self) -> int:
        """Largest number of trials."""
        raise NotImplementedError

    def key(self, scene: Scene) -> str:
        """Return a text that is the same for scenes with the same results."""
        raise NotImplementedError

    def work(self) -> Iterator[Event | None]:
        """Train what is not trained yet."""
        raise NotImplementedError

    # --- place ----------------------------------------------------------------------------------

    @property
    def step(self) -> int:
        """Trials that are shown."""
        return len(self.results) if self._back is None else min(self._back, len(self.results))

    @property
    def last_step(self) -> int:
        """Trials that have ended."""
        return len(self.results)

    @property
    def busy(self) -> bool:
        """Whether there is something to take from the driver."""
        return self._driver.working and self.status.started

    @property
    def shown(self) -> list[TrialResult]:
        """Results up to the place that is shown."""
        return self.results[: self.step]

    def remaining_s(self) -> float | None:
        """Return the seconds that are left at the speed so far; None if that is unknown."""
        if self._begun is None or self.status is not Status.RUNNING:
            return None
        begun_s, before = self._begun
        done = len(self.results) - before
        if not done:
            return None
        return (self._clock() - begun_s) * (self.total - len(self.results)) / done

    # --- transport --------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin, or go on."""
        self.failure, self._until, self._back = None, None, None
        if self._driver.working:
            self.status = Status.RUNNING if self._begun is not None else Status.LOADING
            self._driver.resume()
            return
        if self.is_complete():
            self.status = Status.FINISHED
            return
        self.status, self._begun = Status.LOADING, None
        self._driver.begin(self.work)

    def pause(self) -> None:
        """Pause: workers end what they are at, and wait."""
        if self.status.started:
            self.status = Status.PAUSED
            self._driver.pause()

    def step_by(self, count: int) -> None:
        """Train so many trials more, or show fewer."""
        if count < 0 or self.step < self.last_step:
            self.seek(self.step + count)
        else:
            self.start()
            self._until = self.last_step + count

    def seek(self, step: int) -> None:
        """Show the first trials in the order in which they ended."""
        self.pause()
        before = self.step
        self._back = None if step >= self.last_step else max(0, step)
        self.edition += self.step != before

    def reset(self) -> None:
        """Forget the results."""
        self.halt()
        self.edition += bool(self.results)
        self.forget()
        self.results, self.status, self._back = self._found(), Status.IDLE, None

    def forget(self) -> None:
        """Drop the results of the present scene."""
        self._kept.pop(self.key(self.scene), None)

    def halt(self) -> None:
        """Stop the work; processes are ended."""
        self._driver.stop()
        self.running, self._begun = {}, None
        if self.status.started:
            self.status = Status.PAUSED

    def show(self, scene: Scene) -> None:
        """Take another scene; results of another search are put aside."""
        before, self.scene = self.scene, scene
        if self.key(before) == self.key(scene):
            return
        self.halt()
        self.failure, self._back = None, None
        self.results = self._found()
        self.status = Status.PAUSED if self.results else Status.IDLE
        self.edition += 1

    def take(self, results: Iterable[TrialResult]) -> None:
        """Take results from a document."""
        for result in results:
            self._add(result)
        self.status = Status.PAUSED if self.results else Status.IDLE

    def advance(self, budget_s: float) -> None:
        """Take what has happened; wait for it at most so long.

        Raises
        ------
        EngineError
            If the work has failed; what ended stays.
        """
        if not self.busy:
            return
        try:
            for event in self._driver.events(budget_s):
                self._take(event)
        except EngineError as error:
            self.halt()
            self.status, self.failure = Status.PAUSED, Message(error.template, error.fields)
            raise
        if not self._driver.working:
            self.running = {}
            self.status = Status.FINISHED
        elif self._until is not None and len(self.results) >= self._until:
            self.seek(self._until)

    def close(self) -> None:
        """Stop, and wait for the end of all processes."""
        self._driver.close()

    def is_complete(self) -> bool:
        """Return whether every trial has ended."""
        return len(self.results) >= self.total

    # --- private ----------------------------------------------------------------------------------

    def _found(self) -> list[TrialResult]:
        """Return the results of the present scene."""
        found = self._kept.setdefault(self.key(self.scene), [])
        while len(self._kept) > MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return found

    def _take(self, event: Event) -> None:
        match event:
            case Ready():
                self._begun = self._clock(), len(self.results)
                if self.status is Status.LOADING:
                    self.status = Status.RUNNING
            case EpochEnded(number, epoch):
                self.running.setdefault(number, []).append(epoch)
            case TrialEnded(result):
                self.running.pop(result.number, None)
                self._add(result)
        self.edition += 1

    def _add(self, result: TrialResult) -> None:
        self.results.append(result)


def plan_key(plan: SearchPlan) -> str:
    """Return a text that differs for searches with other results; more trials only lengthen one."""
    record = {name: value for name, value in plan.as_record().items() if name != "trials"}
    return json.dumps(record, sort_keys=True)


class MapRunner(TrialRunner):
    """Searches the map.

    Parameters
    ----------
    make : callable
        (plan, place) -> workers.

    Attributes
    ----------
    plan : SearchPlan
        Of the present scene.
    """

    def __init__(
        self,
        scene: Scene,
        clock: Callable[[], float],
        make: works.MakeWorkers = works.workers_outside,
    ) -> None:
        self.plan, self._make = scene.plan(), make
        super().__init__(scene, clock)

    @property
    def total(self) -> int:
        """Largest number of trials."""
        return STRATEGY[self.plan.strategy].count(self.plan)

    def show(self, scene: Scene) -> None:
        """Take another scene; results of another search are put aside."""
        self.plan = scene.plan()
        super().show(scene)

    def key(self, scene: Scene) -> str:
        """Return a text that is the same for scenes with the same results."""
        return f"{plan_key(scene.plan())} {scene.text('journal')}"

    def work(self) -> Iterator[Event | None]:
        """Search with processes or a cluster."""
        scene, known = self.scene, {each.number: each for each in self.results}
        return works.search_map(self.plan, scene.place(), scene.journal(), known, self._make)


class LadderRunner(TrialRunner):
    """Climbs the ladder of η."""

    @property
    def total(self) -> int:
        """Largest number of trials."""
        plan = self.scene.ladder()
        return STRATEGY[plan.strategy].count(plan)

    def key(self, scene: Scene) -> str:
        """Return a text that is the same for scenes with the same results."""
        return plan_key(scene.ladder())

    def work(self) -> Iterator[Event | None]:
        """Search in this process."""
        known = {each.number: each for each in self.results}
        return works.climb(self.scene.ladder(), known)

    def is_complete(self) -> bool:
        """Return whether the threshold is known: that ends the search early."""
        return self.status is Status.FINISHED


class HuntRunner(TrialRunner):
    """Trains rows of the hunt; each keeps its result as long as its settings stay."""

    def __init__(self, scene: Scene, clock: Callable[[], float]) -> None:
        self._by_row: dict[str, TrialResult] = {}
        self._order: list[str] = []
        self._only: int | None = None
        super().__init__(scene, clock)

    @property
    def total(self) -> int:
        """Number of rows."""
        return len(HUNT)

    def key(self, scene: Scene) -> str:
        """Return a text that is the same for scenes with the same results."""
        return "\n".join(self._row_key(scene, row) for row in range(len(HUNT)))

    def work(self) -> Iterator[Event | None]:
        """Train the rows without a result, or the one that was asked for."""
        only, self._only = self._only, None
        done = {result.number for result in self.results}
        rows = [row for row in range(len(HUNT)) if row not in done]
        wanted = rows if only is None else [only]
        return works.hunt([(row, self.scene.row(row)) for row in wanted])

    def run_row(self, row: int) -> None:
        """Train one row, again if it was trained."""
        self.halt()
        self._only = row
        key = self._row_key(self.scene, row)
        self._by_row.pop(key, None)
        self.results = self._found()
        self.failure, self._back, self._until = None, None, None
        self.status = Status.LOADING
        self._driver.begin(self.work)

    def forget(self) -> None:
        """Drop the results of the present rows."""
        for row in range(len(HUNT)):
            self._by_row.pop(self._row_key(self.scene, row), None)

    def _row_key(self, scene: Scene, row: int) -> str:
        return f"{row} {plan_key(scene.row(row).plan())}"

    def _found(self) -> list[TrialResult]:
        keys = {self._row_key(self.scene, row) for row in range(len(HUNT))}
        return [result for key, result in self._by_row.items() if key in keys]

    def _add(self, result: TrialResult) -> None:
        key = self._row_key(self.scene, result.number)
        self._by_row.pop(key, None)
        self._by_row[key] = result
        self.results = self._found()
