"""The nudge at one neuron, its slider, and its own function."""

from __future__ import annotations

from app.pages.backprop.words import SIMULATION_ID
from engine.commands.pages.backprop import SetFunction
from tests.support.pages.shown.backprop import show, texts


def test_the_demon_and_the_function_of_one_neuron(qtbot, page, live_worker):
    before = page.canvas.grab().toImage()
    page.insight.tabs.setCurrentIndex(2)
    show(page, live_worker)
    assert page.canvas.grab().toImage() != before
    panel = page.insight.demon
    panel.nudge_slider.setValue(0)
    state = show(page, live_worker)
    assert state.demon.amount == 1e-6
    assert texts(panel.lines)[1].split()[-1] == texts(panel.lines)[2].split()[-1]
    panel.function_box.setCurrentIndex(2)
    panel.function_box.activated.emit(2)
    assert show(page, live_worker).trace.case.functions[0] == ("tanh",)
    assert panel.function_box.itemText(0) == "as its layer"
    assert show(page, live_worker, SetFunction(SIMULATION_ID, 0, 0, "")).own == frozenset()
