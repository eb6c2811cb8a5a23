"""The gradient check and the time of its passes."""

from __future__ import annotations

from app.pages.backprop.layout import Number
from app.pages.backprop.words import SIMULATION_ID
from engine.commands.edits import SetSetting
from engine.commands.pages.backprop import TimePasses
from tests.support.pages.shown.backprop import LEFT, at, show, texts


def test_the_check_follows_the_pointer_and_measures_passes(qtbot, page, live_worker):
    page.insight.tabs.setCurrentIndex(1)
    show(page, live_worker, SetSetting(SIMULATION_ID, "exhibit", "small"))
    assert "∂C/∂w²₁₁" in texts(page.insight.check.lines)[0]
    qtbot.mouseMove(page.canvas, at(page, Number("w", 0, 1, 0)))
    assert "∂C/∂w²₂₁" in texts(page.insight.check.lines)[0]
    page.insight.check.layers_box.setCurrentIndex(2)
    qtbot.mouseClick(page.insight.check.measure_button, LEFT)
    show(page, live_worker)
    assert page.insight.check.measure_button.text() == "Cancel"
    qtbot.mouseClick(page.insight.check.measure_button, LEFT)
    show(page, live_worker)
    assert "cancelled " in texts(page.insight.check.lines)
    live_worker.send(TimePasses(SIMULATION_ID, "2-4-1"))
    live_worker.work(30)
    show(page, live_worker)
    assert any("18 of 18 passes" in line for line in texts(page.insight.check.lines))
