"""Worker processes: the same bits, nothing lost when one is killed, none left behind."""

from __future__ import annotations

import sys
import time
from dataclasses import replace

import psutil
import pytest

from engine.errors import DataError, SearchError
from engine.search.journal import read_journal
from engine.search.plan import SearchData
from engine.search.search import Search
from engine.search.workers import processes
from engine.search.workers.processes import ProcessWorkers
from tests.support.searches.small_searches import finish, outcomes, plan, serial


def poll_until(search, condition):
    """Poll until a condition holds."""
    for _ in range(10_000):
        if condition():
            return
        search.poll()
        search.wait(0.2)
    raise AssertionError("it never happens")


def test_processes_train_the_same_bits_as_this_one(tmp_path):
    wanted = plan("eta=log:0.1:10:5", "lambda=0,1")
    search = finish(Search(wanted, ProcessWorkers(wanted, 2), tmp_path / "journal"))
    assert outcomes(search) == outcomes(serial(wanted))
    assert list(search.results) == list(range(10))
    assert list(read_journal(tmp_path / "journal").results) == list(range(10))


def test_a_killed_process_loses_nothing(tmp_path):
    wanted = plan("eta=log:0.1:10:5", base={"epochs": 150})
    workers = ProcessWorkers(wanted, 2)
    search = Search(wanted, workers, tmp_path / "journal")
    try:
        poll_until(search, lambda: search.results and search.running)
        kept, pids = dict(search.results), workers.pids()
        for pid in pids:
            psutil.Process(pid).kill()
        poll_until(search, lambda: search.finished)
        assert not set(workers.pids()) & set(pids)
    finally:
        search.close()
    assert kept.items() <= search.results.items()
    assert outcomes(search) == outcomes(serial(wanted))
    assert len((tmp_path / "journal").read_text().splitlines()) == 1 + 5, "nothing counts twice"


def test_a_search_that_is_closed_leaves_no_process_and_goes_on_later(tmp_path):
    wanted = plan("eta=log:0.1:10:5", base={"epochs": 150})
    workers = ProcessWorkers(wanted, 2)
    search = Search(wanted, workers, tmp_path / "journal")
    poll_until(search, lambda: search.results)
    pids = workers.pids()
    search.close()
    assert not any(map(psutil.pid_exists, pids))
    kept = read_journal(tmp_path / "journal").results
    assert kept
    again = finish(Search(wanted, ProcessWorkers(wanted, 1), tmp_path / "journal"))
    assert kept.items() <= again.results.items()
    assert outcomes(again) == outcomes(serial(wanted))


def test_data_that_are_missing_are_a_sentence(tmp_path):
    wanted = replace(plan(), data=SearchData(str(tmp_path / "none")))
    search = Search(wanted, ProcessWorkers(wanted, 2))
    with pytest.raises(DataError, match="none"):
        finish(search)


def test_processes_that_end_before_they_begin_are_a_sentence(monkeypatch):
    monkeypatch.setattr(processes, "COMMAND", (sys.executable, "-c", "raise SystemExit(7)"))
    with pytest.raises(SearchError, match="status 7"):
        finish(Search(plan(), ProcessWorkers(plan(), 2)))


def test_a_process_that_cannot_be_started_is_a_sentence(monkeypatch):
    monkeypatch.setattr(processes, "COMMAND", ("/nowhere/python",))
    with pytest.raises(SearchError, match="choose fewer"):
        finish(Search(plan(), ProcessWorkers(plan(), 2)))


def test_four_hundred_cells_of_a_toy_network_take_less_than_twenty_seconds():
    wanted = plan("eta=log:0.01:10:20", "lambda=linear:0:1:20")
    begun = time.perf_counter()
    search = finish(Search(wanted, ProcessWorkers(wanted, 2)))
    assert len(search.results) == 400
    assert time.perf_counter() - begun < 60, "20 s on two free cores"
