"""Counters of threads, and calls of functions by their address."""

from __future__ import annotations

from threading import Thread

import numpy as np

from engine.execution.crews import places_of
from engine.kernels.jit import kernel
from engine.kernels.simd.atomics import add_counter, call_address, read_counter


@kernel
def add_often(counters, times):
    before = 0
    for _ in range(times):
        before = add_counter(counters, 2, 3)
    return before


@kernel
def read(counters, place):
    return read_counter(counters, place)


@kernel
def call(address):
    call_address(address)


def test_additions_of_two_threads_are_all_counted():
    counters = np.zeros(4, np.int64)
    assert add_often(counters, 2) == 3
    threads = [Thread(target=add_often, args=(counters, 100_000)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read(counters, 2) == 3 * 200_002
    assert counters.tolist() == [0, 0, 3 * 200_002, 0]


def test_a_pause_is_called_by_its_address():
    pause = places_of(1)[0].pause
    assert pause != 0
    call(pause)
