"""Controls of the newest ball."""

from __future__ import annotations

from app.pages.surface.words import SIMULATION_ID
from engine.commands.pages.surface import DropBall
from tests.support.pages.shown.surface import show


def choose(row, value):
    """Choose a value in the box of a row."""
    row.box.setCurrentIndex(row.box.findData(value))
    row.box.activated.emit(row.box.currentIndex())


def test_sliders_and_boxes_say_how_the_ball_rolls(page, live_worker):
    rows = page.controls.form.rows
    eta, momentum, batch = (rows[name].slider for name in ("eta", "momentum", "batch"))
    eta.setValue(rows["eta"].notches.notch_of(0.1))
    choose(rows["rule"], "nesterov")
    momentum.setValue(rows["momentum"].notches.notch_of(0.8))
    settings = show(page, live_worker).settings
    assert (settings["eta"], settings["rule"], settings["momentum"]) == (0.1, "nesterov", 0.8)
    choose(rows["surface"], "neuron-cross-entropy")
    assert rows["batch"].field.text() == "all"
    batch.setValue(3)
    state = show(page, live_worker)
    assert (state.name, state.settings["batch"]) == ("neuron-cross-entropy", 3)
    assert rows["batch"].field.text() == "3"


def test_what_a_rule_does_not_use_is_grey(page, live_worker):
    rows = page.controls.form.rows
    show(page, live_worker)
    assert rows["eta"].slider.isEnabled()
    assert not rows["momentum"].slider.isEnabled()
    choose(rows["rule"], "newton")
    show(page, live_worker)
    assert not rows["eta"].slider.isEnabled()


def test_balls_are_cleared_only_where_there_are_some(page, live_worker):
    button = page.controls.clear_button
    live_worker.send(DropBall(SIMULATION_ID, 1.0, 1.0))
    show(page, live_worker)
    assert button.isEnabled()
    button.click()
    show(page, live_worker)
    assert not button.isEnabled()
