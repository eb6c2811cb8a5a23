"""The Universality page in the window: the curve and the network are dragged and typed."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from app.pages.universality.network.layout import Number
from app.pages.universality.words import SIMULATION_ID
from engine.commands.edits import Redo, SetSetting, Undo
from engine.commands.pages.universality import (
    DragCurve,
    MoveEdge,
    SetHeight,
    SetHidden,
    SetOutgoing,
    SpreadHeights,
)
from tests.support.pages.universality_page import LEFT, SHIFT, opened, seen

MEDIANS = (-1.243, -1.423, -0.341, -0.983, 1.143)
"""Nielsen (2015), ch. 4, the game: no other heights of five bars come nearer."""


@pytest.fixture
def hand(qtbot, live_worker, theme, no_leaks):
    """Return the page as it opens, with the game on it."""
    with opened(live_worker, theme) as hand:
        yield hand


def part_of(curve, number):
    """Return the value of a number."""
    kinds = {"w": curve.w, "b": curve.b, "s": curve.s, "v": curve.v, "h": curve.heights}
    return curve.c if number.kind == "c" else float(kinds[number.kind][number.index])


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


# --- wires and numbers -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "side", "kind", "change"),
    [
        ("simple", "out", SetHeight, 30 * 0.02),
        ("simple", "in", SetHidden, 30 * 0.004),
        ("real", "out", SetOutgoing, 30 * 0.02),
        ("real", "in", SetHidden, 30 * 0.01 * 1000),
    ],
)
def test_a_wire_is_dragged(hand, form, side, kind, change):
    number = Number(
        {"simple": {"out": "h", "in": "s"}, "real": {"out": "v", "in": "w"}}[form][side]
    )
    before = part_of(hand.set(form=form).curve, number)
    start = hand.wire(0, side)
    hand.take()
    state = hand.drag(
        hand.page.workshop.network, start, start + QPoint(12, 0), start + QPoint(30, 0)
    )
    sent = hand.take()
    assert {type(command) for command in sent} == {kind}
    assert [command.finished for command in sent] == [False, False, True]
    assert part_of(state.curve, number) == pytest.approx(before + change, rel=1e-6)
    assert part_of(hand.show(Undo()).curve, number) == pytest.approx(before)


@pytest.mark.parametrize(
    ("form", "number", "change"),
    [
        ("simple", Number("s", 4), 0.08),
        ("simple", Number("h", 3), -0.4),
        ("real", Number("w", 2), 200.0),
        ("real", Number("b", 3), 80.0),
        ("real", Number("v", 7), -0.4),
        ("real", Number("c"), 0.4),
    ],
    ids=str,
)
def test_a_number_is_dragged_sideways(hand, form, number, change):
    before = part_of(hand.set(form=form).curve, number)
    start, network = hand.number(number), hand.page.workshop.network
    right = QPoint(20 if change > 0 else -20, 0)
    state = hand.drag(network, start, start + right / 2, start + right)
    assert part_of(state.curve, number) == pytest.approx(before + change, abs=1e-9)
    state = hand.drag(network, start, start + right / 2, start + right, modifiers=SHIFT)
    fine = part_of(state.curve, number) - before - change
    assert fine == pytest.approx(0.1 * change, rel=0.25)


def test_a_press_that_does_not_move_changes_nothing(hand):
    start = hand.number(Number("h", 1))
    hand.drag(hand.page.workshop.network, start, start + QPoint(1, 1))
    assert hand.take() == []
    assert hand.worker.work().undo is None


def test_a_number_is_typed_with_comma_or_point(qtbot, hand):
    network, field = hand.page.workshop.network, hand.page.workshop.network.field
    hand.take()
    qtbot.mouseDClick(network, LEFT, pos=hand.number(Number("h", 2)))
    assert field.isVisible()
    assert field.text() == "0"
    field.setText("−1,25")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.isHidden()
    assert hand.show().curve.heights.tolist() == [0, 0, -1.25, 0, 0]
    qtbot.mouseDClick(network, LEFT, pos=hand.number(Number("h", 2)))
    assert field.text() == "-1.25"
    field.setText("0.5")
    qtbot.keyClick(field, Qt.Key.Key_Enter)
    assert hand.show().curve.heights[2] == 0.5


@pytest.mark.parametrize(
    ("text", "key"), [("7", Qt.Key.Key_Escape), ("seven", Qt.Key.Key_Return)], ids=["esc", "word"]
)
def test_what_is_not_taken_changes_nothing(qtbot, hand, text, key):
    field = hand.page.workshop.network.field
    qtbot.mouseDClick(hand.page.workshop.network, LEFT, pos=hand.number(Number("h", 2)))
    hand.take()
    field.setText(text)
    qtbot.keyClick(field, key)
    assert field.isHidden()
    assert hand.take() == []


def arrive(network, reason=Qt.FocusReason.TabFocusReason):
    """Let the keyboard come to the network as with Tab."""
    network.clearFocus()
    network.setFocus(reason)
    assert network.hasFocus()


def every_number(form, bumps):
    """Return every number of the network of the game."""
    neurons, ends = range(2 * bumps), {Number("c")} if form == "real" else set()
    if form == "simple":
        return {Number("s", n) for n in neurons} | {Number("h", n) for n in range(bumps)}
    return {Number(kind, n) for kind in "wbv" for n in neurons} | ends


def walk(qtbot, hand, count, key=Qt.Key.Key_Tab):
    """Press Tab until all numbers were met; each has to be on the picture when it is."""
    network, met = hand.page.workshop.network, []
    for _ in range(count):
        assert network._cursor in network.places.numbers
        met.append(network._cursor)
        qtbot.keyClick(network, key)
    return met


@pytest.mark.parametrize("bumps", [5, 100])
@pytest.mark.parametrize("form", ["simple", "real"])
def test_tab_reaches_every_number(qtbot, hand, form, bumps):
    hand.set(form=form, bumps=bumps)
    wanted, network = every_number(form, bumps), hand.page.workshop.network
    arrive(network)
    met = walk(qtbot, hand, len(wanted))
    assert len(met) == len(wanted)
    assert set(met) == wanted
    assert not network.hasFocus()
    arrive(network, Qt.FocusReason.BacktabFocusReason)
    assert walk(qtbot, hand, 3, Qt.Key.Key_Backtab) == met[:-4:-1]


def test_a_number_that_had_no_room_is_changed_where_tab_led(qtbot, hand):
    hand.set(bumps=100)
    network = hand.page.workshop.network
    assert Number("h", 99) not in network.places.numbers
    arrive(network, Qt.FocusReason.BacktabFocusReason)
    assert network._cursor == Number("h", 99)
    qtbot.keyClick(network, Qt.Key.Key_Up)
    state = hand.show()
    assert np.flatnonzero(state.curve.heights).tolist() == [99]


@pytest.mark.parametrize(
    ("form", "number", "change"),
    [
        ("simple", Number("s", 0), 0.01),
        ("simple", Number("h", 0), 0.1),
        ("real", Number("w", 0), 1.0),
        ("real", Number("b", 0), 1.0),
        ("real", Number("v", 0), 0.1),
        ("real", Number("c"), 0.1),
    ],
    ids=str,
)
def test_arrow_keys_change_a_number_and_shift_makes_it_finer(qtbot, hand, form, number, change):
    before = part_of(hand.set(form=form).curve, number)
    network = hand.page.workshop.network
    arrive(network)
    while network._cursor != number:
        qtbot.keyClick(network, Qt.Key.Key_Tab)
    for key, modifier, sum_of_changes in (
        (Qt.Key.Key_Up, None, 1.0),
        (Qt.Key.Key_Right, SHIFT, 1.1),
        (Qt.Key.Key_Down, None, 0.1),
        (Qt.Key.Key_Left, SHIFT, 0.0),
        (Qt.Key.Key_PageUp, None, 10.0),
        (Qt.Key.Key_PageDown, None, 0.0),
    ):
        qtbot.keyClick(network, key, *([modifier] if modifier is not None else []))
        value = part_of(hand.show().curve, number)
        assert value == pytest.approx(before + sum_of_changes * change, abs=1e-9)


def test_enter_types_the_number_of_the_keyboard_and_esc_gives_it_back(qtbot, hand):
    network = hand.page.workshop.network
    arrive(network)
    qtbot.keyClick(network, Qt.Key.Key_Return)
    assert network.field.isVisible()
    network.field.setText("0,05")
    qtbot.keyClick(network.field, Qt.Key.Key_Return)
    assert hand.show().curve.s[0] == pytest.approx(0.05)
    assert network.hasFocus()
    assert network._cursor == Number("s", 0)
    qtbot.keyClick(network, Qt.Key.Key_Escape)
    assert network._cursor is None


# --- what is lit -------------------------------------------------------------------------------


def test_hovering_over_a_bar_lights_its_two_neurons(hand):
    curve, network = hand.page.workshop.curve, hand.page.workshop.network
    plain = seen(network)
    hand.hover(curve, hand.place(0.5, 1.0))
    assert network._lit == frozenset({4, 5})
    assert seen(network) != plain
    hand.hover(curve, hand.place(0.6, 1.0))
    assert len(network._lit) == 1
    hand.hover(curve, QPoint(1, 1))
    assert network._lit == frozenset()
    assert seen(network) == plain


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


def test_a_bar_of_a_hundred_brings_its_neurons_into_the_picture(hand):
    hand.set(bumps=100)
    before = seen(hand.page.workshop.network)
    hand.hover(hand.page.workshop.curve, hand.place(0.905, 1.0))
    assert seen(hand.page.workshop.network) != before
    assert {180, 181} <= set(hand.page.workshop.network.places.neurons)


def test_steps_of_other_weights_are_no_bump(hand):
    hand.set(station="bump", form="real")
    start = hand.number(Number("v", 0))
    hand.drag(hand.page.workshop.network, start, start + QPoint(20, 0))
    assert "no bump but two steps" in hand.page.sentence.text()
    assert hand.page.workshop.network_words.text() == "1-2-1"
    assert hand.show(SetSetting(SIMULATION_ID, "form", "simple")).curve.v.tolist() == [1.0, -0.6]
