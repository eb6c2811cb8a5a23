"""Controls of the newest ball, and the notches of its learning rate."""

from __future__ import annotations

import pytest

from app.pages.surface.controls_card import NOTCHES, eta_of, notch_of
from tests.support.pages.shown.surface import show


def test_sliders_and_boxes_say_how_the_ball_rolls(qtbot, page, live_worker):
    page.controls.eta_slider.setValue(notch_of(0.1))
    page.controls.rule_box.setCurrentIndex(2)
    page.controls.rule_box.activated.emit(2)
    page.controls.momentum_slider.setValue(80)
    settings = show(page, live_worker).settings
    assert settings["eta"] == pytest.approx(0.1, rel=0.03)
    assert (settings["rule"], settings["momentum"]) == ("nesterov", 0.8)
    page.controls.surface_box.setCurrentIndex(1)
    page.controls.surface_box.activated.emit(1)
    page.controls.batch_slider.setValue(3)
    state = show(page, live_worker)
    assert (state.name, state.settings["batch"]) == ("neuron-cross-entropy", 3)
    assert page.controls.batch_label.text() == "mini-batch 3"


def test_notches_are_learning_rates():
    assert [notch_of(eta_of(notch)) for notch in range(0, NOTCHES + 1, 20)] == list(
        range(0, NOTCHES + 1, 20)
    )
    assert (notch_of(1e-9), notch_of(1e9)) == (0, NOTCHES)
