"""A hand on the shown Perceptrons page, for its tests."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from app.pages.perceptrons.words import SIMULATION_ID
from engine.commands.pages.perceptrons import (
    ShowStation,
)
from tests.support.pages.perceptrons_session import Table

LEFT = Qt.MouseButton.LeftButton


def show(page, worker):
    """Hand the page the newest snapshot, with all animations at their end."""
    snapshot = worker.work()
    page.show_snapshot(snapshot)
    page.render_text(snapshot)
    page.advance(5_000.0)
    return snapshot.simulation(SIMULATION_ID).payload


def go(page, worker, station, *commands):
    """Look at a station after some commands."""
    for command in (ShowStation(SIMULATION_ID, station), *commands):
        worker.send(command)
    show(page, worker)
    return page.stations[station]


def drag(qtbot, widget, start, *places):
    """Press, move and let go."""
    qtbot.mousePress(widget, LEFT, pos=start)
    for place in places:
        qtbot.mouseMove(widget, place)
    qtbot.mouseRelease(widget, LEFT, pos=places[-1])


def pixel(place):
    """Return a point as the mouse has it."""
    return QPointF(place).toPoint()


def moment(*commands):
    """Return what the page sees after some commands, without a window."""
    table = Table()
    state = table.send(*commands)
    table.close()
    return state
