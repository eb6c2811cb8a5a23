"""Hyper-parameters of training, packed into one record for kernels."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Records: TypeAlias = NDArray[Any]
"""Array of records, shape (n,)."""

Record: TypeAlias = Any
"""One record, with its fields as attributes."""

RECORD = np.dtype(
    [
        *((name, np.int64) for name in ("first", "count", "batch", "step", "updates")),
        ("key", np.uint64),
        *((name, np.int64) for name in ("cost", "penalty", "rule", "adaptive")),
        *((name, np.float64) for name in ("rate", "decay", "strength", "share")),
        *((name, np.float64) for name in ("momentum", "rho", "beta1", "beta2", "epsilon")),
    ]
)
"""Fields of a record.

first, count, batch: first mini-batch in the epoch, number of mini-batches, and their size.
step, updates: number of the first mini-batch in the run, and steps of the present optimiser so far.
key: key of the dropout stream; share: dropout rate of hidden neurons, 0 <= share < 1.
cost, penalty, rule: places in the tables of `engine.functions`.
adaptive: 1 if the rule takes the gradient, 0 if it takes −η times the gradient.
rate, decay, strength: η, λ/n and λ; momentum, rho, beta1, beta2, epsilon: μ, ρ, β₁, β₂, ε.
"""


def packed(**values: Any) -> Records:
    """Return one record, shape (1,); fields that are not given are 0.

    An array of one record is passed to kernels several times faster than a scalar.
    """
    records = np.zeros(1, RECORD)
    for name, value in values.items():
        records[name] = value
    return records


def unpacked(records: Records) -> Record:
    """Return the first record."""
    return records.view(np.recarray)[0]
