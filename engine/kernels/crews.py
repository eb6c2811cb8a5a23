"""Crews of threads that share the work of one kernel call.

Every thread calls the kernel with its own `Crew`. Each number is computed by one thread, in the
order in which a thread alone would compute it: the bits do not depend on the size of the crew.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from engine.kernels.jit import kernel
from engine.kernels.simd.atomics import add_counter, call_address, read_counter

ARRIVED, ROUND, COUNTERS = 0, 16, 32
"""Places of the two counters, a cache line or two apart, and the length of their array."""

PATIENCE = 4_000
"""How often a waiting thread looks before it lets others run."""

FAILED = -(2**40)
"""A number of meetings that no sound crew reaches."""


class Crew(NamedTuple):
    """One thread's place in a crew.

    Attributes
    ----------
    part, parts : int
        Number of the thread, from 0 on, and of all.
    counters : Vector, shape (COUNTERS,), int64
        Threads that have arrived at the next meeting, and meetings so far, negative when one
        thread has failed and none shall wait any more; common to all.
    pause : int
        Address of the C function that lets another thread run.
    """

    part: Any
    parts: Any
    counters: Any
    pause: Any


@kernel
def begin_of(crew: Any, count: int) -> Any:
    """Return the first of the items, of `count`, that fall to this thread."""
    return crew.part * count // crew.parts


@kernel
def end_of(crew: Any, count: int) -> Any:
    """Return the end of the items, of `count`, that fall to this thread."""
    return (crew.part + 1) * count // crew.parts


@kernel
def meet(crew: Any) -> None:
    """Wait until all threads of the crew are here; each then sees what the others wrote."""
    now = read_counter(crew.counters, ROUND)
    if crew.parts > 1 and now >= 0:
        if add_counter(crew.counters, ARRIVED, 1) == crew.parts - 1:
            add_counter(crew.counters, ARRIVED, -crew.parts)
            add_counter(crew.counters, ROUND, 1)
        else:
            looks = 0
            while read_counter(crew.counters, ROUND) == now:
                looks += 1
                if looks > PATIENCE:
                    call_address(crew.pause)
