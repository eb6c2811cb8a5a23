"""The map with real processes: none is left behind when the page is closed."""

from __future__ import annotations

import os

from engine.commands.transport import Start
from engine.search.workers.processes import ProcessWorkers
from tests.support.pages.search.session import SIMULATION_ID, Bench


def test_closing_the_page_ends_its_processes():
    made = []

    def make(plan, place):
        made.append(ProcessWorkers(plan, place.workers))
        return made[-1]

    bench = Bench(make)
    bench.set(count=10, epochs=5, workers=2)
    bench.send(Start(SIMULATION_ID))
    bench.settle(lambda state: state.last_step >= 3)
    pids = made[0].pids()
    assert pids
    bench.close()
    assert made[0].pids() == []
    assert not any(alive(pid) for pid in pids)


def alive(pid):
    """Return whether there is a process of that number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
