"""The picture of the Jacobian."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt

from engine.commands.edits import SetSetting
from tests.support.pages.vanishing_page import LEFT, mouse, picture


def test_a_click_on_a_column_chooses_its_input(hand):
    view = hand.station("softmax").jacobian
    mouse(view, QEvent.Type.MouseButtonPress, view.cell(2, 0).center(), LEFT)
    assert hand.take(SetSetting)[-1] == SetSetting("slowdown", "softmax_swept", "1")


def test_arrows_choose_a_column(qtbot, hand):
    view = hand.station("softmax").jacobian
    qtbot.keyClick(view, Qt.Key.Key_Left)
    assert hand.take(SetSetting)[-1].value == "3"
    hand.show()
    assert "z₃" in view.accessibleDescription()


def test_a_cell_says_its_number_and_the_measured_one(hand):
    view = hand.station("softmax").jacobian
    assert "−0.199" in view.tip_at(view.cell(0, 2).center())
    assert view.tip_at(view.cell(0, 2).center()).count("−0.199") == 2
    assert view.cell_at(QPointF(0, 0)) is None
    assert "each column" in view.tip_at(QPointF(0, 0))


def test_another_input_looks_different(hand):
    view = hand.station("softmax").jacobian
    before = picture(view)
    hand.set(softmax_z1=0.0)
    assert picture(view) != before
