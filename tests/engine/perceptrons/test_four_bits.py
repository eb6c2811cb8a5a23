"""Four neurons that write a digit in binary, checked in their worst cases."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from tests.reference.naive_perceptrons import bits_are_right


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
