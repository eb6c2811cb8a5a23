"""The strip of the score: numbers of bumps, and heights that are spread."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from app.pages.universality.score_strip import SPREADS
from app.pages.universality.words import SIMULATION_ID
from engine.commands.pages.universality import (
    SetHeight,
)
from tests.support.pages.shown.universality import heights
from tests.support.pages.universality_page import LEFT, key


def test_bumps_are_counted_up_and_down_typed_and_dragged(qtbot, hand):
    score = hand.page.workshop.score
    qtbot.mouseClick(score.more_button, LEFT)
    qtbot.mouseClick(score.more_button, LEFT)
    assert hand.show().settings["bumps"] == 6
    hand.show()
    qtbot.mouseClick(score.more_button, LEFT)
    assert hand.show().settings["bumps"] == 7
    assert (score.bumps_number.text(), len(hand.simulation.payload.curve.heights)) == ("7", 7)
    qtbot.mouseClick(score.fewer_button, LEFT)
    assert hand.show().settings["bumps"] == 6
    line = score.bumps_number.lineEdit()
    line.selectAll()
    qtbot.keyClicks(score.bumps_number, "40")
    qtbot.keyClick(score.bumps_number, Qt.Key.Key_Return)
    state = hand.show()
    assert len(state.curve.heights) == 40
    assert score.best.text() == f"best of 40 ideal bumps: {state.curve.best:.3f}"
    assert hand.page.workshop.network_words.text().startswith("1-80-1")
    start = line.rect().center()
    hand.drag(line, start, start - QPoint(30, 0), start - QPoint(60, 0))
    assert hand.show().settings["bumps"] < 40


def test_there_is_at_least_one_bump(qtbot, hand):
    hand.set(bumps=1)
    qtbot.mouseClick(hand.page.workshop.score.fewer_button, LEFT)
    assert hand.show().settings["bumps"] == 1
    assert hand.worker.work().notice is None


def test_heights_are_flat_random_or_the_best(qtbot, hand):
    score = hand.page.workshop.score
    flat, random, best = score.spread_buttons
    qtbot.mouseClick(best, LEFT)
    state = hand.show()
    assert state.curve.deviation == pytest.approx(state.curve.best)
    assert score.verdict.text() == "Success!"
    qtbot.mouseClick(random, LEFT)
    heights = hand.show().curve.heights
    assert np.abs(heights).max() <= 1.5
    assert len(set(heights.tolist())) > 1
    qtbot.mouseClick(flat, LEFT)
    assert not hand.show().curve.heights.any()
    assert score.verdict.text() == "goal: 0.405"
    key(qtbot, hand, Qt.Key.Key_N)
    assert hand.simulation.payload.curve.heights.any()


def test_bumps_are_added_taken_and_typed(bench):
    score = bench.page.workshop.score
    score.more_button.click()
    assert len(heights(bench.show())) == 6
    score.fewer_button.click()
    bench.show()
    score.fewer_button.click()
    assert len(heights(bench.show())) == 4
    score.bumps_number.setValue(40)
    assert len(heights(bench.show())) == 40
    assert bench.network.places.below == 70


@pytest.mark.parametrize("kind", list(SPREADS))
def test_heights_are_spread(bench, kind):
    bench.show(SetHeight(SIMULATION_ID, 0, 0.77))
    bench.page.workshop.score.spread_buttons[list(SPREADS).index(kind)].click()
    state = bench.show()
    assert heights(state)[0] != 0.77
    if kind == "best":
        assert state.curve.deviation == pytest.approx(state.curve.best)
