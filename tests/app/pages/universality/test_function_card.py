"""The function that the network matches: targets, formulas, activations, descent."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt

from app.pages.universality.words import SIMULATION_ID
from engine.commands.edits import Undo
from engine.commands.pages.universality import (
    DragCurve,
    DrawTarget,
    MoveEdge,
    SelectOutput,
    SetFormula,
    SpreadHeights,
)
from engine.commands.transport import Start
from engine.snapshots import Status
from tests.support.pages.shown.universality import choose
from tests.support.pages.universality_page import LEFT, key, write

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
    assert card.targets.rows["target"].box.currentText() == "drawn by hand"
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
    assert hand.page.workshop.function.targets.rows["target"].box.currentText() == "the game's"


def test_a_target_is_chosen(hand):
    card = hand.page.workshop.function
    for name in ("sine", "tent"):
        before = hand.simulation.payload.curve.targets
        choose(card.targets.rows["target"].box, name)
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
    choose(card.targets.rows["target"].box, "sine")
    hand.show()
    assert not card.target_field.error.isVisible()


def test_an_activation_of_your_own_is_typed(qtbot, hand):
    card = hand.page.workshop.function
    qtbot.mouseClick(card.form.more_button, LEFT)
    choose(card.form.rows["activation"].box, "own")
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


def test_more_numbers_unfold(qtbot, hand):
    card = hand.page.workshop.function
    assert not card.form.rows["copies"].slider.isVisible()
    qtbot.mouseClick(card.form.more_button, LEFT)
    card.form.rows["outputs"].slider.setValue(1)
    assert hand.show().curve.curves.shape[0] == 2
    qtbot.mouseClick(card.output_buttons[1], LEFT)
    assert [type(command) for command in hand.take()][-1] is SelectOutput
    assert hand.show().output == 1
    second = card.targets.rows["target_2"].box
    assert (second.currentText(), second.isVisible()) == ("sine", True)
    state = hand.draw((0.5, 0.0), (0.5, 1.0))
    assert state.curve.heights[2] == pytest.approx(1.0, abs=0.02)
    card.form.rows["outputs"].slider.setValue(0)
    card.form.rows["copies"].slider.setValue(2)
    state = hand.show()
    assert state.settings["copies"] == 3
    assert hand.page.workshop.score.best.text() == "3 copies, shifted"
    assert not hand.page.workshop.score.spread_buttons[-1].isEnabled()


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
