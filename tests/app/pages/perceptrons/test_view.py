"""The Perceptrons page in the window: its stations, and rows that are played."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.pages.perceptrons.words import SIMULATION_ID
from engine.commands.transport import Start
from engine.simulations.perceptrons.scene import STATIONS
from engine.snapshots import Status
from tests.support.pages.shown.perceptrons import LEFT, show

# --- the decision ------------------------------------------------------------------------------


def test_play_walks_through_the_rows(qtbot, page, live_worker):
    live_worker.send(Start(SIMULATION_ID))
    assert live_worker.work().simulation(SIMULATION_ID).status is Status.RUNNING
    show(page, live_worker)
    assert page.bar.play_button.text() == "Pause"
    qtbot.mouseClick(page.bar.step_button, LEFT)
    show(page, live_worker)
    assert page.bar.place_label.text() == "row 1 of 8"


# --- all stations ------------------------------------------------------------------------------


def test_the_switch_and_the_number_keys_change_the_station(qtbot, page, live_worker):
    for number, station in enumerate(STATIONS, 1):
        qtbot.mouseClick(page.switch.buttons[station], LEFT)
        assert show(page, live_worker).station == station
        assert page.stack.currentWidget() is page.stations[station]
        page.show_station(STATIONS[number % 4])
        keys = {key for action in page.key_actions() for key in action.keys}
        assert str(number) in keys
    qtbot.keyClick(page, Qt.Key.Key_3)
    assert show(page, live_worker).station == "sigmoid"
