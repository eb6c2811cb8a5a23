"""A layer sends errors back and changes its weights in one pass."""

from __future__ import annotations

import numpy as np
import pytest

from engine.execution.convolution_layout import input_lists
from engine.execution.padding import padded_size
from engine.functions.activations import ACTIVATION
from engine.kernels.activations import RELU, SOFTMAX
from engine.kernels.dense.row_updates import (
    change_biases,
    clear_column,
    learn_layer,
    list_pair,
    mark_active,
    send_back,
)
from engine.kernels.optimisers import MOMENTUM, SGD
from engine.kernels.penalties import L2, NO_PENALTY

START, WIDTH = 8, 24


def layer(batch, n):
    """Return weights, activations below, errors with marks below, and where all lie."""
    narrow, generator = padded_size(n), np.random.default_rng(6)
    w = generator.normal(size=START + (n + 1) * WIDTH).astype(np.float32)
    a = np.full(batch * narrow, 9, np.float32)
    delta = generator.normal(size=batch * (narrow + WIDTH)).astype(np.float32)
    marks = delta[: batch * narrow].reshape(batch, narrow)
    marks[:] = 0
    marks[:, :n] = generator.random((batch, n)) < 0.4
    rows = a.reshape(batch, narrow)[:, :n]
    rows[:] = generator.normal(size=(batch, n)) * marks[:, :n]
    return w, a, delta, (START, n, WIDTH), (batch * narrow, 0)


def parts(w, a, delta, n, batch):
    """Return weights, activations, marks and errors above in float64."""
    narrow = padded_size(n)
    marks = delta[: batch * narrow].reshape(batch, narrow)[:, :n].astype(float)
    above = delta[batch * narrow :].reshape(batch, WIDTH).astype(float)
    rows = a.reshape(batch, narrow)[:, :n].astype(float)
    return w[START : START + n * WIDTH].reshape(n, WIDTH).astype(float), rows, marks, above


@pytest.mark.parametrize("rule", [SGD, MOMENTUM])
@pytest.mark.parametrize("penalty", [NO_PENALTY, L2])
@pytest.mark.parametrize("n", [1, 6, 19])
@pytest.mark.parametrize("batch", [1, 10, 13])
def test_errors_and_gradient_are_those_of_the_matrix_products(batch, n, penalty, rule):
    w, a, delta, shape, places = layer(batch, n)
    weights, rows, marks, above = parts(w, a, delta, n, batch)
    out = w if rule == SGD else np.full_like(w, 2)
    kept, biases = out[: START + n * WIDTH].astype(float), out[-WIDTH:].astype(float)
    step = (rule, penalty, np.float32(0.1), np.float32(-0.5))
    middle = n // 4 * 2
    for own in ((0, middle), (middle, n)):
        learn_layer(w, out, shape, batch, a, delta, places, input_lists(batch, n), step, own)
    sent = delta[: places[0]].reshape(batch, -1)
    close = {"rtol": 1e-4, "atol": 1e-4}
    np.testing.assert_allclose(sent[:, :n] * marks, above @ weights.T * marks, **close)
    assert not sent[:, n:].any()
    shrunk = kept[START:].reshape(n, WIDTH) - (0.1 * weights if penalty else 0)
    found = out[START:-WIDTH].reshape(n, WIDTH)
    np.testing.assert_allclose(found, shrunk - 0.5 * rows.T @ above, **close)
    np.testing.assert_allclose(out[-WIDTH:], biases - 0.5 * above.sum(0), **close)
    np.testing.assert_array_equal(out[:START], kept[:START])


def test_only_a_rectifier_has_neurons_that_are_surely_inactive():
    z, delta = np.array([1, -1, 0, 2, 7, 7, 7, 7], np.float32), np.full(8, 5, np.float32)
    mark_active(RELU, z, delta, 0, 1, 4)
    np.testing.assert_array_equal(delta, [1, 0, 0, 1, 0, 0, 0, 0])
    mark_active(SOFTMAX, z, delta, 0, 1, 4)
    np.testing.assert_array_equal(delta, [1, 1, 1, 1, 0, 0, 0, 0])
    assert ACTIVATION["relu"].code == RELU


def test_examples_with_one_of_two_neurons_active_are_listed_and_cleared():
    delta, lists = np.zeros(4 * 8, np.float32), input_lists(4, 8)
    delta[[8 + 2, 24 + 3, 24 + 4]] = 1
    assert list_pair(delta, 4, 2, 8, 100, 16, lists) == 2
    np.testing.assert_array_equal(lists.above[:2], [116, 148])
    np.testing.assert_array_equal(lists.below[:2], [10, 26])
    assert delta.nonzero()[0].tolist() == [28]


def test_errors_of_more_examples_than_one_call_takes_are_sent_back():
    w, a, delta, shape, places = layer(30, 2)
    delta[: places[0]].reshape(30, 8)[:, :2] = 1
    weights, _, _, above = parts(w, a, delta, 2, 30)
    assert send_back(w, shape, 0, 30, delta, places, input_lists(30, 2)) == 30
    found = delta[: places[0]].reshape(30, 8)[:, :2]
    np.testing.assert_allclose(found, above @ weights.T, rtol=1e-4, atol=1e-4)


def test_biases_change_by_the_errors_and_a_column_is_cleared():
    out, delta = np.zeros(12, np.float32), np.arange(20, dtype=np.float32)
    change_biases(out, 2, 8, 2, delta, 4, np.float32(2))
    np.testing.assert_array_equal(out[2:10], 2 * (delta[4:12] + delta[12:20]))
    clear_column(delta, 1, 8, 2)
    assert delta[[0, 1, 2, 9, 17]].tolist() == [0, 0, 2, 0, 17]
