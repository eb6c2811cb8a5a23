"""The picture of the map: colours, hands, keys."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from app.pages.search.map.canvas import cell_image, colour_at
from engine.commands.edits import SetSetting


def test_a_cell_has_the_colour_of_its_accuracy_and_an_empty_one_none(theme):
    table = theme.magnitude_table()
    image = cell_image(table, np.array([[0.0, np.nan], [1.0, 0.5]]))
    assert image.pixelColor(0, 1) == colour_at(table, 0.0)
    assert image.pixelColor(0, 0) == colour_at(table, 1.0)
    assert image.pixelColor(1, 1) == QColor(0, 0, 0, 0)


def test_a_click_chooses_a_cell_and_one_beside_the_map_the_best(searched):
    canvas = searched.page.map.canvas
    cell = canvas.geometry_now.cell(2, 1).center().toPoint()
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=cell)
    (command,) = searched.take(SetSetting)
    assert (command.name, command.value) == ("chosen", 5)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert searched.take(SetSetting)[-1].value == -1


def test_arrows_go_from_cell_to_cell(searched):
    canvas = searched.page.map.canvas
    searched.set(chosen=4)
    searched.take()
    QTest.keyClick(canvas, Qt.Key.Key_Up)
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert [command.value for command in searched.take(SetSetting)] == [7, 3]


def test_the_numbers_of_the_cell_under_the_cursor_are_said(searched):
    canvas, readout = searched.page.map.canvas, searched.page.map.readout
    QTest.mouseMove(canvas, canvas.geometry_now.cell(0, 0).center().toPoint())
    assert "η 0.01, λ 0.01" in readout.text()
    assert "% right on validation" in readout.text()
