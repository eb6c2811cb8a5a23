"""Weighted sums of inputs of which many are 0, as after rectifiers and dropout.

The inputs that are not 0 are listed for each example; the others cost nothing and change no bits.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from engine.kernels.jit import kernel
from engine.kernels.simd.gemm import next_vectors
from engine.kernels.simd.simd_f32 import LANES, MOST, gather

ROWS = 64
"""Rows of weights in a block: with MOST vectors of each they fit into the L1 cache."""

LISTED_SHARE = 0.6
"""Share of inputs that are not 0 up to which lists are faster than a dense product."""


class Lists(NamedTuple):
    """Scratch for the lists of a mini-batch.

    Attributes
    ----------
    index, value : Vector, int32 and float32
        Numbers and values of inputs that are not 0: block after block of ROWS inputs, example
        after example.
    first : Vector, int64
        First entry of each example in each block, and the end of the last.
    above, below : Vector, int64
        Places of the errors of examples, see `engine.kernels.dense.row_updates`.
    zero : Vector, int64
        A single 0: the only run of the inputs in `engine.kernels.simd.gemm.accumulate`.
    """

    index: Any
    value: Any
    first: Any
    above: Any
    below: Any
    zero: Any


@kernel
def nonzero_count(a: Any) -> int:
    """Return how many numbers of a vector are not 0."""
    count = 0
    for k in range(a.shape[0]):
        count += a[k] != 0
    return count


@kernel
def list_inputs(a: Any, below: int, batch: int, n: int, narrow: int, lists: Any) -> None:
    """List the inputs that are not 0: n in each of the padded rows of `narrow` numbers."""
    index, value, entry, run = lists.index, lists.value, 0, 0
    for block in range(0, n, ROWS):
        end = min(block + ROWS, n)
        for i in range(batch):
            lists.first[run] = entry
            run += 1
            row = below + i * narrow
            for k in range(block, end):
                number = a[row + k]
                index[entry], value[entry] = k, number
                entry += number != 0
    lists.first[run] = entry


@kernel
def accumulate_listed(
    w: Any, start: int, n: int, width: int, lists: Any, out: Any, batch: int, own: Any
) -> None:
    """Write biases plus weighted sums of the listed inputs to columns of rows of z.

    The bits are those of `engine.kernels.simd.gemm.accumulate`: terms are added in the same
    order, and only those that are 0 are left out.

    Parameters
    ----------
    out : tuple
        z, base: the rows, of `width` numbers, begin at z[base].
    own : tuple
        First column and end of the columns, multiples of LANES.
    """
    (z, base), (first, end), bias = out, own, start + n * width
    for i in range(batch):
        row = base + i * width
        for j in range(first, end):
            z[row + j] = w[bias + j]
    left, at = (end - first) // LANES, first
    while left > 0:
        vectors, run = next_vectors(left, MOST), 0
        for _ in range(0, n, ROWS):
            for i in range(batch):
                entry = lists.first[run]
                count = lists.first[run + 1] - entry
                run += 1
                listed = (lists.index, entry, lists.value, entry, count)
                gather(vectors, (w, start + at, width), listed, z, base + i * width + at)
        left, at = left - vectors, at + vectors * LANES
