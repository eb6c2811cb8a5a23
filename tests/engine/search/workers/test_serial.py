"""Workers in this process: one epoch per call."""

from __future__ import annotations

from engine.search.search import Search
from engine.search.workers.base import EpochEnded, Ready, TrialEnded
from engine.search.workers.serial import SerialWorkers
from tests.support.searches.small_searches import plan, serial


def test_each_call_loads_or_trains_one_epoch():
    workers = SerialWorkers(plan())
    search = Search(plan(), workers)
    kinds = [type(event) for _ in range(6) for event in workers.events()]
    assert kinds == [Ready, EpochEnded, EpochEnded, EpochEnded, TrialEnded, EpochEnded]
    search.close()
    assert workers.events() == []


def test_all_cells_are_trained_once():
    search = serial(plan())
    assert list(search.results) == list(range(6))
    assert len({each.digest for each in search.results.values()}) == 6
