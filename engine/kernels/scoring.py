"""Measure a network on many examples: cost, answers and how sure they are."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.dense import CROSS_ENTROPY, QUADRATIC, feed_batch
from engine.kernels.jit import kernel

TINY = 1e-30
"""Smallest probability whose logarithm is taken."""

NO_KEY = np.uint64(0)
"""Dropout is switched off while a network is measured."""


@kernel
def cost_of(cost: int, a: Any, y: Any) -> float:
    """Return the cost of one example in float64; shapes (n_out,).

    Parameters
    ----------
    y : Vector
        What the outputs should be.
    """
    total = 0.0
    for j in range(a.shape[0]):
        p, wanted = np.float64(a[j]), np.float64(y[j])
        if cost == QUADRATIC:
            total += 0.5 * (p - wanted) * (p - wanted)
        else:
            if wanted != 0:
                total -= wanted * np.log(max(p, TINY))
            if cost == CROSS_ENTROPY and wanted != 1:
                total -= (1.0 - wanted) * np.log(max(1.0 - p, TINY))
    return total


@kernel
def score_batch(
    parameters: Any,
    sizes: Any,
    codes: Any,
    x: Any,
    y: Any,
    rows: Any,
    cost: int,
    z: Any,
    a: Any,
    answers: Any,
    confidence: Any,
) -> float:
    """Return the summed cost of a batch; write the answers and their shares of all outputs.

    Parameters
    ----------
    x : Matrix, shape (examples, sizes[0]); y : Matrix, shape (examples, n_out)
    rows : Vector, shape (batch,), int64
        Which examples.
    z, a : Vector, shape (batch * sum(sizes[1:]),)
        Scratch.
    answers : Labels, shape (batch,)
        Written: the most active output; 0 where no output is a number.
    confidence : Vector, shape (batch,)
        Written: its share of the sum of all outputs.
    """
    batch, outputs = rows.shape[0], y.shape[1]
    feed_batch(parameters, sizes, codes, x, rows, z, a, 0.0, NO_KEY, 0)
    last = a[a.shape[0] - batch * outputs :].reshape(batch, outputs)
    total = 0.0
    for i in range(batch):
        total += cost_of(cost, last[i], y[rows[i]])
        best, summed = 0, 0.0
        for j in range(outputs):
            summed += last[i, j]
            if last[i, j] > last[i, best]:
                best = j
        answers[i] = best
        confidence[i] = last[i, best] / max(summed, 1e-12)
    return total


@kernel
def score_examples(
    parameters: Any,
    sizes: Any,
    codes: Any,
    x: Any,
    y: Any,
    rows: Any,
    batch: int,
    cost: int,
    z: Any,
    a: Any,
    answers: Any,
    confidence: Any,
) -> float:
    """Return the summed cost of many examples, measured `batch` at a time; see `score_batch`.

    Parameters
    ----------
    rows, answers, confidence : Vector, shape (n,)
    z, a : Vector, shape (batch * sum(sizes[1:]),)
        Scratch.
    """
    neurons = z.shape[0] // batch
    total = 0.0
    for start in range(0, rows.shape[0], batch):
        stop = min(start + batch, rows.shape[0])
        used = (stop - start) * neurons
        total += score_batch(
            parameters,
            sizes,
            codes,
            x,
            y,
            rows[start:stop],
            cost,
            z[:used],
            a[:used],
            answers[start:stop],
            confidence[start:stop],
        )
    return total
