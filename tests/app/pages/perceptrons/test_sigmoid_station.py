"""The station of the sigmoid: its outputs, its numbers, the bench as a whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from app.pages.perceptrons.words import SIMULATION_ID
from engine.commands.edits import SetSetting
from engine.commands.pages.perceptrons import (
    LoadBench,
    ShowStation,
)
from tests.support.pages.shown.perceptrons import LEFT, drag, go, show


def test_nand_times_ten_shows_its_outputs_to_the_last_digit(page, live_worker):
    station = go(page, live_worker, "sigmoid", SetSetting(SIMULATION_ID, "scale", 10.0))
    assert [station.table._columns[-1].cells[row] for row in range(4)] == [
        "1.00000",
        "0.99995",
        "0.99995",
        "0.00005",
    ]
    assert "at most 0.00005" in page.sentence.text()


def test_a_tie_is_said_to_stay_at_one_half(page, live_worker):
    go(page, live_worker, "sigmoid", SetSetting(SIMULATION_ID, "bias", 2.0))
    assert "stays σ(c · 0) = ½, whatever c is" in page.sentence.text()


def test_the_bench_is_compared_as_a_whole(qtbot, page, live_worker):
    station = go(page, live_worker, "sigmoid", LoadBench(SIMULATION_ID, "adder"))
    live_worker.send(ShowStation(SIMULATION_ID, "sigmoid"))
    station.form.rows["network"].box.setCurrentIndex(1)
    station.form.rows["network"].box.activated.emit(1)
    show(page, live_worker)
    assert station.gaps.isVisible()
    assert "the bench of sigmoid neurons" in page.sentence.text()
    area = station.gaps.mapping.area
    place = QPoint(round(area.left() + 0.75 * area.width()), round(area.center().y()))
    qtbot.mouseClick(station.gaps, LEFT, pos=place)
    assert show(page, live_worker).settings["scale"] == pytest.approx(100, rel=0.05)
    assert "at most 0.00000" in page.sentence.text()


def test_more_numbers_unfold(qtbot, page, live_worker):
    station = go(page, live_worker, "sigmoid")
    assert not station.form.rows["w1"].slider.isVisible()
    qtbot.mouseClick(station.form.more_button, LEFT)
    station.form.rows["w1"].field.entered.emit(4.0)
    station.form.rows["changed"].box.setCurrentIndex(0)
    station.form.rows["changed"].box.activated.emit(0)
    settings = show(page, live_worker).settings
    assert (settings["w1"], settings["changed"]) == (4.0, "w1")


def test_plots_are_dragged(qtbot, page, live_worker):
    station = go(page, live_worker, "sigmoid")
    plot = station.changes
    area = plot.mapping.area
    start = QPoint(round(area.center().x()), round(area.center().y()))
    end = QPoint(round(area.left() + 0.75 * area.width()), start.y())
    drag(qtbot, plot, start, end)
    assert show(page, live_worker).settings["change"] == pytest.approx(1.0, abs=0.02)
    assert "promised" in station.words.text()
    area = station.outputs.mapping.area
    place = QPoint(round(area.left() + 0.4 * area.width()), start.y())
    qtbot.mouseClick(station.outputs, LEFT, pos=place)
    assert show(page, live_worker).row == 3
    qtbot.keyClick(station.outputs, Qt.Key.Key_Up)
    assert show(page, live_worker).settings["scale"] == 1.26
    qtbot.keyClick(plot, Qt.Key.Key_Down)
    assert show(page, live_worker).settings["change"] == pytest.approx(0.95, abs=0.02)
