"""The scoreboard and the curves of the Universality page."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.pages.universality.board_card import BOARD, EPOCH_CURVE
from app.pages.universality.words import SIMULATION_ID
from engine.commands.edits import Undo
from engine.commands.pages.universality import (
    ClearTries,
    KeepTry,
    SpreadHeights,
)
from engine.commands.transport import Step
from tests.support.pages.universality_page import LEFT, key, seen


def test_a_try_is_noted_stays_as_a_ghost_and_is_wiped(qtbot, hand):
    board, curve = hand.page.workshop.board, hand.page.workshop.curve
    board.tabs.setCurrentIndex(BOARD)
    hand.show(SpreadHeights(SIMULATION_ID, "best"))
    qtbot.keyClicks(board.player_field, "Ada")
    qtbot.keyClick(board.player_field, Qt.Key.Key_Return)
    hand.show(SpreadHeights(SIMULATION_ID, "flat"))
    without = seen(curve)
    qtbot.mouseClick(board.keep_button, LEFT)
    assert len(hand.take(KeepTry)) == 1, "without a name nothing is noted"
    qtbot.keyClicks(board.player_field, "Grace")
    qtbot.mouseClick(board.keep_button, LEFT)
    state = hand.show()
    assert board.player_field.text() == ""
    assert [line.left for line in board.lines.lines] == ["1. Ada", "2. Grace"]
    assert board.lines.lines[0].right == "0.372"
    assert board.lines.lines[0].detail == " · 5 bumps"
    assert [ghost.curve is not None for ghost in state.tries] == [True, True]
    qtbot.mouseClick(board.clear_button, LEFT)
    assert len(hand.take(ClearTries)) == 1
    assert hand.show().tries == ()
    assert board.lines.lines == ()
    assert seen(curve) != without
    assert len(hand.show(Undo()).tries) == 2


def test_ghosts_are_seen_only_with_their_own_target(hand):
    hand.show(SpreadHeights(SIMULATION_ID, "best"), KeepTry(SIMULATION_ID, "Ada"))
    assert hand.simulation.payload.tries[0].curve is not None
    assert hand.set(target="sine").tries[0].curve is None
    assert hand.set(target="book").tries[0].curve is not None


def test_deviations_are_compared_by_the_number_of_bumps(hand):
    hand.show(SpreadHeights(SIMULATION_ID, "best"))
    hand.set(bumps=6)
    hand.show(SpreadHeights(SIMULATION_ID, "best"))
    curves = {curve.label: curve for curve in hand.page.workshop.board.curves.figure.lines}
    best = curves["best"].y
    assert curves["by hand"].x.tolist() == [5, 6]
    np.testing.assert_allclose(curves["by hand"].y, best[4:6])
    assert best[19] == pytest.approx(0.132, abs=5e-4)


def test_descent_says_how_far_it_has_come_and_goes_back(qtbot, hand):
    hand.show(SpreadHeights(SIMULATION_ID, "best"))
    built = hand.simulation.payload.curve
    assert hand.page.bar.place_label.text() == "built by hand"
    state = hand.show(Step(SIMULATION_ID, 400))
    assert hand.page.bar.place_label.text().startswith("epoch 400 · deviation 0.")
    assert hand.page.sentence.text().startswith("400 epochs of descent")
    assert not np.array_equal(state.curve.v, built.v)
    hand.page.workshop.board.tabs.setCurrentIndex(EPOCH_CURVE)
    hand.show()
    line = hand.page.workshop.board.curves.figure.lines[-1]
    assert (line.y[0], line.x[-1]) == (pytest.approx(built.deviation), 400)
    state = key(qtbot, hand, Qt.Key.Key_R)
    np.testing.assert_array_equal(state.curve.v, built.v)
    assert state.step_count == 0


def test_the_scoreboard(bench):
    board = bench.page.workshop.board
    board.tabs.setCurrentIndex(2)
    board.player_field.setText("Ada")
    board.keep_button.click()
    state = bench.show()
    assert [line.left for line in board.lines.lines] == ["1. Ada"]
    assert state.tries[0].curve is not None
    board.keep_button.click()
    assert len(bench.show().tries) == 1
    board.clear_button.click()
    assert bench.show().tries == ()
