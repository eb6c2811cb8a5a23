"""Crews of threads: how large, how started, and what a failure does."""

from __future__ import annotations

from threading import get_ident

import pytest

from engine.execution.crews import LARGEST, places_of, size_of, together
from engine.kernels.crews import meet


@pytest.mark.parametrize(
    ("threads", "batch", "cores", "size"),
    [(1, 10, 4, 1), (2, 10, 4, 2), (256, 100, 4, 4), (3, 2, 4, 2), (2, 10, None, 1)],
)
def test_a_crew_has_a_core_and_an_example_for_each_thread(monkeypatch, threads, batch, cores, size):
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert size_of(threads, batch) == size


def test_a_crew_is_never_larger_than_its_meetings_are_worth(monkeypatch):
    monkeypatch.setattr("os.cpu_count", lambda: 64)
    assert size_of(256, 1000) == LARGEST


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_all_parts_are_called_at_once_the_first_in_this_thread(threads):
    places, callers = places_of(threads), {}

    def call(part):
        callers[part] = get_ident()
        meet(places[part])

    together(call, places[0])
    assert sorted(callers) == list(range(threads))
    assert callers[0] == get_ident()


@pytest.mark.parametrize("failing", [0, 1])
def test_a_part_that_fails_leaves_nobody_waiting(failing):
    places = places_of(2)

    def call(part):
        if part == failing:
            raise KeyboardInterrupt
        meet(places[part])

    with pytest.raises(KeyboardInterrupt):
        together(call, places[0])
