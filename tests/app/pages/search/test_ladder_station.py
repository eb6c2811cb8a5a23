"""The ladder: rungs, curves, and the threshold in words."""

from __future__ import annotations

from app.appearance.translation import significant
from engine.commands.transport import Start


def test_the_ladder_says_the_threshold_and_half_of_it(hand):
    hand.set(station="ladder", digits="built-in", ladder_size=100, ladder_epochs=3)
    assert hand.words.endswith("?")
    assert "if the cost falls at 0.1" in hand.page.ladder.ladder.accessibleDescription()
    hand.page.ladder.ladder.grab()
    seen = hand.settle(Start("search")).ladder
    assert significant(seen.threshold) in hand.words
    assert significant(seen.threshold / 2) in hand.words
    station = hand.page.ladder
    assert len(station.plot.figure.lines) == len(seen.rungs)
    assert "it falls" in station.ladder.accessibleDescription()
    station.ladder.grab()
