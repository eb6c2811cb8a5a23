"""Wires and neurons of the plane's network, reached by the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.pages.builder.words import SIMULATION_ID
from tests.support.pages.shown.builder import show


def test_every_wire_and_neuron_is_reached_by_arrows(qtbot, page):
    canvas, keys = page.stage.canvas, page.stage.keys
    canvas.setFocus()
    seen = set()
    for layer in (1, 2):
        keys._select((layer, 0, None))
        for _ in range(4):
            seen.add(keys.place)
            qtbot.keyClick(canvas, Qt.Key.Key_Down)
        qtbot.keyClick(canvas, Qt.Key.Key_Left)
        for _ in range(8):
            seen.add(keys.place)
            qtbot.keyClick(canvas, Qt.Key.Key_Down)
    wires = {(1, n, s) for n in range(4) for s in range(2)} | {(2, 0, s) for s in range(4)}
    assert seen == wires | {(1, n, None) for n in range(4)} | {(2, 0, None)}
    assert canvas.accessibleName().startswith("weight from")


def test_arrows_still_drive_the_run_while_the_canvas_has_not_the_keyboard(qtbot, page, live_worker):
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Right)
    for _ in range(50):
        show(page, live_worker)
    assert live_worker.latest.simulation(SIMULATION_ID).step == 1
