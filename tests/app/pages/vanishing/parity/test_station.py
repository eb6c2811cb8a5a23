"""The station of parity."""

from __future__ import annotations

from app.pages.vanishing.words import SIMULATION_ID
from engine.commands.transport import Start


def test_parity_is_learned_before_the_eyes_of_the_room(hand):
    hand.set(station="parity", parity_bits=3)
    hand.settle(Start(SIMULATION_ID))
    assert "all rows right" in hand.page.parity.note.text()
    assert len(hand.page.parity.learners.figure.lines) == 2
    hand.set(parity_bits=16)
    assert "60 gates by pairs of pairs, 32,785" in hand.page.sentence.text()
    assert "At most 10 bits" in hand.page.parity.note.text()
