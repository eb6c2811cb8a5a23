"""One perceptron, and the sigmoid neuron that it becomes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from tests.reference.naive_perceptrons import exact

NAND = Neuron((-2.0, -2.0), 3.0)


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
