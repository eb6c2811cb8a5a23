"""Work of the stations on the driver's thread: the map, rows of the hunt, the ladder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypeAlias

from engine.data.examples import DataSet
from engine.search.hunt import Hunt
from engine.search.plan import SearchData, SearchPlan
from engine.search.search import Search
from engine.search.trial import Trial, TrialResult, train_trial
from engine.search.workers.base import EpochEnded, Event, Ready, TrialEnded, Workers
from engine.search.workers.making import make_workers
from engine.search.workers.places import Place
from engine.search.workers.processes import ProcessWorkers
from engine.search.workers.serial import SerialWorkers

WAIT_S = 0.05
"""Longest wait for a worker, so that a stop is noticed."""


MakeWorkers: TypeAlias = Callable[[SearchPlan, Place], Workers]


def workers_outside(plan: SearchPlan, place: Place) -> Workers:
    """Return processes, or a cluster; a single process is one of its own, too."""
    place.check()
    return make_workers(plan, place) if place.cluster else ProcessWorkers(plan, place.workers)


def search_map(
    plan: SearchPlan,
    place: Place,
    journal: Path | None,
    known: Mapping[int, TrialResult],
    make: MakeWorkers = workers_outside,
) -> Iterator[Event | None]:
    """Search with workers that are made when the first event is asked for."""
    yield from _searched(plan, make(plan, place), journal, known)


def climb(plan: SearchPlan, known: Mapping[int, TrialResult]) -> Iterator[Event | None]:
    """Search in this process: one η follows from the one before."""
    yield from _searched(plan, SerialWorkers(plan), None, known)


def _searched(
    plan: SearchPlan, workers: Workers, journal: Path | None, known: Mapping[int, TrialResult]
) -> Iterator[Event | None]:
    search = Search(plan, workers, journal, known=known)
    seen, epochs, ready = set(known), dict[int, int](), False
    try:
        while True:
            if search.ready and not ready:
                ready = True
                yield Ready("")
            for number, result in [*search.results.items()]:
                if number not in seen:
                    seen.add(number)
                    yield TrialEnded(result)
            for number, done in [*search.running.items()]:
                if len(done) > epochs.get(number, 0):
                    epochs[number] = len(done)
                    yield EpochEnded(number, done[-1])
            if search.finished:
                return
            yield None
            search.wait(WAIT_S)
            search.poll()
    finally:
        search.close()


def hunt(rows: Sequence[tuple[int, Hunt]]) -> Iterator[Event | None]:
    """Train rows of the hunt one after the other, in this process."""
    for number, row in rows:
        plan = row.plan()
        data = plan.prepared(_loaded(row.data))
        yield Ready("")
        values = {"eta": row.settings.eta, "lambda": row.settings.lambda_}
        for found in train_trial(plan, Trial(number, values), data):
            if isinstance(found, TrialResult):
                yield TrialEnded(replace(found, values=values))
            else:
                yield EpochEnded(number, found)


@lru_cache(maxsize=3)
def _loaded(data: SearchData) -> DataSet:
    return data.load()
