"""A hand on the shown Cost surface, for its tests."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from app.pages.surface.words import SIMULATION_ID


def show(page, worker):
    """Hand the page the newest snapshot."""
    snapshot = worker.work()
    page.show_snapshot(snapshot)
    page.render_text(snapshot)
    return snapshot.simulation(SIMULATION_ID).payload


def pixel(page, x, y):
    """Return where a place of the surface lies on the map."""
    place = page.map._pixel(page.map._state, page.map.area, x, y)
    return QPoint(round(place.x()), round(place.y()))


def settle(page, worker):
    """Let the engine finish what it does, and show it; return the payload."""
    worker.work()
    while worker._session.advance(0.05):
        worker.work()
    snapshot = worker.work()
    page.show_snapshot(snapshot)
    page.render_text(snapshot)
    return snapshot.simulation(page.simulation_id).payload
