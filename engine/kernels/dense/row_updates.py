"""Backpropagation through a dense float32 layer and the update of its weights, in one pass.

Rows of weights are read once: while they are in the cache, they send the errors back and are
changed. Errors that an inactive rectifier or dropout turns to 0 are not computed.
"""

from __future__ import annotations

from typing import Any

from engine.kernels.activations import RELU
from engine.kernels.dense.forward_f32 import padded
from engine.kernels.elementwise import through
from engine.kernels.jit import kernel
from engine.kernels.penalties import NO_PENALTY, penalise
from engine.kernels.simd.gemm import accumulate_onto, next_vectors
from engine.kernels.simd.gemm_tile import PLACES
from engine.kernels.simd.row_pairs import MOST_SUMS, MOST_UPDATES, change_pair, weigh_pair


@kernel
def mark_active(code: int, z: Any, delta: Any, below: int, batch: int, n: int) -> None:
    """Write 1 to the errors from `below` on, 0 where the slope is surely 0, and in the padding.

    Parameters
    ----------
    code : int
        Of the activation whose errors they are.
    """
    narrow = padded(n)
    for i in range(batch):
        row, end = below + i * narrow, below + i * narrow + n
        delta[row:end] = 1
        delta[end : row + narrow] = 0
        if code == RELU:
            through(code, z[row:end], z[row:end], delta[row:end])


@kernel
def list_pair(
    delta: Any, batch: int, row: int, narrow: int, base: int, width: int, lists: Any
) -> int:
    """List the examples with an active neuron among two, clear both, and return their number.

    The marks of the pair in example i are delta[row + i · narrow : … + 2], its errors above
    begin at base + i · width.
    """
    count = 0
    for i in range(batch):
        at = row + i * narrow
        active = delta[at] != 0 or delta[at + 1] != 0
        delta[at] = delta[at + 1] = 0
        lists.above[count], lists.below[count] = base + i * width, at
        count += active
    return count


@kernel
def send_back(
    w: Any, layer: Any, pair: int, batch: int, delta: Any, places: Any, lists: Any
) -> int:
    """Write ∂C/∂a of two neurons, `pair` and the next, where marked; return the number listed.

    The parameters are those of `learn_layer`.
    """
    (start, n, width), (base, below) = layer, places
    row = start + pair * width
    count = list_pair(delta, batch, below + pair, padded(n), base, width, lists)
    told = 0
    while told < count:
        size = next_vectors(count - told, MOST_SUMS)
        weigh_pair(size, (w, row, width), (delta, lists.above, lists.below, told))
        told += size
    return count


@kernel
def change_biases(
    out: Any, bias: int, width: int, batch: int, delta: Any, base: int, scale: Any
) -> None:
    """Add scale · ∂C/∂b to the biases that begin at out[bias]."""
    for i in range(batch):
        for j in range(width):
            out[bias + j] += scale * delta[base + i * width + j]


@kernel
def clear_column(values: Any, first: int, step: int, count: int) -> None:
    """Write 0 to `count` numbers, `step` apart."""
    for i in range(count):
        values[first + i * step] = 0


@kernel
def learn_layer(
    w: Any,
    out: Any,
    layer: Any,
    batch: int,
    a: Any,
    delta: Any,
    places: Any,
    lists: Any,
    step: Any,
    own: Any,
) -> None:
    """Write ∂C/∂a = wᵀδ where it is marked, and add scale · ∂C/∂w, ∂C/∂b to `out`.

    Nielsen (2015), eq. (BP2)-(BP4).

    Parameters
    ----------
    out : Vector
        Array of `engine.kernels.optimisers.target_of`, laid out as w, which it may be.
    layer : tuple
        start, n, width: the weights begin at `start`, n rows of `width` numbers, then biases.
    delta : Vector
        δ in padded rows; what is written holds the marks of `mark_active` before.
    places : tuple
        base, below: of δ, and of a and ∂C/∂a.
    step : tuple
        rule, penalty, amount, scale: see `engine.kernels.penalties.penalise`.
    own : tuple
        First row and end of the rows that are sent back and changed; the first is even. The
        biases belong to the last row.
    """
    (start, n, width), (base, below), (rule, penalty, amount, scale) = layer, places, step
    narrow, few, (first, end_row) = padded(n), batch <= MOST_UPDATES, own
    alone = n % 2 and end_row == n
    if alone:
        # the biases are the partner of the last row: their factor is 0
        clear_column(a, below + n, narrow, batch)
    block = 2 if few else PLACES
    while first < end_row:
        last, count = min(first + block, end_row), 0
        for pair in range(first, last, 2):
            count = send_back(w, layer, pair, batch, delta, places, lists)
        begin, end = start + first * width, start + last * width
        if penalty != NO_PENALTY:
            penalise(w, out, begin, end, rule, penalty, amount)
        if not few:
            inputs, target = (a, below + first, 1, narrow), (out, begin, width)
            rows = (delta, base, width)
            accumulate_onto(inputs, rows, lists.zero, batch, target, last - first, width, scale)
        elif count > 0:
            factors, errors = (a, lists.below), (delta, lists.above)
            change_pair(count, (out, begin, width), factors, errors, scale)
        first = last
    if alone:
        clear_column(delta, below + n, narrow, batch)
    if end_row == n:
        change_biases(out, start + n * width, width, batch, delta, base, scale)
