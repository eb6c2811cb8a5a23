"""The table of rows: what fits into it, and which row is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.pages.perceptrons.words import SIMULATION_ID
from engine.commands.pages.perceptrons import (
    AddInput,
    AddPerceptron,
    ShowRow,
)
from tests.support.pages.shown.perceptrons import go, show


def test_five_inputs_and_many_outputs_fit_into_the_table(qtbot, page, live_worker):
    adds = (AddInput(SIMULATION_ID),) * 3 + (AddPerceptron(SIMULATION_ID),) * 12
    station = go(page, live_worker, "bench", *adds, ShowRow(SIMULATION_ID, 31))
    table = station.table
    assert (table.rows, len(table._columns)) == (32, 5 + 6 + 1)
    assert table._columns[-1].head == "…"
    assert table._first + table._visible() == 32
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert (show(page, live_worker).row, table._first) == (0, 0)
