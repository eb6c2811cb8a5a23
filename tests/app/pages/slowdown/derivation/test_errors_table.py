"""The table of output errors under the hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt

from engine.commands.edits import SetSetting
from tests.support.pages.vanishing_page import picture


@pytest.fixture
def table(hand):
    """Return the table."""
    return hand.station("derivation").table


def test_a_click_chooses_a_pair(qtbot, hand, table):
    for place, pair in ((0, "sigmoid quadratic"), (5, "linear log-likelihood"),
                        (8, "softmax log-likelihood")):  # fmt: skip
        qtbot.mouseClick(table, Qt.MouseButton.LeftButton, pos=table.cell(place).center().toPoint())
        assert hand.take(SetSetting)[-1] == SetSetting("slowdown", "why_pair", pair)


def test_a_click_beside_the_cells_chooses_nothing(qtbot, hand, table):
    assert table.place_at(QPointF(2, 2)) is None
    assert table.tip_at(QPointF(2, 2)) == "A click on a pair explains it."


def test_arrows_go_from_pair_to_pair(qtbot, hand, table):
    keys = (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_Right)
    pairs = []
    for key in keys:
        qtbot.keyClick(table, key)
        pairs.append(hand.take(SetSetting)[-1].value)
        hand.show()
    assert pairs == [
        "linear cross-entropy", "linear quadratic", "linear quadratic",
        "softmax quadratic", "softmax cross-entropy",
    ]  # fmt: skip


def test_a_pair_without_sense_has_no_number(table):
    tips = [table.tip_at(table.cell(place).center()) for place in range(9)]
    assert [("δ = " in tip) for tip in tips] == [True] * 4 + [False] * 2 + [True] * 3
    assert all("no sense" in tip for tip in tips[4:6])


def test_cells_do_not_overlap(table):
    cells = [table.cell(place) for place in range(9)]
    for place, cell in enumerate(cells):
        assert not any(cell.intersects(other) for other in cells[place + 1 :])


def test_the_numbers_follow_the_output(hand, table):
    before = picture(table)
    hand.set(why_a=0.2)
    assert picture(table) != before
    assert "δ = −0.1" in table.accessibleDescription()
