"""The curve of the Universality page, dragged and worked with the keys."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from app.pages.universality.network.layout import Number
from app.pages.universality.words import SIMULATION_ID
from engine.commands.edits import Redo, Undo
from engine.commands.pages.universality import (
    DragCurve,
    MoveEdge,
    SpreadHeights,
)
from tests.support.mouse import move, press, release
from tests.support.pages.universality_page import SHIFT, seen

MEDIANS = (-1.243, -1.423, -0.341, -0.983, 1.143)
"""Nielsen (2015), ch. 4, the game: no other heights of five bars come nearer."""


# --- the curve ---------------------------------------------------------------------------------


def test_a_bar_follows_the_mouse_and_the_score_follows_the_bar(hand):
    before = hand.show().curve.deviation
    score = hand.page.workshop.score
    assert score.value.text() == "1.055"
    state = hand.draw((0.1, 0.0), (0.12, -0.5), (0.1, -1.25))
    output_gradients = hand.take()
    assert {type(command) for command in output_gradients} == {DragCurve}
    assert [command.finished for command in output_gradients] == [False] * (
        len(output_gradients) - 1
    ) + [True]
    assert state.curve.heights[0] == pytest.approx(-1.25, abs=0.02)
    assert state.curve.heights[1:].tolist() == [0.0] * 4
    assert state.curve.deviation < before
    assert score.value.text() == f"{state.curve.deviation:.3f}" != "1.055"


def test_five_bars_at_the_medians_win(hand):
    for bump, height in enumerate(MEDIANS):
        middle = 0.2 * bump + 0.1
        state = hand.draw((middle, 0.0), (middle, height))
    score = hand.page.workshop.score
    assert state.curve.deviation == pytest.approx(0.3717, abs=0.003)
    assert score.verdict.text() == "Success!"
    assert "Won with" in hand.page.sentence.text()
    state = hand.draw((0.1, MEDIANS[0]), (0.1, 1.0))
    assert score.verdict.text() == "goal: 0.405"


def test_a_sweep_paints_every_bar_on_its_way(hand):
    hand.set(bumps=10)
    state = hand.draw((0.05, 2.0), (0.95, -1.0))
    wanted = np.interp(np.arange(10) / 10 + 0.05, [0.05, 0.95], [2.0, -1.0])
    np.testing.assert_allclose(state.curve.heights, wanted, atol=0.05)


def test_a_sweep_is_one_edit(hand):
    hand.draw((0.1, 0.0), (0.3, 0.5), (0.5, 1.0), (0.9, 2.0))
    heights = hand.simulation.payload.curve.heights
    assert np.count_nonzero(heights) == 5
    assert not hand.show(Undo()).curve.heights.any()
    assert hand.page.workshop.score.value.text() == "1.055"
    np.testing.assert_array_equal(hand.show(Redo()).curve.heights, heights)
    assert hand.page.workshop.score.value.text() != "1.055"


def test_a_bar_is_taken_back_and_pulled_again(hand):
    state = hand.draw((0.3, 0.5), (0.3, 1.0))
    assert not hand.show(Undo()).curve.heights.any()
    assert hand.page.workshop.score.value.text() == "1.055"
    assert hand.show(Redo()).curve.heights.tolist() == state.curve.heights.tolist()
    assert hand.page.workshop.score.value.text() == f"{state.curve.deviation:.3f}"


def test_the_axis_stays_while_the_curve_is_held(hand):
    hand.set(station="steps")
    start, end = hand.place(0.5, 0.6), hand.place(0.5, 1.2)
    state = hand.drag(hand.page.workshop.curve, start, end, end, end)
    assert state.curve.v.tolist() == pytest.approx([1.2, 1.2], abs=0.02)


def test_an_edge_is_dragged_sideways_with_both_bars_at_it(hand):
    hand.take()
    state = hand.draw((0.2, 2.5), (0.25, 2.5), (0.31, 0.5))
    moves = hand.take()
    assert {type(command) for command in moves} == {MoveEdge}
    assert moves[-1].finished
    assert state.curve.s[1] == state.curve.s[2] == pytest.approx(0.31, abs=0.004)
    assert state.curve.s[[0, 3]].tolist() == pytest.approx([0.0, 0.4])
    assert not state.curve.heights.any()
    assert hand.show(Undo()).curve.s[1] == pytest.approx(0.2)


def test_a_single_neuron_is_dragged_anywhere_and_its_bias_follows(hand):
    hand.set(station="neuron")
    state = hand.draw((0.8, 0.5), (0.85, 0.5), (0.9, 0.5))
    assert state.curve.s[0] == pytest.approx(0.6, abs=0.004)
    assert state.curve.b[0] == pytest.approx(-8 * state.curve.s[0])
    words = f"{state.curve.s[0]:.3f}".rstrip("0")
    assert f" = {words}; the larger w" in hand.page.sentence.text()


def test_a_step_is_pulled_up_by_what_is_past_it(hand):
    hand.set(station="steps")
    state = hand.draw((0.5, 0.6), (0.5, 0.3))
    assert state.curve.v.tolist() == pytest.approx([0.3, 1.2], abs=0.02)
    state = hand.draw((0.4, 1.9), (0.45, 1.9))
    assert state.curve.s.tolist() == pytest.approx([0.45, 0.6], abs=0.004)


def test_the_curve_is_worked_with_the_keys(qtbot, hand):
    canvas = hand.page.workshop.curve
    canvas.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    assert hand.show().curve.heights.tolist() == pytest.approx([0, 0.1, 0, 0, 0])
    qtbot.keyClick(canvas, Qt.Key.Key_Down, SHIFT)
    assert hand.show().curve.heights[1] == pytest.approx(0.09)
    assert canvas.accessibleDescription().startswith("heights 0; 0.09")
    hand.set(station="neuron")
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert hand.show().curve.s[0] == pytest.approx(0.51)
    qtbot.keyClick(canvas, Qt.Key.Key_Left, SHIFT)
    assert hand.show().curve.s[0] == pytest.approx(0.509)


# --- what is lit -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["h", "s"])
def test_hovering_over_a_number_lights_its_bar(hand, kind):
    hand.show(SpreadHeights(SIMULATION_ID, "best"))
    curve, network = hand.page.workshop.curve, hand.page.workshop.network
    plain = seen(curve)
    hand.hover(network, hand.number(Number(kind, {"h": 3, "s": 7}[kind])))
    assert curve._held.bump == 3
    assert seen(curve) != plain
    hand.hover(network, QPoint(1, 1))
    assert curve._held.bump is None
    assert seen(curve) == plain


def test_esc_takes_a_sweep_back_and_leaves_no_undo_step(qtbot, hand):
    curve, before = hand.page.workshop.curve, hand.show().curve
    start, end = (QPointF(hand.place(*point)) for point in ((0.1, 0.0), (0.9, -1.0)))
    press(curve, start)
    move(curve, end)
    assert hand.show().curve.heights.any()
    qtbot.keyClick(curve, Qt.Key.Key_Escape)
    move(curve, start)
    release(curve, start)
    assert hand.show().curve.heights.tolist() == before.heights.tolist()
    assert hand.worker.work().undo is None
