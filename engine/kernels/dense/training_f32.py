"""Updates and training of dense float32 networks, with `engine.kernels.dense.forward_f32`."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.dense.forward_f32 import (
    feed_sparse,
    output_rows,
    padded,
    propagate_rows,
)
from engine.kernels.dense.padded_rows import NONE, copy_all
from engine.kernels.jit import kernel
from engine.kernels.optimisers import begin_step, end_step, factor_of, target_of
from engine.kernels.penalties import NO_PENALTY, penalise
from engine.kernels.simd.gemm import accumulate_further
from engine.kernels.simd.packed_rows import scatter_rows
from engine.kernels.simd.simd_f32 import prefetch

PLACES_PER_LINE, VALUES_PER_LINE = 32, 16
"""Entries of a cache line: pixel indices of two bytes, values of four."""


@kernel
def add_image_gradient(
    out: Any, width: int, images: Any, rows: Any, delta: Any, scale: Any
) -> None:
    """Add scale · gradient of the first layer's weights to rows of `width` numbers."""
    for i in range(rows.shape[0]):
        first = images.starts[rows[i]]
        listed = (images.places, first, images.value, first, images.starts[rows[i] + 1] - first)
        scatter_rows((out, NONE, width), listed, scale, delta, i * width)


@kernel
def add_sparse_gradient(
    out: Any, sizes: Any, images: Any, rows: Any, buffers: Any, scale: Any
) -> None:
    """Add scale · gradient, summed over a mini-batch, to `out`; eq. (BP3), (BP4).

    z, which is not needed any more, becomes scale · δ.
    """
    z, a, delta, batch = buffers.z, buffers.a, buffers.delta, rows.shape[0]
    for place in range(z.shape[0]):
        z[place] = scale * delta[place]
    start, base, below = NONE, NONE, NONE
    for layer in range(sizes.shape[0] - 1):
        n_in, width = sizes[layer], padded(sizes[layer + 1])
        bias = start + n_in * width
        if layer == 0:
            add_image_gradient(out, width, images, rows, delta, scale)
        else:
            inputs, target = (a, below, 1, padded(n_in)), (out, start, width)
            accumulate_further(inputs, (z, base, width), buffers.zero, batch, target, n_in, width)
        for i in range(batch):
            for j in range(width):
                out[bias + j] += scale * delta[base + i * width + j]
        start, below = bias + width, base
        base += batch * width


@kernel
def penalise_rows(w: Any, out: Any, sizes: Any, rule: int, penalty: int, amount: Any) -> None:
    """Apply the penalty to the weights of every layer."""
    start = NONE
    for layer in range(sizes.shape[0] - 1):
        width = padded(sizes[layer + 1])
        end = start + sizes[layer] * width
        penalise(w, out, start, end, rule, penalty, amount)
        start = end + width


@kernel
def prefetch_sparse(images: Any, y: Any, order: Any, first: int, last: int) -> None:
    """Prefetch pixels and targets of the images order[first:last], those of the next mini-batch."""
    outputs = y.shape[1]
    for i in range(first, min(last, order.shape[0])):
        for n in range(0, outputs + VALUES_PER_LINE, VALUES_PER_LINE):
            prefetch(y, order[i] * outputs + min(n, outputs - 1))
        begin, end = images.starts[order[i]], images.starts[order[i] + 1]
        for n in range(begin, end, PLACES_PER_LINE):
            prefetch(images.places, n)
        for n in range(begin, end, VALUES_PER_LINE):
            prefetch(images.value, n)


@kernel
def update_rows(h: Any, number: int, sizes: Any, images: Any, rows: Any, buffers: Any) -> None:
    """Update the parameters after a mini-batch.  Nielsen (2015), eq. (20)-(21), (107)-(108)."""
    w, s, g, factor = buffers.w, buffers.s, buffers.g, factor_of(h)
    out = (w, s, g)[target_of(h.rule)]
    begin_step(h.rule, np.float32(h.momentum), w, s, g)
    amount, scale = np.float32(-factor * h.decay), np.float32(factor / rows.shape[0])
    if h.penalty != NO_PENALTY:
        penalise_rows(w, out, sizes, h.rule, h.penalty, amount)
    add_sparse_gradient(out, sizes, images, rows, buffers, scale)
    end_step(h, number, w, s, g)


@kernel
def train_sparse(
    parameters: Any,
    slots: Any,
    sizes: Any,
    codes: Any,
    images: Any,
    y: Any,
    order: Any,
    records: Any,
    buffers: Any,
) -> None:
    """Train mini-batches of one epoch.  Nielsen (2015), ch. 1, eq. (20)-(21).

    Parameters
    ----------
    parameters : Vector
        Changed in place.
    slots : Vector
        State arrays of the optimiser, one after the other; changed in place.
    images : SparseImages
        Sparse pixels of all images, see `engine.data.sparse_images`.
    y : Matrix, shape (examples, n_out)
    order : Vector, shape (examples,), int64
        Order of the examples in this epoch; the last mini-batch may be smaller than the others.
    records : Records, shape (1,)
        See `engine.kernels.hyper_parameters`.
    buffers : RowBuffers
        Scratch, see `engine.execution.padding`.
    """
    h, z, a, delta = records[0], buffers.z, buffers.a, buffers.delta
    batch, hidden = h.batch, NONE
    copy_all(parameters, slots, sizes, buffers.w, buffers.s, NONE)
    for size in sizes[1:-1]:
        hidden += padded(size)
    for number in range(h.first, h.first + h.count):
        rows = order[number * batch : min((number + 1) * batch, order.shape[0])]
        m, dropout = rows.shape[0], (h.share, h.key, h.step + number - h.first)
        feed_sparse(buffers, sizes, codes, images, rows, dropout)
        prefetch_sparse(images, y, order, (number + 1) * batch, (number + 2) * batch)
        output_rows(h.cost, codes[-1], z, a, y, rows, delta, m * hidden)
        propagate_rows(buffers, sizes, codes, m, dropout)
        update_rows(h, number, sizes, images, rows, buffers)
    copy_all(parameters, slots, sizes, buffers.w, buffers.s, NONE + 1)
