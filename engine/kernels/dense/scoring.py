"""Scoring of a network on many examples: cost, answers and confidence."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.costs import CROSS_ENTROPY, TINY
from engine.kernels.dense.forward_f32 import feed_sparse, padded
from engine.kernels.dense.padded_rows import NONE, copy_padded
from engine.kernels.dropout import NO_DROPOUT
from engine.kernels.jit import kernel
from engine.kernels.output_costs import output_cost


@kernel
def cost_of(cost: int, a: Any, first: int, outputs: int, label: int) -> float:
    """Return the cost of one example in float64.

    Parameters
    ----------
    a : Vector
        The outputs are a[first : first + outputs].
    label : int
        Index of the output whose target is 1; the targets of all others are 0.
    """
    total = 0.0
    for j in range(outputs):
        p = np.float64(a[first + j])
        if cost == CROSS_ENTROPY:
            # one logarithm instead of two: targets are 0 or 1
            total -= np.log(max(p if j == label else 1.0 - p, TINY))
        else:
            total += output_cost(cost, p, 1.0 if j == label else 0.0)
    return total


@kernel
def judge(
    cost: int,
    a: Any,
    first: int,
    width: int,
    outputs: int,
    labels: Any,
    rows: Any,
    answers: Any,
    confidence: Any,
) -> float:
    """Return the summed cost of a batch; write answers and confidence.

    Parameters
    ----------
    a : Vector
        Outputs of example i are a[first + i * width : … + outputs].
    labels : Labels, shape (examples,)
    rows : Vector, shape (batch,), int64
        Indices of the examples.
    answers : Labels, shape (batch,)
        Written: index of the largest output; 0 if the first output is NaN.
    confidence : Vector, shape (batch,)
        Written: that output divided by the sum of all.
    """
    total = 0.0
    for i in range(rows.shape[0]):
        at = first + i * width
        total += cost_of(cost, a, at, outputs, labels[rows[i]])
        best, summed = 0, 0.0
        for j in range(outputs):
            summed += a[at + j]
            if a[at + j] > a[at + best]:
                best = j
        answers[i] = best
        confidence[i] = a[at + best] / max(summed, 1e-12)
    return total


@kernel
def score_sparse(
    parameters: Any,
    sizes: Any,
    codes: Any,
    images: Any,
    labels: Any,
    rows: Any,
    batch: int,
    cost: int,
    buffers: Any,
    answers: Any,
    confidence: Any,
) -> float:
    """Return the summed cost of many sparse images, `batch` at a time; see `judge`.

    Parameters
    ----------
    rows, answers, confidence : Vector, shape (n,)
    buffers : RowBuffers
        Scratch, see `engine.execution.padding`.
    """
    a = buffers.a
    copy_padded(parameters, NONE, sizes, buffers.w, NONE, NONE)
    neurons, outputs = a.shape[0] // batch, sizes[-1]
    wide, total = padded(outputs), 0.0
    for start in range(0, rows.shape[0], batch):
        stop = min(start + batch, rows.shape[0])
        m, here = stop - start, rows[start:stop]
        feed_sparse(buffers, sizes, codes, images, here, NO_DROPOUT)
        first, said, sure = m * (neurons - wide), answers[start:stop], confidence[start:stop]
        total += judge(cost, a, first, wide, outputs, labels, here, said, sure)
    return total
