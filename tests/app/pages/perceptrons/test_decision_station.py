"""Sliders, fields and table of the decision."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt

from engine.commands.edits import Undo
from tests.support.pages.shown.perceptrons import LEFT, show


def test_sliders_fields_and_the_table_drive_the_decision(qtbot, page, live_worker):
    station = page.stations["decision"]
    rows = station.form.rows
    rows["company"].slider.setValue(rows["company"].notches.notch_of(-4.0))
    rows["threshold"].field.entered.emit(1.25)
    state = show(page, live_worker)
    assert (state.decision.weights[1], state.decision.threshold) == (-4.0, 1.25)
    assert rows["threshold"].field.text() == "1.25"
    qtbot.keyClick(station.table, Qt.Key.Key_Down)
    assert show(page, live_worker).row == 0
    qtbot.mouseClick(station.table, LEFT, pos=QPoint(20, station.table.height() // 3))
    state = show(page, live_worker)
    assert state.row > 0
    assert station.table.row_words(state.row).startswith("x₁ ")
    qtbot.mouseClick(station.restore_button, LEFT)
    assert show(page, live_worker).decision.weights == (6.0, 2.0, 2.0)


def test_a_slider_that_is_held_makes_one_edit(page, live_worker):
    slider = page.stations["decision"].form.rows["weather"].slider
    slider.setSliderDown(True)
    for notch in (10, 20, 30):
        slider.setValue(notch)
        show(page, live_worker)
    assert live_worker.work().undo is None
    slider.setSliderDown(False)
    assert show(page, live_worker).decision.weights[0] == 5.0
    assert "weather" in str(live_worker.work().undo.fields)
    live_worker.send(Undo())
    assert show(page, live_worker).decision.weights[0] == 6.0
