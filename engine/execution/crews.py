"""Crews of threads for one kernel call: their places, and how they are started."""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import cache

import numpy as np

from engine.kernels.crews import COUNTERS, FAILED, ROUND, Crew


def places_of(threads: int) -> list[Crew]:
    """Return the places of a new crew."""
    counters = np.zeros(COUNTERS, np.int64)
    return [Crew(part, threads, counters, _pause()) for part in range(threads)]


def together(call: Callable[[int], None], crew: Crew) -> None:
    """Call call(part) for every part of a crew at once, part 0 in this thread.

    All parts are started before any is waited for, since they wait for each other. If one fails,
    the others stop waiting, and what they have computed is worth nothing.

    Parameters
    ----------
    crew : Crew
        Any place in it; a crew with a failed part must not be used again. No part of it may call
        another crew of the same size: the threads are taken.
    """

    def guarded(part: int) -> None:
        try:
            call(part)
        except BaseException:
            crew.counters[ROUND] = FAILED
            raise

    if crew.parts == 1:
        call(0)
        return
    pool = _POOLS.of_size(crew.parts - 1)
    others: list[Future[None]] = []
    try:
        others += [pool.submit(guarded, part) for part in range(1, crew.parts)]
        guarded(0)
    except BaseException:
        crew.counters[ROUND] = FAILED
        wait(others)
        raise
    for other in others:
        other.result()


class _Pools(threading.local):
    """Threads that wait for work between calls, for each calling thread its own.

    Crews of several callers in one pool could wait for each other for ever.
    """

    def __init__(self) -> None:
        self._pools: dict[int, ThreadPoolExecutor] = {}

    def of_size(self, threads: int) -> ThreadPoolExecutor:
        """Return the pool of so many threads."""
        if threads not in self._pools:
            self._pools[threads] = ThreadPoolExecutor(threads, "crew")
        return self._pools[threads]


_POOLS = _Pools()


@cache
def _pause() -> int:
    """Return the address of the system's function that lets another thread run."""
    if sys.platform == "win32":
        function = ctypes.WinDLL("kernel32").SwitchToThread
    else:
        function = ctypes.CDLL(None).sched_yield
    return ctypes.cast(function, ctypes.c_void_p).value or 0
