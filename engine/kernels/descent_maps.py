"""Train and measure networks with convolutions, in float32."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.convolution import (
    CELL,
    CHANNELS,
    KERNEL,
    MAPS,
    SEGMENT,
    WEIGHTS,
    WIDE,
    feed_front,
    turn_weights,
)
from engine.kernels.convolution_back import errors_of_front, learn_weights
from engine.kernels.dense import L1, L2, NESTEROV, NO_KEY, SGD
from engine.kernels.dense32 import NONE, copy_padded, output_row, padded
from engine.kernels.descent32 import move_rows
from engine.kernels.jit import kernel
from engine.kernels.scoring import judge
from engine.kernels.wide import feed_wide, learn_wide, propagate_wide


@kernel
def copy_front(
    front: Any, parameters: Any, first: int, w: Any, padded_first: int, back: int
) -> int:
    """Copy the shared weights to padded rows, or back; return where the dense ones begin."""
    p = first
    for s in range(front.shape[0]):
        stage = front[s]
        maps, side, segment = stage[MAPS], stage[KERNEL], stage[SEGMENT]
        begin = padded_first + stage[WEIGHTS]
        for row in range(side):
            for column in range(side):
                for c in range(stage[CHANNELS]):
                    q = begin + row * segment + column * stage[CELL] + c
                    for j in range(maps):
                        at = q + j * side * segment
                        if back:
                            parameters[p + j] = w[at]
                        else:
                            w[at] = parameters[p + j]
                    p += maps
        bias = begin + maps * side * segment
        for j in range(maps):
            if back:
                parameters[p + j] = w[bias + j]
            else:
                w[bias + j] = parameters[p + j]
        p += maps
    return p


@kernel
def copy_maps(
    front: Any, sizes: Any, parameters: Any, first: int, w: Any, padded_first: int, back: int
) -> None:
    """Copy all parameters of a network, from `first` on, to padded rows, or back."""
    p = copy_front(front, parameters, first, w, padded_first, back)
    copy_padded(parameters, p, sizes, w, padded_first + dense_start(front), back)


@kernel
def dense_start(front: Any) -> Any:
    """Return where the dense weights begin among the padded ones."""
    stage = front[front.shape[0] - 1]
    return stage[WEIGHTS] + stage[MAPS] * stage[KERNEL] * stage[SEGMENT] + stage[WIDE]


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
    """Copy parameters and every half of the velocity to padded rows, or back."""
    copy_maps(front, sizes, parameters, NONE, w, NONE, back)
    for half in range(optimiser):
        first, padded_first = half * parameters.shape[0], half * w.shape[0]
        copy_maps(front, sizes, velocity, first, v, padded_first, back)


@kernel
def shrink_block(w: Any, penalty: int, amount: Any) -> None:
    """Subtract amount · ∂(penalty)/∂w from weights themselves; see `descent32.shrink_rows`."""
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
    """Let a penalty change the weights of one layer, or their velocity.

    Parameters
    ----------
    block : Vector, shape (2,), int64
        Where they begin and end among the padded parameters.
    """
    start, end = block[0], block[1]
    if optimiser == SGD:
        shrink_block(w[start:end], penalty, amount)
    else:
        penalise_block(w[start:end], out[first + start : first + end], penalty, amount)


@kernel
def feed_maps(
    front: Any,
    sizes: Any,
    codes: Any,
    rooms: Any,
    x: Any,
    rows: Any,
    z: Any,
    a: Any,
    share: float,
    key: Any,
    step: int,
) -> None:
    """Feed a mini-batch through the convolutions and the dense layers behind them."""
    width = padded(sizes[0])
    feed_front(front, rooms, x, rows, a, width)
    start, runs = dense_start(front), rooms.zero
    feed_wide(rooms.w, start, sizes, codes, runs, rows.shape[0], z, a, share, key, step)


@kernel
def turn_all(front: Any, rooms: Any) -> None:
    """Bring the weights of every stage into the order in which they are read forward."""
    for s in range(front.shape[0]):
        turn_weights(front[s], rooms.w, rooms.f)


@kernel
def update_maps(
    front: Any,
    sizes: Any,
    rooms: Any,
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
    """Change the weights after a mini-batch.  Nielsen (2015), eq. (20)-(21), (107)-(108)."""
    w, n, one = rooms.w, rooms.w.shape[0], np.float32(1)
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
        errors_of_front(front, rooms, s, batch, delta, padded(sizes[0]))
        penalise(w, out, first, blocks[s], optimiser, penalty, amount)
        learn_weights(front[s], rooms, batch, out, first, scale)
    for b in range(front.shape[0], blocks.shape[0]):
        penalise(w, out, first, blocks[b], optimiser, penalty, amount)
    start = first + dense_start(front)
    learn_wide(out, start, sizes, rooms.zero, batch, a, delta, one, one, scale)
    move_rows(w, v, optimiser, mu)


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
    rooms: Any,
    blocks: Any,
    v: Any,
    z: Any,
    a: Any,
    delta: Any,
) -> None:
    """Train `count` mini-batches of one epoch; see `engine.kernels.dense.train_batches`.

    Parameters
    ----------
    sizes, codes : Vector, int64
        Of the dense layers; the first size counts the features.
    front : Matrix, shape (stages, FIELDS), int64
    rooms : Rooms
    blocks : Matrix, shape (layers, 2), int64
        Where the weights of every layer begin and end among the padded parameters.
    v : Vector
        Scratch for the velocity: empty, as long as `rooms.w`, or twice as long.
    z, a, delta : Vector, shape (batch * padded neurons,)
        Scratch; the features count as neurons.
    """
    copy_with_velocity(front, sizes, parameters, velocity, optimiser, rooms.w, v, NONE)
    outputs, wide, neurons = sizes[-1], padded(sizes[-1]), 0
    for size in sizes:
        neurons += padded(size)
    for number in range(first, first + count):
        rows = order[number * batch : min((number + 1) * batch, order.shape[0])]
        m, now = rows.shape[0], step + number - first
        turn_all(front, rooms)
        feed_maps(front, sizes, codes, rooms, x, rows, z, a, share, key, now)
        for i in range(m):
            at = m * (neurons - wide) + i * wide
            end = at + outputs
            output_row(cost, codes[-1], z[at:end], a[at:end], y[rows[i]], delta[at:end])
            for j in range(end, at + wide):
                delta[j] = 0
        start = dense_start(front)
        propagate_wide(rooms.w, start, sizes, codes, m, z, a, delta, share, key, now)
        told = (rate, penalty, decay, optimiser, momentum)
        update_maps(front, sizes, rooms, v, blocks, m, a, delta, *told)
    copy_with_velocity(front, sizes, parameters, velocity, optimiser, rooms.w, v, NONE + 1)


@kernel
def score_maps(
    parameters: Any,
    sizes: Any,
    codes: Any,
    x: Any,
    labels: Any,
    rows: Any,
    batch: int,
    cost: int,
    front: Any,
    rooms: Any,
    z: Any,
    a: Any,
    answers: Any,
    confidence: Any,
) -> float:
    """Return the summed cost of many examples; see `engine.kernels.scoring.score_examples`."""
    copy_maps(front, sizes, parameters, NONE, rooms.w, NONE, NONE)
    turn_all(front, rooms)
    outputs, wide, neurons, total = sizes[-1], padded(sizes[-1]), 0, 0.0
    for size in sizes:
        neurons += padded(size)
    for start in range(0, rows.shape[0], batch):
        stop = min(start + batch, rows.shape[0])
        m, here = stop - start, rows[start:stop]
        feed_maps(front, sizes, codes, rooms, x, here, z, a, 0.0, NO_KEY, NONE)
        first, said, sure = m * (neurons - wide), answers[start:stop], confidence[start:stop]
        total += judge(cost, a, first, wide, outputs, labels, here, said, sure)
    return total
