"""Crews of threads for one kernel call: their places, and how they are started."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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
        Any place in it; a crew with a failed part must not be used again.
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
    with ThreadPoolExecutor(crew.parts - 1) as pool:
        try:
            others = [pool.submit(guarded, part) for part in range(1, crew.parts)]
            guarded(0)
        except BaseException:
            crew.counters[ROUND] = FAILED
            raise
        for other in others:
            other.result()


@cache
def _pause() -> int:
    """Return the address of the system's function that lets another thread run."""
    if sys.platform == "win32":
        function = ctypes.WinDLL("kernel32").SwitchToThread
    else:
        function = ctypes.CDLL(None).sched_yield
    return ctypes.cast(function, ctypes.c_void_p).value or 0
