"""Processors for training: how many may be used, and how many threads a network takes of them."""

from __future__ import annotations

import os
from dataclasses import dataclass

MOST_FREE = 4
"""Threads that a window takes at most: more are seldom faster, and others work here, too."""

LARGEST = 8
"""More threads than this wait for each other longer than they compute."""


@dataclass(slots=True)
class Share:
    """Threads of a trainer that has no number of its own; how many they are changes no bit."""

    threads: int = 1


SHARE = Share()
"""The share in this process: one thread, until a window takes what is free."""


def usable_processors() -> int:
    """Return how many processors this process may use, at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def free_processors() -> int:
    """Return how many threads leave one processor to the window: 1 to MOST_FREE."""
    return max(1, min(MOST_FREE, usable_processors() - 1))


def size_of(threads: int, batch: int) -> int:
    """Return how many threads share a mini-batch: at most one for each processor and example.

    Parameters
    ----------
    threads : int
        How many are asked for; 0 for those of SHARE.
    """
    return max(1, min(threads or SHARE.threads, usable_processors(), batch, LARGEST))
