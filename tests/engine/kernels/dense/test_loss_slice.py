"""Costs on a plane through the weights: rows of the plane against the readable network."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from engine.execution.padding import padded_size
from engine.functions.costs import COST, COSTS
from engine.kernels.dense.loss_slice import TOGETHER, cost_of_rows, heights_of_row
from engine.kernels.dense.padded_rows import NONE, copy_padded
from engine.networks.network import Network
from engine.networks.specification import parse_layers

EXAMPLES = int(TOGETHER) + 14
"""More than go through together."""


def rows(values):
    """Return a matrix as padded rows, one after the other, in float32."""
    padded = np.zeros((len(values), padded_size(values.shape[1])), np.float32)
    padded[:, : values.shape[1]] = values
    return padded.ravel()


@pytest.mark.parametrize("cost", COSTS, ids=lambda entry: entry.name)
def test_the_cost_of_rows_is_the_sum_over_examples(cost, generator):
    a = generator.uniform(0.05, 0.95, (6, 3))
    y = np.eye(3, dtype=np.float32)[generator.integers(0, 3, 9)]
    laid = np.concatenate([np.full(8, 7, np.float32), rows(a)])
    found = cost_of_rows(cost.code, laid, 8, 6, 3, y, 2)
    assert found == pytest.approx(cost.value(a.astype(np.float32), y[2:8]).sum(), rel=1e-5)


def test_outputs_that_are_all_wrong_cost_a_finite_sum():
    a, y = rows(np.ones((200, 3))), np.zeros((200, 3), np.float32)
    found = cost_of_rows(COST["cross-entropy"].code, a, 0, 200, 3, y, 0)
    assert found == pytest.approx(-600 * np.log(1e-30), rel=1e-6)


@pytest.mark.parametrize("words", ["4-9:tanh-5:relu-3:softmax", "4-3:softmax"])
def test_a_row_of_the_plane_is_the_mean_cost_at_each_place(words, generator):
    specification = parse_layers(words, "log-likelihood")
    origin, across, along = generator.normal(0, 0.6, (3, specification.parameter_count))
    x = generator.normal(size=(EXAMPLES, 4))
    y = np.eye(3, dtype=np.float32)[generator.integers(0, 3, EXAMPLES)]
    xs, v = np.array([-0.7, 0.0, 0.4], np.float32), 0.3
    networks = [Network(specification, each) for each in (origin, across, along)]
    # the first layer is affine in the plane
    base, change, up = (x @ n.weights[0].T + n.biases[0] for n in networks)
    sizes = np.array(specification.sizes[1:])
    first = (specification.sizes[0] + 1) * sizes[0]
    length = sum((n + 1) * padded_size(int(m)) for n, m in pairwise(sizes))
    further = []
    for each in (origin, across, along):
        w = np.zeros(length, np.float32)
        copy_padded(each[first:].astype(np.float32), NONE, sizes, w, NONE, NONE)
        further.append(w)
    room = int(TOGETHER) * sum(padded_size(int(size)) for size in sizes)
    z, a = np.zeros(room, np.float32), np.zeros(room, np.float32)
    codes = np.array([activation.code for activation in specification.layer_activations])
    out = np.empty(3)
    heights_of_row(
        rows(base + v * up), rows(change), np.stack(further), sizes, codes, y,
        COST["log-likelihood"].code, xs, v, np.zeros(length, np.float32),
        z, a, out,
    )  # fmt: skip
    for place, found in zip(xs, out, strict=True):
        network = Network(specification, origin + float(place) * across + v * along)
        expected = COST["log-likelihood"].value(network.feedforward(x), y).mean()
        assert found == pytest.approx(expected, rel=2e-5)
