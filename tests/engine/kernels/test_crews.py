"""Threads of a crew share items and wait for each other."""

from __future__ import annotations

from threading import Thread

import numpy as np
import pytest

from engine.execution.crews import places_of
from engine.kernels.crews import FAILED, ROUND, begin_of, end_of, meet
from engine.kernels.jit import kernel


@kernel
def add_in_turns(crew, rounds, numbers):
    """Let each thread read what the others wrote before the last meeting."""
    for _ in range(rounds):
        total = 0
        for other in range(crew.parts):
            total += numbers[other]
        meet(crew)
        numbers[crew.part] = total
        meet(crew)


@pytest.mark.parametrize("parts", [1, 2, 3, 8])
@pytest.mark.parametrize("count", [0, 1, 5, 100])
def test_every_item_falls_to_one_thread(count, parts):
    ends = [(begin_of(place, count), end_of(place, count)) for place in places_of(parts)]
    assert [first for first, _ in ends] == [0, *(end for _, end in ends[:-1])]
    assert ends[-1][1] == count
    sizes = [end - first for first, end in ends]
    assert max(sizes) - min(sizes) <= 1


@pytest.mark.parametrize("parts", [1, 2, 3])
def test_threads_see_what_the_others_wrote_before_a_meeting(parts):
    numbers = np.ones(parts, np.int64)
    threads = [Thread(target=add_in_turns, args=(crew, 5, numbers)) for crew in places_of(parts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert numbers.tolist() == [parts**5] * parts


def test_nobody_waits_for_a_crew_that_has_failed():
    crew = places_of(2)[0]
    crew.counters[ROUND] = FAILED
    meet(crew)
