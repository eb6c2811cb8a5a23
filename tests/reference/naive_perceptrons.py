"""Perceptrons as one would write them down: recursion, fractions, every extreme tried."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from engine.perceptrons.circuits import Circuit
from engine.perceptrons.four_bits import BitLayer


def exact(value: float) -> Fraction:
    """Return the decimal fraction that a person typed."""
    return Fraction(repr(value))


def output_of(circuit: Circuit, node_id: int, row: tuple[int, ...]) -> int:
    """Ask a node for its output, and it asks those before it."""
    node = circuit.node(node_id)
    if node.bias is None:
        return row[circuit.inputs.index(node)]
    z = exact(node.bias)
    for wire in circuit.wires:
        if wire.target == node_id:
            z += exact(wire.weight) * output_of(circuit, wire.source, row)
    return int(z > 0)


def has_circle(circuit: Circuit) -> bool:
    """Follow every wire as far as there are nodes: who gets further runs in a circle."""
    ends = {node.id for node in circuit.nodes}
    for _ in circuit.nodes:
        ends = {wire.target for wire in circuit.wires if wire.source in ends}
    return bool(ends)


def bits_are_right(layer: BitLayer, digit: int) -> bool:
    """Try every corner of what activations may be; the quiet ones end just below 0.01."""
    quiet = (Fraction(0), Fraction(1, 100) - Fraction(1, 10**12))
    for bit in range(4):
        wanted = digit >> (3 - bit) & 1
        row = [exact(w) for w in layer.weights[bit]]
        others = [w for each, w in enumerate(row) if each != digit]
        for sure, *rest in product((Fraction(99, 100), Fraction(1)), *[quiet] * 9):
            z = exact(layer.biases[bit]) + row[digit] * sure
            z += sum(w * a for w, a in zip(others, rest, strict=True))
            if int(z > 0) != wanted:
                return False
    return True
