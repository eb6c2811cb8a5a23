"""Settings of the Backprop page, and the notches of its learning rate."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from app.pages.backprop.settings_card import NOTCHES, eta_of, notch_of
from tests.support.pages.shown.backprop import LEFT, show


def test_settings_say_what_is_looked_at(qtbot, page, live_worker):
    fields = page.settings.fields
    box = fields["exhibit"].control
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert show(page, live_worker).trace.case.sizes == (2, 2, 1)
    line = fields["layers"].control
    line.setText("3-2-2")
    line.setModified(True)
    line.editingFinished.emit()
    state = show(page, live_worker)
    assert state.trace.case.sizes == (3, 2, 2)
    assert box.currentData() == "own"
    page.settings.eta_slider.setValue(notch_of(0.1))
    assert show(page, live_worker).settings["eta"] == pytest.approx(0.1, rel=0.04)
    qtbot.mouseClick(page.settings.more_button, LEFT)
    assert fields["form"].control.isVisible()
    assert page.insight.isHidden()
    qtbot.keyClick(page, Qt.Key.Key_M)
    assert show(page, live_worker).settings["form"] == "matrix"


def test_notches_are_learning_rates():
    assert [notch_of(eta_of(notch)) for notch in range(0, NOTCHES + 1, 20)] == list(
        range(0, NOTCHES + 1, 20)
    )
