"""The station of four bits: a solution filled in and spoilt."""

from __future__ import annotations

from app.pages.perceptrons.words import SIMULATION_ID
from engine.commands.pages.perceptrons import (
    SetBitWeight,
)
from tests.support.pages.shown.perceptrons import LEFT, go, show


def test_a_solution_is_filled_in_spoilt_and_told(qtbot, page, live_worker):
    station = go(page, live_worker, "bits")
    qtbot.mouseClick(station.fill_button, LEFT)
    assert show(page, live_worker).bits.right == 10
    assert page.sentence.text() == "All ten digits are right, whatever the activations are."
    live_worker.send(SetBitWeight(SIMULATION_ID, 0, 8, 0.2))
    show(page, live_worker)
    assert page.sentence.text() == "Digit 8 fails: a₈ = 0.99, a₀ … a₇ → 0.01 give bit 8 z = −0.6."
    qtbot.mouseClick(station.clear_button, LEFT)
    assert show(page, live_worker).bits.right == 1
    assert "All are 0 now" in page.sentence.text()
