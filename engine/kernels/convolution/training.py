"""Training of convolutional networks, in float32."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.convolution.backward import add_weight_gradient, errors_of_front
from engine.kernels.convolution.network_forward import (
    copy_maps,
    dense_start,
    feed_maps,
    reorder_all,
)
from engine.kernels.dense.forward_f32 import NONE, padded
from engine.kernels.dense.gemm_f32 import gradient_gemm, propagate_gemm
from engine.kernels.dense.training import L1, L2, NESTEROV, SGD
from engine.kernels.dense.training_f32 import apply_velocity_rows
from engine.kernels.jit import kernel
from engine.kernels.output_costs import output_row


@kernel
def copy_with_velocity(
    front: Any,
    sizes: Any,
    parameters: Any,
    velocity: Any,
    optimiser: int,
    w: Any,
    v: Any,
    back: int,
) -> None:
    """Copy parameters and each part of the velocity to padded rows, or back."""
    copy_maps(front, sizes, parameters, NONE, w, NONE, back)
    for half in range(optimiser):
        first, padded_first = half * parameters.shape[0], half * w.shape[0]
        copy_maps(front, sizes, velocity, first, v, padded_first, back)


@kernel
def shrink_block(w: Any, penalty: int, amount: Any) -> None:
    """Subtract amount · ∂(penalty)/∂w from the weights in place.

    One array only, see `engine.kernels.dense.training_f32.shrink_rows`.
    """
    if penalty == L2:
        for p in range(w.shape[0]):
            w[p] -= amount * w[p]
    elif penalty == L1:
        for p in range(w.shape[0]):
            w[p] -= amount * np.sign(w[p])


@kernel
def penalise_block(w: Any, out: Any, penalty: int, amount: Any) -> None:
    """Subtract amount · ∂(penalty)/∂w from a velocity."""
    if penalty == L2:
        for p in range(w.shape[0]):
            out[p] -= amount * w[p]
    elif penalty == L1:
        for p in range(w.shape[0]):
            out[p] -= amount * np.sign(w[p])


@kernel
def penalise(
    w: Any, out: Any, first: int, block: Any, optimiser: int, penalty: int, amount: Any
) -> None:
    """Apply the penalty to the weights of one layer, or to their velocity.

    Parameters
    ----------
    block : Vector, shape (2,), int64
        Begin and end of the weights in the padded parameters.
    """
    start, end = block[0], block[1]
    if optimiser == SGD:
        shrink_block(w[start:end], penalty, amount)
    else:
        penalise_block(w[start:end], out[first + start : first + end], penalty, amount)


@kernel
def update_maps(
    front: Any,
    sizes: Any,
    buffers: Any,
    v: Any,
    blocks: Any,
    batch: int,
    a: Any,
    delta: Any,
    rate: float,
    penalty: int,
    decay: float,
    optimiser: int,
    momentum: float,
) -> None:
    """Update the parameters after a mini-batch.  Nielsen (2015), eq. (20)-(21), (107)-(108)."""
    w, n, one = buffers.w, buffers.w.shape[0], np.float32(1)
    amount, scale = np.float32(rate * decay), np.float32(-rate / batch)
    out, first, mu = w, NONE, np.float32(momentum)
    if optimiser != SGD:
        out = v
        for p in range(n):
            v[p] *= mu
    if optimiser == NESTEROV:
        first += n
        v[n:] = 0
    for s in range(front.shape[0] - 1, -1, -1):
        # the weights of a stage are read before they are changed
        errors_of_front(front, buffers, s, batch, delta, padded(sizes[0]))
        penalise(w, out, first, blocks[s], optimiser, penalty, amount)
        add_weight_gradient(front[s], buffers, batch, out, first, scale)
    for b in range(front.shape[0], blocks.shape[0]):
        penalise(w, out, first, blocks[b], optimiser, penalty, amount)
    start = first + dense_start(front)
    gradient_gemm(out, start, sizes, buffers.zero, batch, a, delta, one, one, scale)
    apply_velocity_rows(w, v, optimiser, mu)


@kernel
def train_maps(
    parameters: Any,
    velocity: Any,
    sizes: Any,
    codes: Any,
    x: Any,
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
    front: Any,
    buffers: Any,
    blocks: Any,
    v: Any,
    z: Any,
    a: Any,
    delta: Any,
) -> None:
    """Train `count` mini-batches of one epoch; see `engine.kernels.dense.training.train_batches`.

    Parameters
    ----------
    sizes, codes : Vector, int64
        Sizes of the dense layers, beginning with the number of features; their activations.
    front : Matrix, shape (stages, FIELDS), int64
    buffers : Buffers
    blocks : Matrix, shape (layers, 2), int64
        Begin and end of the weights of each layer in the padded parameters.
    v : Vector
        Scratch for the velocity, 0, 1 or 2 times as long as `buffers.w`.
    z, a, delta : Vector, shape (batch * padded neurons,)
        Scratch; the features count as neurons.
    """
    copy_with_velocity(front, sizes, parameters, velocity, optimiser, buffers.w, v, NONE)
    outputs, wide, neurons = sizes[-1], padded(sizes[-1]), 0
    for size in sizes:
        neurons += padded(size)
    for number in range(first, first + count):
        rows = order[number * batch : min((number + 1) * batch, order.shape[0])]
        m, now = rows.shape[0], step + number - first
        reorder_all(front, buffers)
        feed_maps(front, sizes, codes, buffers, x, rows, z, a, share, key, now)
        for i in range(m):
            at = m * (neurons - wide) + i * wide
            end = at + outputs
            output_row(cost, codes[-1], z[at:end], a[at:end], y[rows[i]], delta[at:end])
            for j in range(end, at + wide):
                delta[j] = 0
        start = dense_start(front)
        propagate_gemm(buffers.w, start, sizes, codes, m, z, a, delta, share, key, now)
        told = (rate, penalty, decay, optimiser, momentum)
        update_maps(front, sizes, buffers, v, blocks, m, a, delta, *told)
    copy_with_velocity(front, sizes, parameters, velocity, optimiser, buffers.w, v, NONE + 1)
