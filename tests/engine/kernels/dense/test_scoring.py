"""Costs and answers of many examples, whatever the size of a batch."""

import numpy as np
import pytest

from engine.data.sparse_images import sparse_images
from engine.execution.padding import row_buffers
from engine.execution.tracing import kernel_layout
from engine.functions.costs import COSTS
from engine.kernels.dense.scoring import cost_of, judge, score_sparse
from tests.support.samples.measured import examples_for, network_of


@pytest.mark.parametrize("batch", [1, 7, 57, 100])
def test_batches_of_any_size_give_the_same_cost(batch):
    network, _ = network_of("64-40-30-10")
    x, labels = examples_for(network)
    specification = network.specification
    layout, room = kernel_layout(specification), row_buffers(specification.sizes, batch)
    told = (network.parameters, layout.sizes, layout.codes, sparse_images(x), labels)
    y, answers, confidence = np.eye(10)[labels], np.zeros(57, np.uint8), np.zeros(57, np.float32)
    total = score_sparse(*told, np.arange(57), batch, 1, room, answers, confidence)
    a = network.feedforward(x).astype(float)
    expected = float(-np.log(np.where(y == 1, a, 1 - a)).sum())
    assert total == pytest.approx(expected, rel=1e-5)
    np.testing.assert_array_equal(answers, a.argmax(axis=1))


@pytest.mark.parametrize("cost", COSTS, ids=lambda entry: entry.name)
def test_the_cost_of_an_example_is_that_of_the_table(cost, generator):
    a = np.append(np.ones(3), generator.uniform(0.01, 0.99, 5))
    expected = cost.value(a[None, 3:], np.eye(5)[[2]])[0]
    assert cost_of(cost.code, a, 3, 5, 2) == pytest.approx(expected, rel=1e-14)


def test_answers_and_their_shares_are_written_for_every_row():
    nan = np.nan
    a = np.array([9, 0.25, 0.5, 0.25, 9, 0, 0, 0, 9, nan, nan, nan, 9, 0.5, 0.1, 0.5])
    answers, confidence = np.full(4, 7, np.uint8), np.zeros(4)
    labels, rows = np.array([0, 1, 2], np.uint8), np.array([1, 0, 2, 0])
    judge(0, a, 1, 4, 3, labels, rows, answers, confidence)
    # of equal outputs the first counts, and where none is a number the first output
    assert answers.tolist() == [1, 0, 0, 0]
    np.testing.assert_allclose(confidence, [0.5, 0, nan, 0.5 / 1.1])
