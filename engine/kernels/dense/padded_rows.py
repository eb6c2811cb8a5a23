"""Parameters of dense layers in rows that are padded with zeros to whole vectors."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.jit import kernel

NONE: Any = np.int64(0)
"""A zero typed int64: a literal would make Numba compile the kernels a second time."""

VECTOR_BYTES = 32
"""Size of a vector: eight numbers of float32, four of float64."""


@kernel
def copy_padded(
    parameters: Any, first: int, sizes: Any, w: Any, padded_first: int, back: int
) -> None:
    """Copy parameters to rows padded with zeros to whole vectors, or back.

    Parameters
    ----------
    parameters : Vector
        Unpadded, from `first` on: layer by layer weights (n_in, n_out) row by row, then biases.
    w : Vector
        The same with every row and the biases padded, from `padded_first` on.
    back : int
        1 copies from `w` to `parameters`.
    """
    p, q, lanes = first, padded_first, VECTOR_BYTES // w.itemsize
    for layer in range(sizes.shape[0] - 1):
        n_out = sizes[layer + 1]
        width = (n_out + lanes - 1) // lanes * lanes
        for _ in range(sizes[layer] + 1):
            # views: with known bounds the compiler copies whole vectors
            here, there = parameters[p : p + n_out], w[q : q + n_out]
            for j in range(n_out):
                if back:
                    here[j] = there[j]
                else:
                    there[j] = here[j]
            if not back:
                # a diverged run may have left NaN in the padding
                for j in range(n_out, width):
                    w[q + j] = 0
            p, q = p + n_out, q + width


@kernel
def copy_all(parameters: Any, slots: Any, sizes: Any, w: Any, s: Any, back: int) -> None:
    """Copy parameters and each state array of the optimiser to padded rows, or back."""
    copy_padded(parameters, NONE, sizes, w, NONE, back)
    for slot in range(slots.shape[0] // parameters.shape[0]):
        copy_padded(slots, slot * parameters.shape[0], sizes, s, slot * w.shape[0], back)
