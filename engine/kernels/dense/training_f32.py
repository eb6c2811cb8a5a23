"""Updates and training of dense float32 networks, with `engine.kernels.dense.forward_f32`."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.dense.forward_f32 import (
    NONE,
    copy_all,
    feed_sparse,
    padded,
    propagate_rows,
)
from engine.kernels.dense.training import L1, L2, NESTEROV, NO_PENALTY, SGD
from engine.kernels.jit import kernel
from engine.kernels.output_costs import output_row
from engine.kernels.simd.packed_rows import scatter_rows
from engine.kernels.simd.simd_f32 import prefetch

INDICES_PER_LINE, INKED_VALUES = 32, 16
"""Entries of a cache line: pixel indices of two bytes, values of four."""


@kernel
def add_sparse_gradient(
    out: Any,
    first: int,
    sizes: Any,
    starts: Any,
    index: Any,
    value: Any,
    rows: Any,
    all_rows: Any,
    a: Any,
    delta: Any,
    scale: Any,
) -> None:
    """Add scale · gradient, summed over a mini-batch, from out[first] on; eq. (BP3), (BP4)."""
    batch = rows.shape[0]
    start, base, below = first, NONE, NONE
    for layer in range(sizes.shape[0] - 1):
        n_in, width = sizes[layer], padded(sizes[layer + 1])
        bias = start + n_in * width
        for i in range(batch):
            place = base + i * width
            numbers, values = (index, value) if layer == 0 else (all_rows, a)
            sparse, source, count = NONE, below + i * padded(n_in), n_in
            if layer == 0:
                sparse = source = starts[rows[i]]
                count = starts[rows[i] + 1] - sparse
            scatter_rows(
                out, start, width, numbers, sparse, values, source, count, scale, delta, place
            )
            for j in range(width):
                out[bias + j] += scale * delta[place + j]
        start, below = bias + width, base
        base += batch * width


@kernel
def shrink_rows(w: Any, sizes: Any, penalty: int, amount: Any) -> None:
    """Subtract amount · ∂(penalty)/∂w from the weights in place; eq. (91), (96).

    One array only: two that might overlap are not vectorised.
    """
    start = NONE
    for layer in range(sizes.shape[0] - 1):
        end = start + sizes[layer] * padded(sizes[layer + 1])
        # slices indexed from 0: loops with possibly negative indices are not vectorised either
        weights = w[start:end]
        if penalty == L2:
            for p in range(weights.shape[0]):
                weights[p] -= amount * weights[p]
        elif penalty == L1:
            for p in range(weights.shape[0]):
                weights[p] -= amount * np.sign(weights[p])
        start = end + padded(sizes[layer + 1])


@kernel
def penalise_rows(w: Any, out: Any, first: int, sizes: Any, penalty: int, amount: Any) -> None:
    """Subtract amount · ∂(penalty)/∂w from out[first:], a velocity; weights only."""
    start = NONE
    for layer in range(sizes.shape[0] - 1):
        end = start + sizes[layer] * padded(sizes[layer + 1])
        weights, changed = w[start:end], out[first + start : first + end]
        if penalty == L2:
            for p in range(weights.shape[0]):
                changed[p] -= amount * weights[p]
        elif penalty == L1:
            for p in range(weights.shape[0]):
                changed[p] -= amount * np.sign(weights[p])
        start = end + padded(sizes[layer + 1])


@kernel
def prefetch_sparse(starts: Any, index: Any, value: Any, order: Any, first: int, last: int) -> None:
    """Prefetch the sparse pixels of images order[first:last], those of the next mini-batch."""
    for i in range(first, min(last, order.shape[0])):
        begin, end = starts[order[i]], starts[order[i] + 1]
        for n in range(begin, end, INDICES_PER_LINE):
            prefetch(index, n)
        for n in range(begin, end, INKED_VALUES):
            prefetch(value, n)


@kernel
def apply_velocity_rows(w: Any, v: Any, optimiser: int, mu: Any) -> None:
    """Add the velocity's step to the parameters; see `engine.kernels.dense.training.move`.

    For Nesterov −η ∇C is first added to the velocity.
    """
    n = w.shape[0]
    if optimiser == NESTEROV:
        newest = v[n:]
        for p in range(n):
            v[p] += newest[p]
            w[p] += mu * v[p] + newest[p]
    elif optimiser != SGD:
        for p in range(n):
            w[p] += v[p]


@kernel
def update_rows(
    w: Any,
    v: Any,
    sizes: Any,
    starts: Any,
    index: Any,
    value: Any,
    rows: Any,
    all_rows: Any,
    a: Any,
    delta: Any,
    rate: float,
    penalty: int,
    decay: float,
    optimiser: int,
    momentum: float,
) -> None:
    """Update the parameters after a mini-batch.  Nielsen (2015), eq. (20)-(21), (107)-(108)."""
    n = w.shape[0]
    amount, scale = np.float32(rate * decay), np.float32(-rate / rows.shape[0])
    out, first = (w, NONE) if optimiser == SGD else (v, NONE)
    mu = np.float32(momentum)
    if optimiser != SGD:
        for p in range(n):
            v[p] *= mu
    if optimiser == NESTEROV:
        first += n
        newest = v[n:]
        for p in range(n):
            newest[p] = 0
    if penalty != NO_PENALTY and optimiser == SGD:
        shrink_rows(w, sizes, penalty, amount)
    elif penalty != NO_PENALTY:
        penalise_rows(w, out, first, sizes, penalty, amount)
    add_sparse_gradient(out, first, sizes, starts, index, value, rows, all_rows, a, delta, scale)
    apply_velocity_rows(w, v, optimiser, mu)


@kernel
def train_sparse(
    parameters: Any,
    velocity: Any,
    sizes: Any,
    codes: Any,
    starts: Any,
    index: Any,
    value: Any,
    y: Any,
    order: Any,
    first: int,
    count: int,
    batch: int,
    rate: float,
    cost: int,
    penalty: int,
    decay: float,
    optimiser: int,
    momentum: float,
    share: float,
    key: Any,
    step: int,
    w: Any,
    v: Any,
    all_rows: Any,
    z: Any,
    a: Any,
    delta: Any,
) -> None:
    """Train `count` mini-batches of one epoch; see `engine.kernels.dense.training.train_batches`.

    Parameters
    ----------
    starts, index, value : Vector
        Sparse pixels of all images, see `engine.kernels.pictures.sparse_images`.
    w : Vector
        Scratch for the padded parameters.
    v : Vector
        Scratch for the velocity, 0, 1 or 2 times as long as `w`.
    all_rows : Vector, uint16
        0, 1, 2 … up to the widest layer.
    z, a, delta : Vector, shape (batch * padded neurons,)
        Scratch.
    """
    copy_all(parameters, velocity, optimiser, sizes, w, v, NONE)
    outputs, wide = sizes[-1], padded(sizes[-1])
    neurons = 0
    for size in sizes[1:]:
        neurons += padded(size)
    for number in range(first, first + count):
        rows = order[number * batch : min((number + 1) * batch, order.shape[0])]
        m, now = rows.shape[0], step + number - first
        feed_sparse(w, sizes, codes, starts, index, value, rows, all_rows, z, a, share, key, now)
        prefetch_sparse(starts, index, value, order, (number + 1) * batch, (number + 2) * batch)
        for i in range(m):
            at = m * (neurons - wide) + i * wide
            end = at + outputs
            output_row(cost, codes[-1], z[at:end], a[at:end], y[rows[i]], delta[at:end])
            for j in range(end, at + wide):
                delta[j] = 0
        propagate_rows(w, sizes, codes, z, a, delta, m, share, key, now)
        update_rows(
            w,
            v,
            sizes,
            starts,
            index,
            value,
            rows,
            all_rows,
            a,
            delta,
            rate,
            penalty,
            decay,
            optimiser,
            momentum,
        )
    copy_all(parameters, velocity, optimiser, sizes, w, v, NONE + 1)
