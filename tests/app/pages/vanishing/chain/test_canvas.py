"""The chain of neurons: its numbers under the hand, and what is said of them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt

from app.pages.vanishing.words import SIMULATION_ID
from engine.commands.edits import SetSetting
from engine.commands.pages.vanishing import LoadChain, SetChainNumber
from tests.support.pages.vanishing_page import LEFT, SHIFT, Hand, drag, mouse


@pytest.fixture
def hand(live_worker, theme, qtbot):
    """Return a hand on a page that is shown."""
    hand = Hand(live_worker, theme)
    qtbot.addWidget(hand.page)
    qtbot.addWidget(hand.page.switch)
    return hand


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
    qtbot.keyClick(canvas.field, Qt.Key.Key_Return)
    assert hand.take(SetChainNumber) == [SetChainNumber(SIMULATION_ID, "b", 2, 1.5)]


def test_the_keyboard_reaches_every_number(qtbot, hand):
    hand.set(station="chain", chain_neurons=3)
    canvas = hand.page.chain.canvas
    seen = []
    canvas.focusNextPrevChild(True)
    canvas._go_to(next(iter(canvas.boxes())))
    for key in canvas.boxes():
        canvas._go_to(key)
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


def test_the_explosion_is_one_click_and_is_said(qtbot, hand):
    hand.set(station="chain")
    assert "vanishes" in hand.page.sentence.text()
    qtbot.mouseClick(hand.page.chain.chain_buttons["explosion"], LEFT)
    assert hand.take(LoadChain) == [LoadChain(SIMULATION_ID, "explosion")]
    hand.show()
    assert "625 times larger" in hand.page.sentence.text()
    assert hand.page.chain.lock_box.isChecked()
    qtbot.mouseClick(hand.page.chain.lock_box, LEFT, pos=QPoint(8, 8))
    assert hand.take(SetSetting) == [SetSetting(SIMULATION_ID, "chain_locked", False)]
    hand.show()
    # the slopes are so small that their product is below every number of the machine
    assert "nothing comes through" in hand.page.sentence.text()


def test_a_click_on_a_neuron_shows_its_band(hand):
    hand.set(station="chain")
    hand.settle(
        SetChainNumber(SIMULATION_ID, "w", 3, 7.0), SetChainNumber(SIMULATION_ID, "b", 3, -3.0)
    )
    canvas = hand.page.chain.canvas
    at = QPointF(canvas._x(3), canvas._axis)
    mouse(canvas, QEvent.Type.MouseButtonPress, at, LEFT)
    assert hand.take(SetSetting) == [SetSetting(SIMULATION_ID, "chain_neuron", 4)]
    hand.show()
    plot = hand.page.chain.band.plot
    assert plot.band[1] - plot.band[0] == pytest.approx(0.4476, abs=1e-3)
    assert plot.said == "width 0.448"


def test_the_neuron_that_copies_stands_beside_x(qtbot, hand):
    hand.set(station="chain", identity_w=0.5)
    hand.page.chain.identity_button.setChecked(True)
    assert "off by 0.0026" in hand.page.chain.last.plot.said
    assert hand.page.chain.identity_rows.isVisible()


def test_the_chain_has_nothing_to_play(hand):
    hand.set(station="chain")
    assert not hand.page.bar.isEnabled()
    hand.set(station="parity")
    assert hand.page.bar.isEnabled()
