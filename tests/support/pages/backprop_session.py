"""A session with the Backprop page open, for its tests."""

from __future__ import annotations

import time

from tests.support.open_page import OpenPage

SIMULATION_ID = "backprop"


class Bench(OpenPage):
    """A session with the page open."""

    def __init__(self, exhibit: str = "chain") -> None:
        super().__init__(SIMULATION_ID, time.perf_counter)
        self.set(exhibit=exhibit)


def bits(state):
    """Return every number of a moment."""
    case = state.trace.case
    return [part.tobytes() for part in (*case.weights, *case.biases, case.x, case.y)]
