"""Prepared circuits compute what their names say."""

from __future__ import annotations

import pytest

from engine.perceptrons.benches import (
    BENCHES,
    adder,
    festival,
    gate_of,
    is_half_adder,
    nand,
    short_adder,
)
from engine.perceptrons.circuits import Circuit, evaluate
from engine.perceptrons.perceptrons import decide
from tests.reference.naive_perceptrons import has_circle


@pytest.mark.parametrize("make", [adder, short_adder])
def test_both_half_adders_are_right_in_four_of_four_rows(make):
    circuit = make()
    seen = evaluate(circuit)
    total, carry = (seen.column(circuit, node) for node in circuit.outputs)
    assert [node.name for node in circuit.outputs] == ["sum", "carry"]
    assert [(a + b) for a, b in seen.rows] == [2 * c + s for s, c in zip(total, carry, strict=True)]
    assert is_half_adder(circuit, seen)
    assert len(circuit.perceptrons) == 5


def test_the_short_adder_has_one_wire_of_minus_four_instead_of_two_of_minus_two():
    weights = [sorted(wire.weight for wire in make().wires) for make in (adder, short_adder)]
    assert weights == [[-2.0] * 10, [-4.0, *[-2.0] * 8]]


def test_the_sums_of_nand_are_three_one_one_and_minus_one():
    circuit = nand()
    assert evaluate(circuit).z[:, -1].tolist() == [3.0, 1.0, 1.0, -1.0]
    assert gate_of(circuit, evaluate(circuit), circuit.outputs[0]) == "NAND"


def test_the_festival_on_the_bench_decides_as_on_the_scale():
    circuit = festival()
    verdicts = decide((6.0, 2.0, 2.0), 5.0)
    seen = evaluate(circuit).column(circuit, circuit.outputs[0])
    assert seen.tolist() == [verdict.output for verdict in verdicts]


def test_gates_of_any_number_of_inputs_have_names():
    circuit = Circuit()
    for _ in range(5):
        circuit = circuit.with_node(0.1, 0.1, None)
    circuit = circuit.with_node(0.5, 0.5, -4.5)
    for source in range(1, 6):
        circuit = circuit.with_wire(source, 6, 1.0)
    assert gate_of(circuit, evaluate(circuit), circuit.node(6)) == "AND"
    assert len(evaluate(circuit).rows) == 32
    assert gate_of(Circuit(), evaluate(Circuit()), circuit.node(6)) == ""


@pytest.mark.parametrize("name", BENCHES)
def test_prepared_circuits_lie_on_the_bench(name):
    circuit = BENCHES[name]()
    assert all(0 <= node.x <= 1 and 0 <= node.y <= 1 for node in circuit.nodes)
    assert not has_circle(circuit)
