"""Runs beside each other and guessed curves on the builder's learning card."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.pages.builder.words import SIMULATION_ID
from engine.commands.edits import SetSetting
from engine.commands.transport import Pause
from tests.support.pages.shown.builder import show


def test_a_hundred_seeds_are_drawn_as_a_fan_and_sent_home_by_other_points(qtbot, page, live_worker):
    live_worker.send(SetSetting(SIMULATION_ID, "epochs", 2))
    page.learning.runs.ensemble_button.click()
    ensemble = None
    while ensemble is None or not ensemble.finished:
        ensemble = show(page, live_worker).training.ensemble
    assert ensemble.count == 100
    assert page.learning.curves.figure.fan is not None
    live_worker.send(SetSetting(SIMULATION_ID, "data", "circles"))
    assert show(page, live_worker, 3).training.ensemble is None
    assert page.learning.curves.figure.fan is None


def test_three_clicks_lead_to_a_twin_that_learns_along(qtbot, page, live_worker):
    page.learning.form.lockstep_button.click()
    eta = page.learning.form.rows["eta"].control
    eta.selectAll()
    qtbot.keyClicks(eta, "0.3")
    qtbot.keyClick(eta, Qt.Key.Key_Return)
    page.time_bar.play_button.click()
    while not (state := show(page, live_worker)).training.step:
        pass
    lockstep_run = next(branch for branch in state.training.branches if branch.together)
    assert lockstep_run.differs["eta"] == 0.3
    assert state.training.settings["eta"] != 0.3
    live_worker.send(Pause(SIMULATION_ID))
    show(page, live_worker, 3)
    page.learning.tabs.setCurrentIndex(2)
    assert page.learning.runs.tree.topLevelItemCount() >= 1


def test_a_guess_stays_below_the_curve(page, live_worker):
    page.learning.guess_button.click()
    for x in (0.0, 100.0, 200.0):
        page.learning.curves.drawn.emit(x, 0.5, x == 0)
    page.learning.guess_button.click()
    assert page.learning.view_values()["guess_cost"] == "0,0.5 100,0.5 200,0.5"
    labels = [curve.label for curve in page.learning.curves.figure.lines]
    assert "guess" in labels
