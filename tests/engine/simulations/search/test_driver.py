"""The driver: a thread that works, pauses, stops, and fails with a sentence."""

from __future__ import annotations

import threading

import pytest

from engine.errors import SearchError
from engine.search.workers.base import Ready
from engine.simulations.search.driver import Driver

LONG_S = 30.0


@pytest.fixture
def driver():
    driver = Driver()
    yield driver
    driver.close()


def all_events(driver):
    found = []
    while driver.working:
        found += driver.events(0.05)
    return found


def test_events_come_in_their_order_and_the_end_is_told(driver):
    driver.begin(lambda: (Ready(str(number)) for number in range(5)))
    assert [event.fingerprint for event in all_events(driver)] == list("01234")


def test_a_paused_work_is_not_asked_for_more(driver):
    asked = []

    def work():
        for number in range(3):
            asked.append(number)
            yield Ready("")

    driver.begin(work)
    driver.pause()
    seen = driver.events(LONG_S) + driver.events(0.0)
    assert len(asked) <= 2 + len(seen)
    driver.resume()
    all_events(driver)
    assert asked == [0, 1, 2]


def test_a_stopped_work_is_ended_before_the_next_begins(driver):
    closed, order = threading.Event(), []

    def endless():
        try:
            while True:
                yield None
        finally:
            closed.set()

    def second():
        order.append(closed.is_set())
        yield Ready("second")

    driver.begin(endless)
    driver.begin(second)
    assert [event.fingerprint for event in all_events(driver)] == ["second"]
    assert order == [True]


def test_an_error_is_raised_once_after_what_came_before_it(driver):
    def work():
        yield Ready("")
        raise SearchError("expected luck, got none")

    driver.begin(work)
    with pytest.raises(SearchError, match="luck"):
        all_events(driver)
    assert not driver.working
    assert driver.events(0.0) == []


def test_close_waits_for_the_end():
    driver, closed = Driver(), threading.Event()

    def work():
        try:
            while True:
                yield None
        finally:
            closed.set()

    driver.begin(work)
    driver.events(0.01)
    driver.close()
    assert closed.is_set()
