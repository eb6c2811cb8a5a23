"""Prepared circuits, and recognition of the gate or adder that a circuit computes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from engine.perceptrons.circuits import Circuit, Evaluation, Node

NAND_WEIGHT, NAND_BIAS = -2.0, 3.0
"""Nielsen (2015), ch. 1: the sums are 3, 1, 1, −1, so only the inputs 1, 1 give 0."""


INPUT_X = 0.03
"""Horizontal position of inputs, 0..1."""


CARRY_PLACE = (0.63, 0.96)


def _inputs(*heights: float) -> Circuit:
    circuit = Circuit()
    for y in heights:
        circuit = circuit.with_node(INPUT_X, y, None)
    return circuit


def _with_nand(
    circuit: Circuit, place: tuple[float, float], sources: tuple[int, int], name: str = ""
) -> tuple[Circuit, int]:
    made = circuit.next_id
    circuit = circuit.with_node(*place, NAND_BIAS, name)
    for source in sources:
        circuit = circuit.with_wire(source, made, NAND_WEIGHT)
    return circuit, made


def nand() -> Circuit:
    """Return a single perceptron that computes NAND."""
    circuit, _ = _with_nand(_inputs(0.3, 0.7), (0.55, 0.5), (1, 2))
    return circuit


def _adder_without_carry() -> tuple[Circuit, int]:
    circuit = _inputs(0.05, 0.53)
    circuit, first = _with_nand(circuit, (0.33, 0.29), (1, 2))
    circuit, upper = _with_nand(circuit, (0.63, 0.05), (1, first))
    circuit, lower = _with_nand(circuit, (0.63, 0.53), (2, first))
    circuit, _ = _with_nand(circuit, (0.93, 0.29), (upper, lower), "sum")
    return circuit, first


def adder() -> Circuit:
    """Return the half adder of five NAND gates; the carry gate takes one signal twice."""
    circuit, first = _adder_without_carry()
    circuit, _ = _with_nand(circuit, CARRY_PLACE, (first, first), "carry")
    return circuit


def short_adder() -> Circuit:
    """Return the half adder whose carry has one wire of weight −4 instead of two of −2."""
    circuit, first = _adder_without_carry()
    made = circuit.next_id
    circuit = circuit.with_node(*CARRY_PLACE, NAND_BIAS, "carry")
    return circuit.with_wire(first, made, 2 * NAND_WEIGHT)


def festival() -> Circuit:
    """Return the book's festival decision: weights 6, 2, 2 and bias −5."""
    circuit = _inputs(0.2, 0.5, 0.8).with_node(0.55, 0.5, -5.0)
    for source, weight in ((1, 6.0), (2, 2.0), (3, 2.0)):
        circuit = circuit.with_wire(source, 4, weight)
    return circuit


def empty() -> Circuit:
    """Return two inputs without perceptrons."""
    return _inputs(0.3, 0.7)


BENCHES: Mapping[str, Callable[[], Circuit]] = {
    "nand": nand,
    "adder": adder,
    "short-adder": short_adder,
    "festival": festival,
    "empty": empty,
}
"""Constructors of the prepared circuits by name."""


def name_of(circuit: Circuit) -> str:
    """Return the name of the prepared circuit that equals this one, or ""."""
    return _prepared().get(circuit, "")


@cache
def _prepared() -> dict[Circuit, str]:
    return {make(): name for name, make in BENCHES.items()}


# --- recognition -------------------------------------------------------------------------------


def _gates(rows: tuple[tuple[int, ...], ...]) -> dict[tuple[int, ...], str]:
    """Return the name of each gate by its column of the truth table."""
    ones = [sum(row) for row in rows]
    many = len(rows[0])
    known = {
        "0": [0 for _ in ones],
        "1": [1 for _ in ones],
        "AND": [int(count == many) for count in ones],
        "OR": [int(count > 0) for count in ones],
        "NAND": [int(count < many) for count in ones],
        "NOR": [int(count == 0) for count in ones],
        "XOR": [count % 2 for count in ones],
        "XNOR": [1 - count % 2 for count in ones],
    }
    if many < 2:
        known = {"0": known["0"], "1": known["1"], "NOT": known["NOR"]}
    return {tuple(column): name for name, column in known.items()}


def gate_of(circuit: Circuit, evaluation: Evaluation, node: Node) -> str:
    """Return the name of the gate that a perceptron computes of the inputs, or "".

    Examples
    --------
    >>> from engine.perceptrons.circuits import evaluate
    >>> circuit = nand()
    >>> gate_of(circuit, evaluate(circuit), circuit.outputs[0])
    'NAND'
    """
    if not circuit.inputs:
        return ""
    column = tuple(int(each) for each in evaluation.column(circuit, node))
    return _gates(evaluation.rows).get(column, "")


def is_half_adder(circuit: Circuit, evaluation: Evaluation) -> bool:
    """Return whether the circuit has two inputs and exactly their sum and carry as outputs."""
    gates = sorted(gate_of(circuit, evaluation, node) for node in circuit.outputs)
    return len(circuit.inputs) == 2 and gates == ["AND", "XOR"]
