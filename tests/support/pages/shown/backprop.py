"""A hand on the shown Backprop page, for its tests."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from app.pages.backprop.words import SIMULATION_ID
from engine.commands.transport import Step
from tests.support.pages.backprop_session import Bench

LEFT = Qt.MouseButton.LeftButton


def show(page, worker, *commands):
    """Do what is asked and hand the page the newest snapshot; return what it shows."""
    for command in commands:
        worker.send(command)
    snapshot = worker.work()
    page.show_snapshot(snapshot)
    page.render_text(snapshot)
    return snapshot.simulation(SIMULATION_ID).payload


def at(page, number):
    """Return where a number stands on the picture."""
    return page.canvas.places.numbers[number].center().toPoint()


def drag(qtbot, page, worker, number, up):
    """Drag a number up by so many pixels, as a hand would: with pictures in between."""
    start = at(page, number)
    qtbot.mousePress(page.canvas, LEFT, pos=start)
    for part in (0.3, 0.6, 1.0):
        qtbot.mouseMove(page.canvas, start - QPoint(0, round(part * up)))
        show(page, worker)
    qtbot.mouseRelease(page.canvas, LEFT, pos=start - QPoint(0, up))
    return show(page, worker)


def texts(lines):
    """Return the lines of a panel."""
    return [f"{line.left} {line.right}" for line in lines.lines]


def moment(exhibit="chain", kind="forward"):
    """Return the first moment with a kind of stop, without a window."""
    bench = Bench(exhibit)
    state = bench.state
    while state.stop.kind != kind:
        state = bench.send(Step(SIMULATION_ID, 1))
    bench.close()
    return state
