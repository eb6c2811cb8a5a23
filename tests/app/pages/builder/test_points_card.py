"""The points that the plane's network learns from."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.support.pages.shown.builder import show


def test_shapes_and_sliders_choose_the_points(qtbot, page, live_worker):
    qtbot.mouseClick(page.points.buttons["spirals"], Qt.MouseButton.LeftButton)
    state = show(page, live_worker)
    assert (state.points.shape, state.network.sizes) == ("spirals", (2, 16, 16, 1))
    rows = page.points.form.rows
    for name, value in (("noise", 0.1), ("held", 0.5)):
        rows[name].slider.setValue(rows[name].notches.notch_of(value))
    state = show(page, live_worker)
    assert (state.points.noise, state.points.share) == (0.1, 0.5)
    assert page.points.buttons["spirals"].isChecked()
