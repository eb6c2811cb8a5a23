"""The station of the chain: ready-made chains, the neuron that copies."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from app.pages.vanishing.words import SIMULATION_ID
from engine.commands.edits import SetSetting
from engine.commands.pages.vanishing import LoadChain
from tests.support.pages.vanishing_page import LEFT


def test_the_explosion_is_one_click_and_is_said(qtbot, hand):
    hand.set(station="chain")
    assert "vanishes" in hand.page.sentence.text()
    qtbot.mouseClick(hand.page.chain.chain_buttons["explosion"], LEFT)
    assert hand.take(LoadChain) == [LoadChain(SIMULATION_ID, "explosion")]
    hand.show()
    assert "625 times larger" in hand.page.sentence.text()
    assert hand.page.chain.form.rows["chain_locked"].box.isChecked()
    qtbot.mouseClick(hand.page.chain.form.rows["chain_locked"].box, LEFT, pos=QPoint(8, 8))
    assert hand.take(SetSetting) == [SetSetting(SIMULATION_ID, "chain_locked", False)]
    hand.show()
    # the slopes are so small that their product is below every number of the machine
    assert "nothing comes through" in hand.page.sentence.text()


def test_the_neuron_that_copies_stands_beside_x(qtbot, hand):
    hand.set(station="chain", identity_w=0.5)
    hand.page.chain.identity_button.setChecked(True)
    assert "off by 0.0026" in hand.page.chain.last.figure.said
    assert hand.page.chain.identity_form.isVisible()


def test_the_chain_has_nothing_to_play(hand):
    hand.set(station="chain")
    assert not hand.page.bar.isEnabled()
    hand.set(station="parity")
    assert hand.page.bar.isEnabled()
