"""Perceptrons, circuits of them, the sigmoid neuron and the four bits, beside naive twins."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import SettingError
from engine.perceptrons.benches import (
    BENCHES,
    adder,
    empty,
    festival,
    gate_of,
    is_half_adder,
    nand,
    short_adder,
)
from engine.perceptrons.circuits import (
    MOST_INPUTS,
    MOST_PARALLEL,
    MOST_PERCEPTRONS,
    Circuit,
    evaluate,
    smooth,
)
from engine.perceptrons.four_bits import (
    BITS,
    DIGITS,
    QUIET,
    SURE,
    BitLayer,
    bit_of,
    check_all_digits,
    check_digit,
    solution,
)
from engine.perceptrons.perceptrons import (
    Neuron,
    compare,
    decide,
    fires,
    rows_of,
    sigmoid,
    sigmoids,
    small_change,
)
from tests.reference.naive_perceptrons import bits_are_right, exact, has_circle, output_of

NAND = Neuron((-2.0, -2.0), 3.0)


# --- one perceptron ----------------------------------------------------------------------------


def test_a_perceptron_fires_only_above_zero():
    assert [fires(z) for z in (-1.0, 0.0, 1e-6)] == [0, 0, 1]
    assert fires(0.1 + 0.2 - 0.3) == 0


def test_threshold_five_follows_the_weather_and_three_adds_company_with_a_train():
    five = {verdict.inputs for verdict in decide((6.0, 2.0, 2.0), 5.0) if verdict.output}
    three = {verdict.inputs for verdict in decide((6.0, 2.0, 2.0), 3.0) if verdict.output}
    assert five == {row for row in rows_of(3) if row[0] == 1}
    assert three - five == {(0, 1, 1)}


@given(
    st.tuples(*[st.integers(-99, 99)] * 3).map(lambda w: tuple(each / 10 for each in w)),
    st.integers(-99, 99).map(lambda b: b / 10),
)
def test_a_decision_is_exact_in_decimals(weights, threshold):
    for verdict in decide(weights, threshold):
        total = sum(exact(w) * x for w, x in zip(weights, verdict.inputs, strict=True))
        assert verdict.output == int(total > exact(threshold))


# --- from perceptron to sigmoid ----------------------------------------------------------------


def test_nand_times_ten_is_within_half_of_a_ten_thousandth():
    shown = [f"{each.sigmoid:.5f}" for each in compare(NAND, 10.0)]
    assert shown == ["1.00000", "0.99995", "0.99995", "0.00005"]
    assert [f"{each.sigmoid:.3f}" for each in compare(NAND, 1.0)] == [
        "0.953",
        "0.731",
        "0.731",
        "0.269",
    ]


@given(st.floats(0.1, 1000.0))
def test_where_the_sum_is_zero_no_factor_moves_the_output_from_one_half(c):
    tie = compare(Neuron((-2.0, -2.0), 2.0), c)[1]
    assert (tie.z, tie.sigmoid, tie.gap) == (0.0, 0.5, 0.5)


def test_the_gap_closes_as_the_factor_grows_and_the_perceptron_does_not_change():
    tables = [compare(NAND, c) for c in (0.1, 1.0, 10.0, 100.0, 1000.0)]
    for before, after in pairwise(tables):
        assert [row.perceptron for row in before] == [row.perceptron for row in after]
        assert all(b.gap >= a.gap for b, a in zip(before, after, strict=True))
    assert max(row.gap for row in tables[-1]) < 1e-300


def test_the_sigmoid_is_finite_everywhere():
    z = np.array([-1e308, -800.0, -1.0, 0.0, 3.0, 1e308])
    np.testing.assert_allclose(sigmoids(z), [sigmoid(float(each)) for each in z], rtol=1e-15)


@pytest.mark.parametrize("changed", ["w1", "w2", "b", "all"])
@pytest.mark.parametrize("inputs", rows_of(2))
@pytest.mark.parametrize("c", [0.5, 1.0, 4.0])
def test_the_promise_is_the_slope_of_the_output_times_the_change(changed, inputs, c):
    """Beside a difference quotient; Nielsen (2015), ch. 1, eq. (5)."""
    neuron, h = Neuron((0.3, -0.7), 0.2), 1e-6
    seen = small_change(neuron, inputs, c, changed, 0.25, 2.0)

    def output(delta):
        more = [delta if changed in (name, "all") else 0.0 for name in ("w1", "w2", "b")]
        z = 0.2 + more[2] + sum(
            (w + d) * x for w, d, x in zip((0.3, -0.7), more, inputs, strict=False)
        )  # fmt: skip
        return sigmoid(c * z)

    assert seen.slope == pytest.approx((output(h) - output(-h)) / (2 * h), rel=1e-5, abs=1e-9)
    assert seen.predicted == seen.slope * 0.25
    assert seen.real == pytest.approx(output(0.25) - output(0.0), rel=1e-6, abs=1e-12)
    np.testing.assert_allclose(seen.outputs, [output(d) for d in seen.sizes], rtol=1e-6)


def test_the_error_of_the_promise_shrinks_with_the_square_of_the_change():
    errors = []
    for size in (0.1, 0.01):
        seen = small_change(NAND, (1, 1), 1.0, "w1", size, 2.0)
        errors.append(abs(seen.real - seen.predicted))
    assert errors[0] / errors[1] == pytest.approx(100, rel=0.1)


def test_the_perceptron_jumps_or_stays_where_the_sigmoid_moves_a_little():
    assert small_change(NAND, (1, 1), 1.0, "b", 0.9, 2.0).jump == 0
    assert small_change(NAND, (1, 1), 1.0, "b", 1.1, 2.0).jump == 1
    assert small_change(NAND, (0, 0), 1.0, "w1", 2.0, 2.0).real == 0.0


# --- circuits ----------------------------------------------------------------------------------


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


@pytest.mark.parametrize("name", BENCHES)
def test_prepared_circuits_lie_on_the_bench(name):
    circuit = BENCHES[name]()
    assert all(0 <= node.x <= 1 and 0 <= node.y <= 1 for node in circuit.nodes)
    assert not has_circle(circuit)


# --- four bits ---------------------------------------------------------------------------------


def test_the_filled_in_solution_is_right_for_ten_of_ten_digits():
    layer = solution()
    assert layer.biases == (0.0,) * BITS
    assert {abs(w) for row in layer.weights for w in row} == {10.0}
    checks = check_all_digits(layer)
    assert [check.right for check in checks] == [True] * DIGITS
    assert min(abs(check.z).min() for check in checks) == pytest.approx(9.1)


def test_an_empty_layer_reads_every_digit_as_nought():
    assert [check.bits for check in check_all_digits(BitLayer())] == [(0, 0, 0, 0)] * DIGITS


def test_a_wrong_weight_is_told_by_digit_and_activations():
    layer = solution().changed(0, 8, 0.2)
    (wrong,) = [check for check in check_all_digits(layer) if not check.right]
    assert (wrong.digit, wrong.wrong_bit) == (8, 0)
    assert wrong.activations[0].tolist() == [QUIET] * 8 + [SURE, 0.0]
    assert wrong.z[0] == pytest.approx(0.2 * 0.99 - 8 * 10 * 0.01)


def test_what_stays_just_below_a_hundredth_cannot_tip_a_balance():
    """With others exactly at 0.01 the sum were 0 and the bit lost; below it the bit is kept."""
    layer = BitLayer().changed(3, 1, 1.0).changed(3, 0, -99.0)
    check = check_digit(layer, 1)
    assert (check.z[3], check.bits[3]) == (0.0, 1)
    assert check_digit(layer.changed(3, None, -0.001), 1).bits[3] == 0


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(-30, 30), min_size=44, max_size=44),
    st.integers(0, 9),
    st.sampled_from([0, 3, 10]),
)
def test_the_worst_case_is_the_worst_of_all_corners(numbers, digit, kept):
    row = [n / 10 for n in numbers]
    layer = BitLayer(
        tuple(
            tuple(
                row[11 * bit + each] + kept * (1 if bit_of(each, bit) else -1)
                for each in range(DIGITS)
            )
            for bit in range(BITS)
        ),
        tuple(row[11 * bit + 10] for bit in range(BITS)),
    )
    assert check_digit(layer, digit).right == bits_are_right(layer, digit)
