"""Dropout with counter-based random numbers: each depends only on key, step and indices.

Kernels are told of it by (share, key, step): rate of dropout, 0 <= share < 1, key of its random
numbers, and number of the mini-batch in the run.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.jit import kernel

NO_DROPOUT = (0.0, np.uint64(0), 0)
"""For forward passes without dropout."""

EXAMPLE = np.uint64(0xD1B54A32D192ED03)
"""Step of the key from one example of a mini-batch to the next."""


@kernel
def mixed(key: Any, step: int, example: int, neuron: int) -> float:
    """Hash (key, step, example, neuron) to a number in 0..1 (splitmix64, Steele et al. 2014)."""
    h = key + np.uint64(step) * np.uint64(0x9E3779B97F4A7C15)
    h += np.uint64(example) * EXAMPLE
    h += np.uint64(neuron) * np.uint64(0x8CB92BA72F3D8DD7)
    h = (h ^ (h >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    h = (h ^ (h >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    h = h ^ (h >> np.uint64(31))
    return float(h >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@kernel
def from_example(dropout: Any, first: int) -> Any:
    """Return the dropout of examples from `first` on, for a matrix that begins with that one."""
    share, key, step = dropout
    return share, key + np.uint64(first) * EXAMPLE, step


@kernel
def drop(dropout: Any, first: int, a: Any) -> None:
    """Set a share of hidden activations to zero and scale up the others, in place.

    A neuron is kept with probability 1 − share and its activation divided by it, so that the
    trained network needs no rescaling.  Nielsen (2015), ch. 3; Srivastava et al. (2014).

    Parameters
    ----------
    first : int
        Index of the layer's first neuron in the network, part of the random counter.
    a : Matrix, shape (batch, n)
    """
    share, key, step = dropout
    keep = a.dtype.type(1 / (1 - share))
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            a[i, j] = a[i, j] * keep if mixed(key, step, i, first + j) >= share else 0


@kernel
def mask_errors(dropout: Any, first: int, error: Any) -> None:
    """Multiply errors by the same mask as `drop`, in place; shape (batch, n)."""
    share, key, step = dropout
    keep = error.dtype.type(1 / (1 - share))
    for i in range(error.shape[0]):
        for j in range(error.shape[1]):
            kept = mixed(key, step, i, first + j) >= share
            error[i, j] = error[i, j] * keep if kept else 0
