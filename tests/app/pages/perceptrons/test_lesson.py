"""What the lesson says is so, from the page as it opens."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.pages.perceptrons.words import SIMULATION_ID
from engine.commands.edits import SetSetting
from engine.commands.pages.perceptrons import LoadBench
from engine.perceptrons.four_bits import QUIET, SURE, bit_of, solution
from tests.support.pages.shown.perceptrons import go, moment


def set_(**values):
    """Return commands that change settings."""
    return [SetSetting(SIMULATION_ID, name, value) for name, value in values.items()]


def yes(state):
    """Return the rows of the decision's table that say 1."""
    return {row.inputs for row in state.decision.table if row.output}


def test_6_2_2_against_5_leaves_it_to_the_weather_and_3_adds_one_row():
    first, second = moment(), moment(*set_(threshold=3.0))
    assert yes(first) == {(1, 0, 0), (1, 0, 1), (1, 1, 0), (1, 1, 1)}
    assert yes(second) - yes(first) == {(0, 1, 1)}


def test_the_bench_opens_with_a_nand_of_the_told_numbers():
    circuit = moment().bench.circuit
    (gate,) = circuit.perceptrons
    assert ([wire.weight for wire in circuit.wires], gate.bias) == ([-2.0, -2.0], 3.0)


@pytest.mark.parametrize(("name", "carry"), [("adder", [-2.0, -2.0]), ("short-adder", [-4.0])])
def test_the_half_adder_has_five_nands_and_its_carry_one_signal_twice(name, carry):
    circuit = moment(LoadBench(SIMULATION_ID, name)).bench.circuit
    assert len(circuit.perceptrons) == 5
    into = [[w for w in circuit.wires if w.target == node.id] for node in circuit.perceptrons]
    from_one = [wires for wires in into if len({wire.source for wire in wires}) == 1]
    assert [[wire.weight for wire in wires] for wires in from_one] == [carry]


def test_tab_leads_to_the_bench_where_arrows_select(qtbot, page, live_worker):
    canvas = go(page, live_worker, "bench").canvas
    page.setFocus()
    for _ in range(30):
        if QApplication.focusWidget() is canvas:
            break
        qtbot.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is canvas
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.selected is not None


def test_times_ten_the_nand_is_right_to_four_decimals():
    table = moment(*set_(scale=10.0)).sigmoid.table
    assert [row.perceptron for row in table] == [1, 1, 1, 0]
    assert all(round(row.sigmoid, 4) == row.perceptron for row in table)


@pytest.mark.parametrize("c", [0.1, 10.0, 1000.0])
def test_b_of_2_is_a_tie_that_no_c_moves(c):
    table = moment(*set_(bias=2.0, scale=c)).sigmoid.table
    assert [row.sigmoid for row in table if row.z == 0] == [0.5, 0.5]


def test_the_four_bits_are_as_told():
    layer = solution()
    assert (SURE, QUIET) == (0.99, 0.01)
    for bit in range(4):
        for digit in range(10):
            assert layer.weights[bit][digit] == (10.0 if bit_of(digit, bit) else -10.0)
