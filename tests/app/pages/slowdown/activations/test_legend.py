"""The table of networks: pointed at, clicked, read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt

from engine.commands.edits import SetSetting
from engine.improvement.bench_functions import NAMES
from tests.support.pages.vanishing_page import LEFT, NONE, mouse, picture


def test_a_row_that_is_pointed_at_stands_out_in_the_curves(qtbot, hand):
    station = hand.station("activations")
    hand.seek(0)
    legend, place = station.legend, NAMES.index("elu")
    before = picture(legend)
    mouse(legend, QEvent.Type.MouseMove, legend.row(place).center(), NONE)
    assert picture(legend) != before
    labels = {line.label for line in station.cost_plot.figure.lines}
    assert "ELU" in labels
    legend.leaveEvent(QEvent(QEvent.Type.Leave))
    assert "ELU" not in {line.label for line in station.cost_plot.figure.lines}


def test_a_click_looks_at_a_function(hand):
    legend = hand.station("activations").legend
    row = legend.row(NAMES.index("tanh"))
    mouse(legend, QEvent.Type.MouseButtonPress, row.center(), LEFT)
    assert hand.take(SetSetting)[-1] == SetSetting("slowdown", "bench_function", "tanh")


def test_arrows_go_through_the_rows(qtbot, hand):
    legend = hand.station("activations").legend
    qtbot.keyClick(legend, Qt.Key.Key_Down)
    assert hand.take(SetSetting)[-1].value == "leaky-relu"


def test_every_row_says_its_numbers(hand):
    legend = hand.station("activations").legend
    for place in range(len(NAMES)):
        assert "cost 0." in legend.tip_at(legend.row(place).center())
    assert "sin(z)" in legend.tip_at(legend.row(len(NAMES) - 1).center())
    assert "slope is 0" in legend.tip_at(legend.row(-1).center())
