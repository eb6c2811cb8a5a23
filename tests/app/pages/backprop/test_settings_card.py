"""Settings of the Backprop page, sent at once, and few of them at first."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.support.pages.shown.backprop import LEFT, show


def test_settings_say_what_is_looked_at(qtbot, page, live_worker):
    fields = page.settings.form.rows
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
    slider = fields["eta"].slider
    assert slider.objectName() == "backprop_eta_slider"
    slider.setValue(80)
    assert show(page, live_worker).settings["eta"] == 0.1
    qtbot.mouseClick(page.settings.form.more_button, LEFT)
    assert fields["form"].control.isVisible()
    assert page.insight.isHidden()
    qtbot.keyClick(page, Qt.Key.Key_M)
    assert show(page, live_worker).settings["form"] == "matrix"
