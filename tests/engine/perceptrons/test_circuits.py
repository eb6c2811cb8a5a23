"""Circuits of perceptrons: refusals, random edits and tables beside the naive twin."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import SettingError
from engine.perceptrons.benches import adder, empty
from engine.perceptrons.circuits import (
    MOST_INPUTS,
    MOST_PARALLEL,
    MOST_PERCEPTRONS,
    evaluate,
    smooth,
)
from engine.perceptrons.perceptrons import sigmoids
from tests.reference.naive_perceptrons import has_circle, output_of

# --- circuits ----------------------------------------------------------------------------------


def test_a_circle_is_refused_in_a_sentence():
    circuit = adder()
    first, last = circuit.perceptrons[0].id, circuit.outputs[0].id
    for source, target in ((last, first), (first, first)):
        with pytest.raises(SettingError, match="circle"):
            circuit.with_wire(source, target, 1.0)


def test_a_bench_has_an_end():
    circuit = empty()
    for _ in range(MOST_INPUTS - 2):
        circuit = circuit.with_node(0.0, 0.0, None)
    with pytest.raises(SettingError, match="inputs"):
        circuit.with_node(0.0, 0.0, None)
    for _ in range(MOST_PERCEPTRONS):
        circuit = circuit.with_node(0.0, 0.0, 0.0)
    with pytest.raises(SettingError, match="perceptrons"):
        circuit.with_node(0.0, 0.0, 0.0)
    target = circuit.perceptrons[0].id
    for _ in range(MOST_PARALLEL):
        circuit = circuit.with_wire(1, target, 1.0)
    with pytest.raises(SettingError, match="between two"):
        circuit.with_wire(1, target, 1.0)
    with pytest.raises(SettingError, match="into a perceptron"):
        circuit.with_wire(1, 2, 1.0)


def random_edit(circuit, generator):
    """Return the circuit after an edit, or the same where it is refused."""
    kind, one, two = (int(generator.integers(most)) for most in (8, 40, 40))
    weight = float(generator.integers(-40, 41)) / 10
    ids = [node.id for node in circuit.nodes]
    if kind >= 3 and ids:
        one, two = ids[one % len(ids)], ids[two % len(ids)]
    edits = (
        lambda: circuit.with_node(0.5, 0.5, None if weight < -2 else weight),
        lambda: circuit.with_node(0.5, 0.5, weight),
        lambda: circuit.without_wire(one),
        lambda: circuit.without_node(one) if weight > 2 else circuit,
    )
    try:
        return edits[kind]() if kind < len(edits) else circuit.with_wire(one, two, weight)
    except SettingError:
        return circuit


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 2**32))
def test_a_thousand_random_edits_never_make_a_circle(seed):
    generator, circuit, wired = np.random.default_rng(seed), empty(), 0
    for _ in range(1_000):
        circuit = random_edit(circuit, generator)
        assert not has_circle(circuit)
        wired = max(wired, len(circuit.wires))
    assert wired > 5


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_the_table_of_a_random_bench_is_that_of_the_naive_one(seed):
    generator, circuit = np.random.default_rng(seed), empty()
    for _ in range(60):
        circuit = random_edit(circuit, generator)
    seen = evaluate(circuit)
    for row, outputs in zip(seen.rows, seen.outputs, strict=True):
        assert outputs.tolist() == [output_of(circuit, node.id, row) for node in circuit.nodes]


def test_a_circuit_of_sigmoid_neurons_becomes_one_of_perceptrons():
    circuit = adder()
    places = [circuit.nodes.index(node) for node in circuit.outputs]
    hard = evaluate(circuit).outputs[:, places]
    soft = smooth(circuit, np.array([1.0, 10.0, 100.0]))[:, :, places]
    gaps = abs(soft - hard).max(axis=(1, 2))
    assert gaps[0] > 0.2 > 1e-3 > gaps[1] > gaps[2]
    alone = evaluate(circuit, sigmoids, 10.0).outputs[:, places]
    np.testing.assert_array_equal(soft[1], alone)
