"""The weights of the four bits, dragged, typed and reached with the keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from engine.perceptrons.four_bits import BITS, DIGITS
from tests.support.pages.shown.perceptrons import LEFT, drag, go, pixel, show


def test_weights_are_dragged_typed_and_reached_with_the_keys(qtbot, page, live_worker):
    station = go(page, live_worker, "bits")
    grid = station.grid
    middle = pixel(grid.room_of((1, 4)).center())
    drag(qtbot, grid, middle, middle - QPoint(0, 30), middle - QPoint(0, 60))
    assert show(page, live_worker).bits.layer.weights[1][4] == 10.0
    assert station.number.label.text() == "4 → bit 4"
    station.number.field.entered.emit(-2.5)
    assert show(page, live_worker).bits.layer.weights[1][4] == -2.5
    for _ in range(6):
        qtbot.keyClick(grid, Qt.Key.Key_Right)
    qtbot.keyClicks(grid, "+")
    assert show(page, live_worker).bits.layer.biases[1] == 1.0
    qtbot.mouseClick(grid, LEFT, pos=pixel(grid._head(7).center()))
    assert show(page, live_worker).row == 7
    assert page.bar.place_label.text() == "digit 7"


@pytest.mark.parametrize("bit", range(BITS))
def test_every_field_has_a_place(page, live_worker, bit):
    grid = go(page, live_worker, "bits").grid
    for digit in (*range(DIGITS), None):
        assert grid.key_at(grid.room_of((bit, digit)).center()) == (bit, digit)
