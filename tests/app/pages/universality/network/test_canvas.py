"""Numbers and wires of the network: dragged, typed, reached by Tab, lit."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from app.pages.universality.network.canvas import reachable
from app.pages.universality.network.layout import Number
from engine.commands.edits import Undo
from engine.commands.pages.universality import (
    SetHeight,
    SetHidden,
    SetOutgoing,
)
from tests.support.mouse import move, press, release
from tests.support.pages.shown.universality import KEY, heights
from tests.support.pages.universality_page import LEFT, SHIFT, seen


def part_of(curve, number):
    """Return the value of a number."""
    kinds = {"w": curve.w, "b": curve.b, "s": curve.s, "v": curve.v, "h": curve.heights}
    return curve.c if number.kind == "c" else float(kinds[number.kind][number.index])


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
    field.setModified(True)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.isHidden()
    assert hand.show().curve.heights.tolist() == [0, 0, -1.25, 0, 0]
    qtbot.mouseDClick(network, LEFT, pos=hand.number(Number("h", 2)))
    assert field.text() == "-1.25"
    field.setText("0.5")
    field.setModified(True)
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
    network.field.setModified(True)
    qtbot.keyClick(network.field, Qt.Key.Key_Return)
    assert hand.show().curve.s[0] == pytest.approx(0.05)
    assert network.hasFocus()
    assert network._cursor == Number("s", 0)
    qtbot.keyClick(network, Qt.Key.Key_Escape)
    assert network._cursor is None


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


def test_a_bar_of_a_hundred_brings_its_neurons_into_the_picture(hand):
    hand.set(bumps=100)
    before = seen(hand.page.workshop.network)
    hand.hover(hand.page.workshop.curve, hand.place(0.905, 1.0))
    assert seen(hand.page.workshop.network) != before
    assert {180, 181} <= set(hand.page.workshop.network.places.neurons)


def test_real_weights_are_dragged_and_bumps_are_left_behind(bench):
    bench.press(KEY.Key_W)
    state = bench.pull(Number("v", 3), 50)
    assert (state.curve.v[2], state.curve.v[3]) == (0.0, 1.0)
    assert not state.curve.is_bumps
    state = bench.pull(Number("w", 0), -20)
    assert state.curve.w[0] == pytest.approx(800.0)


def test_numbers_are_typed(bench):
    assert heights(bench.type_into(Number("h", 0), "-1,25"))[0] == -1.25
    assert heights(bench.type_into(Number("h", 0), "3", KEY.Key_Escape))[0] == -1.25
    assert heights(bench.type_into(Number("h", 0), "nonsense"))[0] == -1.25
    assert bench.type_into(Number("s", 4), "0.44").curve.s[4] == pytest.approx(0.44)


@pytest.mark.parametrize("form", ["simple", "real"])
@pytest.mark.parametrize("bumps", [5, 100])
def test_the_keyboard_reaches_every_number(bench, form, bumps):
    bench.set("bumps", bumps)
    state = bench.set("form", form)
    wanted = reachable(state.curve, bench.network.places)
    kinds = {number.kind for number in wanted}
    assert kinds == ({"s", "h"} if form == "simple" else {"w", "b", "v", "c"})
    assert sum(number.kind in "hv" for number in wanted) == (1 + (form == "real")) * bumps
    bench.network.setFocus()
    seen = []
    while bench.network.focusNextPrevChild(True) and len(seen) <= len(wanted):
        seen.append(bench.network._cursor)
        assert bench.network._cursor in bench.network.places.numbers
        if len(seen) == len(wanted):
            break
    assert seen == wanted


def test_arrow_keys_change_the_number_of_the_cursor(bench):
    bench.network.setFocus()
    bench.network.go_to(Number("h", 3))
    assert heights(bench.press(KEY.Key_Up, bench.network))[3] == pytest.approx(0.1)
    fine = Qt.KeyboardModifier.ShiftModifier
    assert heights(bench.press(KEY.Key_Up, bench.network, fine))[3] == pytest.approx(0.11)
    assert heights(bench.press(KEY.Key_PageDown, bench.network))[3] == pytest.approx(-0.89)
    bench.press(KEY.Key_Return, bench.network)
    assert bench.network.field.isVisible()


@pytest.mark.parametrize(
    ("form", "number"),
    [("real", Number("w", 3)), ("simple", Number("s", 3)), ("simple", Number("h", 1))],
    ids=["weight", "step", "height"],
)
def test_esc_takes_the_drag_of_a_number_back_and_leaves_no_undo_step(qtbot, hand, form, number):
    hand.set(form=form)
    network = hand.page.workshop.network
    before, done = hand.show().curve, hand.worker.work().undo
    middle = QPointF(network.places.numbers[number].center())
    press(network, middle)
    move(network, middle + QPointF(41, 0))
    assert part_of(hand.show().curve, number) != part_of(before, number)
    qtbot.keyClick(network, Qt.Key.Key_Escape)
    move(network, middle + QPointF(80, 0))
    release(network, middle + QPointF(80, 0))
    after = hand.show().curve
    for name in ("w", "b", "s", "v", "heights"):
        np.testing.assert_array_equal(getattr(after, name), getattr(before, name))
    assert hand.worker.work().undo == done
