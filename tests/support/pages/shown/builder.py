"""A hand on the shown Network builder, for its tests."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from app.pages.builder.words import SIMULATION_ID

LEFT = Qt.MouseButton.LeftButton


def show(page, worker, pieces=1):
    """Hand the page the newest snapshot."""
    snapshot = worker.work(pieces)
    page.show_snapshot(snapshot)
    page.render_text(snapshot)
    return snapshot.simulation(SIMULATION_ID).payload


def at(point):
    """Return a point for a click."""
    return QPoint(round(point.x()), round(point.y()))
