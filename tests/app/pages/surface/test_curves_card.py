"""Curves of the race and of the poll."""

from __future__ import annotations

from app.pages.surface.words import SIMULATION_ID
from engine.commands.edits import SetSetting
from engine.commands.transport import Step
from tests.support.pages.shown.surface import show


def test_curves_show_the_race_and_the_poll(page, live_worker):
    live_worker.send(Step(SIMULATION_ID, 5))
    show(page, live_worker)
    assert page.curves.curves.figure.summary().startswith("η 0.05")
    page.curves.tabs.setCurrentIndex(1)
    assert "choose the neuron" in page.curves.curves.accessibleDescription()
    live_worker.send(SetSetting(SIMULATION_ID, "surface", "neuron-quadratic"))
    show(page, live_worker)
    assert "angle" in page.curves.curves.figure.summary()
