"""Inputs that are 0 are left out of weighted sums and change no bits."""

from __future__ import annotations

import numpy as np
import pytest

from engine.execution.convolution_layout import input_lists
from engine.kernels.dense.listed_inputs import (
    ROWS,
    accumulate_listed,
    list_inputs,
    nonzero_count,
)
from engine.kernels.simd.gemm import accumulate


def sparse(batch, n, narrow, share):
    """Return rows of random inputs of which a share is not 0."""
    generator = np.random.default_rng(4)
    rows = np.zeros((batch, narrow), np.float32)
    rows[:, :n] = generator.normal(size=(batch, n)) * (generator.random((batch, n)) < share)
    return rows


def test_numbers_that_are_not_zero_are_counted():
    assert nonzero_count(sparse(1, 40, 40, 1)[0]) == 40
    assert nonzero_count(np.array([0, 1, -0.0, -2, np.nan], np.float32)) == 3


@pytest.mark.parametrize("share", [0, 0.3, 1])
@pytest.mark.parametrize("n", [1, ROWS, 3 * ROWS - 5])
def test_lists_hold_what_is_not_zero_block_by_block(n, share):
    batch, narrow = 3, 200
    x, lists = sparse(batch, n, narrow, share), input_lists(3, n)
    list_inputs(x.reshape(-1), 0, batch, n, narrow, lists)
    found, run = np.zeros((batch, n), np.float32), 0
    for _ in range(0, n, ROWS):
        for row in found:
            told = slice(lists.first[run], lists.first[run + 1])
            row[lists.index[told]] = lists.value[told]
            run += 1
    np.testing.assert_array_equal(found, x[:, :n])


@pytest.mark.parametrize("share", [0, 0.3, 1])
@pytest.mark.parametrize("width", [8, 72, 200])
@pytest.mark.parametrize("n", [3, 2 * ROWS + 9])
def test_sums_have_the_bits_of_those_of_all_inputs(n, width, share):
    batch, narrow, start = 5, 144, 8
    x = np.concatenate([np.ones(8, np.float32), sparse(batch, n, narrow, share).reshape(-1)])
    w = np.random.default_rng(5).normal(size=start + (n + 1) * width).astype(np.float32)
    found, expected = (np.zeros(8 + batch * width, np.float32) for _ in range(2))
    lists = input_lists(batch, n)
    list_inputs(x, 8, batch, n, narrow, lists)
    for columns in ((0, width // 16 * 8), (width // 16 * 8, width)):
        accumulate_listed(w, start, n, width, lists, (found, 8), batch, columns)
    inputs, out = (x, 8, narrow, 1), (expected, 8, width)
    begin = start + n * width
    accumulate(inputs, (w, start, width), lists.zero, n, out, batch, width, begin)
    np.testing.assert_array_equal(found, expected)
