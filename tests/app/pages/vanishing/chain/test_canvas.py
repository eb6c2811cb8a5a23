"""The chain of neurons: its numbers under the hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt

from app.pages.vanishing.words import SIMULATION_ID
from engine.commands.pages.vanishing import SetChainNumber
from tests.support.pages.vanishing_page import LEFT, SHIFT, drag, mouse


def test_a_weight_of_the_chain_is_dragged(hand):
    hand.set(station="chain")
    canvas = hand.page.chain.canvas
    start = canvas.boxes()["w", 1].center()
    before = float(hand.state.chain.w[1])
    drag(canvas, start, start + QPointF(50, 0))
    sent = hand.take(SetChainNumber)
    assert [command.finished for command in sent] == [False, False, False, True]
    assert sent[-1].value == pytest.approx(before + 50 * max(0.02, abs(before) * 0.01), abs=0.011)
    hand.show()
    assert hand.state.chain.w[1] == sent[-1].value
    drag(canvas, start, start + QPointF(50, 0), SHIFT)
    fine = hand.take(SetChainNumber)[-1].value
    assert abs(fine - sent[-1].value) < 0.3


def test_a_number_is_typed_over_its_box(qtbot, hand):
    hand.set(station="chain")
    canvas = hand.page.chain.canvas
    at = canvas.boxes()["b", 2].center()
    mouse(canvas, QEvent.Type.MouseButtonDblClick, at, LEFT)
    assert canvas.field.isVisible()
    canvas.field.setText("1,5")
    canvas.field.setModified(True)
    qtbot.keyClick(canvas.field, Qt.Key.Key_Return)
    assert hand.take(SetChainNumber) == [SetChainNumber(SIMULATION_ID, "b", 2, 1.5)]


def test_the_keyboard_reaches_every_number(qtbot, hand):
    hand.set(station="chain", chain_neurons=3)
    canvas = hand.page.chain.canvas
    seen = []
    canvas.focusNextPrevChild(True)
    canvas.go_to(next(iter(canvas.boxes())))
    for key in canvas.boxes():
        canvas.go_to(key)
        qtbot.keyClick(canvas, Qt.Key.Key_Up)
        seen.append((canvas._cursor, hand.take(SetChainNumber)[-1].value))
    assert [key for key, _ in seen] == list(canvas.boxes())
    assert len(seen) == 7
    assert seen[0][1] == pytest.approx(hand.state.chain.x + 0.1)


def test_locked_biases_cannot_be_dragged(hand):
    hand.set(station="chain", chain_locked=True)
    canvas = hand.page.chain.canvas
    start = canvas.boxes()["b", 1].center()
    drag(canvas, start, start + QPointF(40, 0))
    assert hand.take(SetChainNumber) == []
    assert "follows from z = 0" in canvas.tip(("b", 1))
