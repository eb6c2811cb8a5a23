"""The race of one to four hidden layers."""

from __future__ import annotations

from app.pages.vanishing.words import SIMULATION_ID
from engine.commands.transport import Step


def test_the_race_is_told_in_words_and_lines(hand):
    hand.set(station="race")
    assert "Does depth pay" in hand.page.sentence.text()
    hand.settle(Step(SIMULATION_ID, 1))
    assert "In front" in hand.page.sentence.text()
    assert [len(line.x) for line in hand.page.race.plot.figure.lines] == [1, 1, 1, 1]
    assert hand.page.bar.place_label.text() == "epoch 1 of 30"
