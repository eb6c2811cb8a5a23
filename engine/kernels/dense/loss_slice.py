"""Loss slice of a wide network: its cost on a plane in weight space, one row per call.

The first layer is affine in the plane: its weighted inputs at the origin and their change along
both directions are computed once, which leaves little work for each point.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.costs import CROSS_ENTROPY, LOG_LIKELIHOOD, TINY
from engine.kernels.dense.forward_f32 import activate_rows, padded
from engine.kernels.dense.padded_rows import NONE
from engine.kernels.jit import allocating_kernel, kernel
from engine.kernels.output_costs import output_cost
from engine.kernels.simd.gemm import accumulate

TOGETHER = np.int64(56)
"""Examples per forward pass: their neurons stay in the cache."""

SMALLEST = 1e-200
"""Product below which its logarithm is taken, before it underflows."""


@kernel
def cost_of_rows(cost: int, a: Any, base: int, rows: int, n: int, y: Any, first: int) -> Any:
    """Return the summed cost of `rows` examples.

    Parameters
    ----------
    a : Vector, float32
        Outputs in padded rows from `base` on; padding is 0.
    y : Matrix, shape (examples, padded n), float32
        Targets, 0 or 1; the first example of `a` is row `first`.
    """
    total, product, width = 0.0, 1.0, padded(n)
    one, tiny = np.float32(1.0), np.float32(TINY)
    for i in range(rows):
        at = base + i * width
        if cost not in (CROSS_ENTROPY, LOG_LIKELIHOOD):
            for j in range(n):
                total += output_cost(cost, a[at + j], y[first + i, j])
            continue
        # one logarithm of a product instead of many; a factor is a where the target is 1
        for j in range(n):
            wanted = y[first + i, j]
            # not |1 − y − a|: reassociated, it would lose the digits of a small a
            p = a[at + j]
            if wanted == 0:
                p = one - p if cost == CROSS_ENTROPY else one
            product *= max(p, tiny)
            if product < SMALLEST:
                total -= np.log(product)
                product = 1.0
    return total - np.log(product)


@allocating_kernel
def heights_of_row(
    base: Any,
    across: Any,
    further: Any,
    sizes: Any,
    codes: Any,
    y: Any,
    cost: int,
    xs: Any,
    v: float,
    w: Any,
    z: Any,
    a: Any,
    out: Any,
) -> None:
    """Write the mean cost at origin + x · across + v · along for every x of a row.

    Parameters
    ----------
    base, across : Vector, float32
        Weighted inputs of the first layer at x = 0, one padded row for each example; their
        change along `across`.
    further : Matrix, shape (3, n), float32
        Padded parameters of all further layers at the origin; their change in both directions.
    sizes, codes : Vector, int64
        Sizes and activation codes of all layers but the inputs.
    y : Matrix, shape (examples, padded n_out), float32
        Targets, 0 or 1.
    xs : Vector, shape (n,), float32
    w, z, a : Vector, float32
        Scratch: as long as a row of `further`; padded neurons of TOGETHER examples.
    out : Vector, shape (n,), float64
        Written.
    """
    examples, width, runs = y.shape[0], padded(sizes[0]), np.zeros(1, np.int64)
    w_base, w_across, w_along = further[0], further[1], further[2]
    for column in range(xs.shape[0]):
        x, total = xs[column], 0.0
        for q in range(w.shape[0]):
            w[q] = w_base[q] + x * w_across[q] + v * w_along[q]
        for first in range(0, examples, TOGETHER):
            rows = min(TOGETHER, examples - first)
            at = first * width
            for q in range(rows * width):
                z[q] = base[at + q] + x * across[at + q]
            activate_rows(codes[0], z, a, NONE, rows, sizes[0])
            below, start = NONE, NONE
            for layer in range(1, codes.shape[0]):
                n_in, n_out = sizes[layer - 1], sizes[layer]
                narrow, wide = padded(n_in), padded(n_out)
                bias, to = start + n_in * wide, below + rows * narrow
                inputs, weights, out_rows = (a, below, narrow, 1), (w, start, wide), (z, to, wide)
                accumulate(inputs, weights, runs, n_in, out_rows, rows, wide, bias)
                activate_rows(codes[layer], z, a, to, rows, n_out)
                start, below = bias + wide, to
            total += cost_of_rows(cost, a, below, rows, sizes[-1], y, first)
        out[column] = total / examples
