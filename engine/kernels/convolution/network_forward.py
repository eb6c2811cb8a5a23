"""Forward pass through whole convolutional networks, in float32, and their scoring."""

from __future__ import annotations

from typing import Any

from engine.kernels.convolution.layers import (
    CELL,
    CHANNELS,
    KERNEL,
    MAPS,
    SEGMENT,
    WEIGHTS,
    WIDE,
    feed_front,
    reorder_weights,
)
from engine.kernels.crews import begin_of, end_of, meet
from engine.kernels.dense.forward_f32 import padded
from engine.kernels.dense.gemm_f32 import feed_gemm
from engine.kernels.dense.padded_rows import NONE, copy_padded
from engine.kernels.dense.scoring import judge
from engine.kernels.dropout import NO_DROPOUT
from engine.kernels.jit import kernel


@kernel
def copy_front(
    front: Any, parameters: Any, first: int, w: Any, padded_first: int, back: int
) -> int:
    """Copy the parameters of the stages to padded rows, or back if `back` is 1.

    Returns
    -------
    int
        Offset of the dense layers in `parameters`.
    """
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
def dense_start(front: Any) -> Any:
    """Return the offset of the dense layers in the padded parameters."""
    stage = front[front.shape[0] - 1]
    return stage[WEIGHTS] + stage[MAPS] * stage[KERNEL] * stage[SEGMENT] + stage[WIDE]


@kernel
def copy_maps(
    front: Any, sizes: Any, parameters: Any, first: int, w: Any, padded_first: int, back: int
) -> None:
    """Copy all parameters of a network, from `first` on, to padded rows, or back."""
    p = copy_front(front, parameters, first, w, padded_first, back)
    copy_padded(parameters, p, sizes, w, padded_first + dense_start(front), back)


@kernel
def reorder_all(front: Any, buffers: Any) -> None:
    """Copy the parameters of every stage to the order of the forward pass."""
    crew = buffers.crew
    for s in range(front.shape[0]):
        side = front[s, KERNEL]
        rows = (begin_of(crew, side), end_of(crew, side))
        reorder_weights(front[s], buffers.w, buffers.f, rows[0], rows[1])
    meet(crew)


@kernel
def prepare_maps(parameters: Any, sizes: Any, front: Any, buffers: Any) -> None:
    """Copy the parameters of a network into the buffers for a forward pass."""
    copy_maps(front, sizes, parameters, NONE, buffers.w, NONE, NONE)
    reorder_all(front, buffers)


@kernel
def feed_maps(
    front: Any,
    sizes: Any,
    codes: Any,
    buffers: Any,
    x: Any,
    rows: Any,
    z: Any,
    a: Any,
    dropout: Any,
) -> None:
    """Feed a mini-batch through the convolutions and the dense layers behind them."""
    width = padded(sizes[0])
    feed_front(front, buffers, x, rows, a, width)
    start, lists = dense_start(front), buffers.lists
    feed_gemm(buffers.w, start, sizes, codes, lists, rows.shape[0], z, a, dropout, buffers.crew)


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
    buffers: Any,
    z: Any,
    a: Any,
    answers: Any,
    confidence: Any,
) -> float:
    """Return the summed cost of examples; see `engine.kernels.dense.scoring.score_sparse`."""
    prepare_maps(parameters, sizes, front, buffers)
    outputs, wide, neurons, total = sizes[-1], padded(sizes[-1]), 0, 0.0
    for size in sizes:
        neurons += padded(size)
    for start in range(0, rows.shape[0], batch):
        stop = min(start + batch, rows.shape[0])
        m, here = stop - start, rows[start:stop]
        feed_maps(front, sizes, codes, buffers, x, here, z, a, NO_DROPOUT)
        first, said, sure = m * (neurons - wide), answers[start:stop], confidence[start:stop]
        total += judge(cost, a, first, wide, outputs, labels, here, said, sure)
    return total
