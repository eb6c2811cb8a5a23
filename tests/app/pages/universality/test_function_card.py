"""The Universality page beside its pictures: targets, formulas, bumps, descent, the scoreboard."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from app.pages.universality.board_card import BOARD, EPOCH_CURVE
from app.pages.universality.words import SIMULATION_ID
from engine.commands.edits import Undo
from engine.commands.pages.universality import (
    ClearTries,
    DragCurve,
    DrawTarget,
    KeepTry,
    MoveEdge,
    SelectOutput,
    SetFormula,
    SpreadHeights,
)
from engine.commands.transport import Start, Step
from engine.snapshots import Status
from tests.support.pages.universality_page import LEFT, key, opened, seen, write


@pytest.fixture
def hand(qtbot, live_worker, theme, no_leaks):
    """Return the page as it opens, with the game on it."""
    with opened(live_worker, theme) as hand:
        yield hand


def choose(box, name):
    """Choose an entry as a person does."""
    box.setCurrentIndex(box.findData(name))
    box.activated.emit(box.currentIndex())


# --- the target --------------------------------------------------------------------------------


def test_the_pencil_draws_the_target(qtbot, hand):
    card, curve = hand.page.workshop.function, hand.page.workshop.curve
    key(qtbot, hand, Qt.Key.Key_D)
    assert card.pencil_button.isChecked()
    assert hand.page.sentence.text().startswith("Draw the target")
    hand.take()
    state = hand.draw((0.2, -1.0), (0.5, 0.5), (0.8, 2.0))
    sent = hand.take()
    assert {type(command) for command in sent} == {DrawTarget}
    assert sent[-1].finished
    inside = (state.curve.x > 0.21) & (state.curve.x < 0.79)
    wanted = np.interp(state.curve.x, [0.2, 0.8], [-1.0, 2.0])
    np.testing.assert_allclose(state.curve.targets[0][inside], wanted[inside], atol=0.05)
    assert card.target_box.currentText() == "drawn by hand"
    assert not state.curve.heights.any()
    assert state.curve.limit == 0.0
    key(qtbot, hand, Qt.Key.Key_D)
    assert not curve.drawing
    hand.draw((0.5, 0.0), (0.5, 1.0))
    assert {type(command) for command in hand.take()} == {DragCurve}


def test_a_drawn_target_is_taken_back_as_a_whole(qtbot, hand):
    before = hand.simulation.payload.curve.targets
    key(qtbot, hand, Qt.Key.Key_D)
    drawn = hand.draw((0.2, -1.0), (0.5, 0.5), (0.8, 2.0))
    assert not np.array_equal(drawn.curve.targets, before)
    state = hand.show(Undo())
    np.testing.assert_array_equal(state.curve.targets, before)
    assert hand.page.workshop.function.target_box.currentText() == "the game's"


def test_a_target_is_chosen(hand):
    card = hand.page.workshop.function
    for name in ("sine", "tent"):
        before = hand.simulation.payload.curve.targets
        choose(card.target_box, name)
        state = hand.show()
        assert state.settings["target"] == name
        assert not np.array_equal(state.curve.targets, before)


def test_the_pencil_is_laid_down_where_there_is_no_target(qtbot, hand):
    key(qtbot, hand, Qt.Key.Key_D)
    key(qtbot, hand, Qt.Key.Key_3)
    hand.take()
    hand.draw((0.5, 0.6), (0.5, 1.0))
    assert {type(command) for command in hand.take()} == {DragCurve}


def test_a_target_that_is_drawn_through_sigma_lies_where_it_was_drawn(qtbot, hand):
    hand.set(output="sigmoid")
    key(qtbot, hand, Qt.Key.Key_D)
    state = hand.draw((0.2, 0.9), (0.8, 0.9))
    inside = (state.curve.x > 0.21) & (state.curve.x < 0.79)
    np.testing.assert_allclose(state.curve.targets[0][inside], 0.9, atol=0.02)


# --- formulas ----------------------------------------------------------------------------------


def test_a_bad_formula_is_explained_at_the_field_and_the_last_curve_stays(qtbot, hand):
    part = hand.page.workshop.function.target_field
    assert not part.error.isVisible()
    write(qtbot, part, "0.5 + 0.3 sin(9x)")
    good = hand.show().curve.targets[0]
    np.testing.assert_allclose(good, 0.5 + 0.3 * np.sin(9 * hand.show().curve.x), atol=1e-12)
    hand.take()
    write(qtbot, part, "2 + foo(x)")
    assert hand.take() == []
    assert part.error.isVisible()
    assert "foo" in part.error.text()
    assert part.field.accessibleDescription() == part.error.text()
    state = hand.show()
    np.testing.assert_array_equal(state.curve.targets[0], good)
    assert part.field.text() == "2 + foo(x)"
    write(qtbot, part, "x^2")
    assert [type(command) for command in hand.take()] == [SetFormula]
    assert not part.error.isVisible()
    assert part.field.accessibleDescription() == ""
    state = hand.show()
    np.testing.assert_allclose(state.curve.targets[0], state.curve.x**2, atol=1e-12)


@pytest.mark.parametrize("text", ["1/(x - 0.5)", "sin(", "", "log(x - 2)", "1e9 x"])
def test_no_bad_formula_is_sent(qtbot, hand, text):
    part = hand.page.workshop.function.target_field
    write(qtbot, part, "x")
    hand.take()
    part.field.clear()
    part.field.setModified(True)
    qtbot.keyClicks(part.field, text)
    qtbot.keyClick(part.field, Qt.Key.Key_Return)
    assert hand.take() == []
    assert part.error.isVisible()
    assert len(part.error.text()) > 20


def test_choosing_another_target_takes_the_complaint_away(qtbot, hand):
    card = hand.page.workshop.function
    write(qtbot, card.target_field, "sin(")
    assert card.target_field.error.isVisible()
    choose(card.target_box, "sine")
    hand.show()
    assert not card.target_field.error.isVisible()


def test_an_activation_of_your_own_is_typed(qtbot, hand):
    card = hand.page.workshop.function
    qtbot.mouseClick(card.more_button, LEFT)
    choose(card.activation_box, "own")
    hand.show()
    assert card.activation_field.isVisible()
    write(qtbot, card.activation_field, "z/(1+abs(z))")
    state = hand.show()
    assert (state.activation, state.makes_steps) == ("z/(1+abs(z))", True)
    hand.take()
    write(qtbot, card.activation_field, "x")
    assert hand.take() == []
    assert card.activation_field.error.isVisible()
    write(qtbot, card.activation_field, "sin(z)")
    state = hand.show()
    assert not state.makes_steps
    assert "settle at two different values" in hand.page.sentence.text()
    assert "make no steps" in hand.page.workshop.network_words.text()


@pytest.mark.parametrize(
    ("name", "words"),
    [("linear", "Sums of lines are a line"), ("relu", "Four rectified neurons make a bump")],
)
def test_the_sentence_says_what_other_neurons_can_do(hand, name, words):
    choose(hand.page.workshop.function.activation_box, name)
    hand.show()
    assert words in hand.page.sentence.text()


def test_more_numbers_unfold(qtbot, hand):
    card = hand.page.workshop.function
    assert not card.copies_row.isVisible()
    qtbot.mouseClick(card.more_button, LEFT)
    card.outputs_row.field.setValue(2)
    assert hand.show().curve.curves.shape[0] == 2
    qtbot.mouseClick(card.output_buttons[1], LEFT)
    assert [type(command) for command in hand.take()][-1] is SelectOutput
    assert hand.show().output == 1
    assert card.target_box.currentText() == "sine"
    state = hand.draw((0.5, 0.0), (0.5, 1.0))
    assert state.curve.heights[2] == pytest.approx(1.0, abs=0.02)
    card.outputs_row.field.setValue(1)
    card.copies_row.field.setValue(3)
    state = hand.show()
    assert state.settings["copies"] == 3
    assert hand.page.workshop.score.best.text() == "3 copies, shifted"
    assert not hand.page.workshop.score.spread_buttons["best"].isEnabled()


def test_a_gentle_steepness_opens_windows(hand):
    hand.show(SpreadHeights(SIMULATION_ID, "best"))
    row = hand.page.workshop.function.steepness_row
    row.field.setValue(60.0)
    state = hand.show()
    assert len(state.curve.windows) > 0
    assert "In the windows" in hand.page.sentence.text()
    assert f"{state.curve.failure:.2f}" in hand.page.sentence.text()


# --- bumps and heights -------------------------------------------------------------------------


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
    qtbot.mouseClick(score.spread_buttons["best"], LEFT)
    state = hand.show()
    assert state.curve.deviation == pytest.approx(state.curve.best)
    assert score.verdict.text() == "Success!"
    qtbot.mouseClick(score.spread_buttons["random"], LEFT)
    heights = hand.show().curve.heights
    assert np.abs(heights).max() <= 1.5
    assert len(set(heights.tolist())) > 1
    qtbot.mouseClick(score.spread_buttons["flat"], LEFT)
    assert not hand.show().curve.heights.any()
    assert score.verdict.text() == "goal: 0.405"
    key(qtbot, hand, Qt.Key.Key_N)
    assert hand.simulation.payload.curve.heights.any()


# --- descent -----------------------------------------------------------------------------------


def test_descent_takes_over_and_edges_can_still_be_dragged(qtbot, hand):
    hand.show(SpreadHeights(SIMULATION_ID, "random"))
    qtbot.mouseClick(hand.page.workshop.score.descent_button, LEFT)
    assert [type(command) for command in hand.take()] == [Start]
    qtbot.waitUntil(lambda: hand.show().step_count > 0)
    assert hand.page.bar.play_button.text() == "Pause"
    edge = hand.simulation.payload.curve.s[1]
    state = hand.draw((edge, 2.5), (edge + 0.03, 2.5), (edge + 0.06, 2.5))
    assert {type(command) for command in hand.take()} == {MoveEdge}
    assert hand.simulation.status is Status.RUNNING
    # descent goes on from where it was dragged to, and may have moved it a little
    assert state.curve.s[1] == pytest.approx(edge + 0.06, abs=0.02)
    before = state.step_count
    qtbot.waitUntil(lambda: hand.show().step_count > before)
    qtbot.keyClick(hand.page, Qt.Key.Key_Space)
    hand.show()
    assert hand.simulation.status is Status.PAUSED
    assert hand.page.bar.play_button.text() == "Play"


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
    line = hand.page.workshop.board.curves._curves[-1]
    assert (line.y[0], line.x[-1]) == (pytest.approx(built.deviation), 400)
    state = key(qtbot, hand, Qt.Key.Key_R)
    np.testing.assert_array_equal(state.curve.v, built.v)
    assert state.step_count == 0


# --- the scoreboard ----------------------------------------------------------------------------


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
    curves = {curve.label: curve for curve in hand.page.workshop.board.curves._curves}
    best = curves["best"].y
    assert curves["by hand"].x.tolist() == [5, 6]
    np.testing.assert_allclose(curves["by hand"].y, best[4:6])
    assert best[19] == pytest.approx(0.132, abs=5e-4)
