"""Workers for a place."""

from __future__ import annotations

from engine.search.plan import SearchPlan
from engine.search.workers.base import Workers
from engine.search.workers.cluster import ClusterWorkers
from engine.search.workers.places import Place
from engine.search.workers.processes import ProcessWorkers
from engine.search.workers.serial import SerialWorkers


def make_workers(plan: SearchPlan, place: Place) -> Workers:
    """Return workers for a place; nothing is started before they are asked for events.

    Raises
    ------
    SettingError
        If the address is refused.
    SearchError
        If Dask is needed and not installed.
    """
    place.check()
    if place.cluster:
        return ClusterWorkers(plan, place)
    if place.workers == 1:
        return SerialWorkers(plan)
    return ProcessWorkers(plan, place.workers)
