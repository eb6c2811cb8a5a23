"""Crews of threads: how large, how started, and what a failure does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import get_ident

import pytest

from engine.execution.crews import places_of, together
from engine.kernels.crews import ROUND, meet


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


def test_the_threads_of_a_caller_wait_for_its_next_call():
    places, callers = places_of(3), []
    for _ in range(5):
        together(lambda part: (callers.append(get_ident()), meet(places[part])), places[0])
    assert len(set(callers)) == 3


def test_crews_of_two_callers_do_not_wait_for_each_other():
    crews = [places_of(3) for _ in range(2)]

    def call(crew, part):
        for _ in range(20):
            meet(crew[part])

    with ThreadPoolExecutor(2) as callers:
        list(callers.map(lambda crew: together(partial(call, crew), crew[0]), crews))
    assert [crew[0].counters[ROUND] for crew in crews] == [20, 20]
