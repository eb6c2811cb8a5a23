"""Training of convolutional networks, in float32."""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.convolution.backward import add_weight_gradient, errors_of_front
from engine.kernels.convolution.layers import MAPS
from engine.kernels.convolution.network_forward import (
    copy_maps,
    dense_start,
    feed_maps,
    reorder_all,
)
from engine.kernels.crews import begin_of, end_of, meet
from engine.kernels.dense.forward_f32 import output_rows, padded
from engine.kernels.dense.gemm_f32 import learn_gemm
from engine.kernels.dense.padded_rows import NONE
from engine.kernels.jit import kernel
from engine.kernels.optimisers import begin_step, end_step, factor_of, target_of
from engine.kernels.penalties import penalise


@kernel
def copy_with_slots(
    front: Any, sizes: Any, parameters: Any, slots: Any, w: Any, s: Any, back: int
) -> None:
    """Copy parameters and each state array of the optimiser to padded rows, or back."""
    copy_maps(front, sizes, parameters, NONE, w, NONE, back)
    for slot in range(slots.shape[0] // parameters.shape[0]):
        first, padded_first = slot * parameters.shape[0], slot * w.shape[0]
        copy_maps(front, sizes, slots, first, s, padded_first, back)


@kernel
def update_maps(
    layout: Any,
    buffers: Any,
    h: Any,
    number: int,
    batch: int,
    s: Any,
    g: Any,
    z: Any,
    a: Any,
    delta: Any,
    dropout: Any,
) -> None:
    """Update the parameters after a mini-batch.  Nielsen (2015), eq. (20)-(21), (107)-(108)."""
    sizes, codes, front, blocks = layout
    w, factor, start, crew = buffers.w, factor_of(h), dense_start(front), buffers.crew
    amount, scale = np.float32(-factor * h.decay), np.float32(factor / batch)
    if crew.part == 0:
        begin_step(h.rule, np.float32(h.momentum), w, s, g)
    out = (w, s, g)[target_of(h.rule)]
    step = (h.rule, h.penalty, amount, scale)
    learn_gemm(w, out, start, sizes, codes, buffers.lists, batch, z, a, delta, dropout, step, crew)
    for stage in range(front.shape[0] - 1, -1, -1):
        # the weights of a stage are read before they are changed
        errors_of_front(front, buffers, stage, batch, delta, padded(sizes[0]))
        meet(crew)
        begin, maps = blocks[stage, 0], front[stage, MAPS]
        size = (blocks[stage, 1] - begin) // maps
        first, end = begin + begin_of(crew, maps) * size, begin + end_of(crew, maps) * size
        penalise(w, out, first, end, h.rule, h.penalty, amount)
        add_weight_gradient(front[stage], buffers, batch, out, scale)
        meet(crew)
    if crew.part == 0:
        end_step(h, number, w, s, g)
    meet(crew)


@kernel
def train_maps(
    parameters: Any,
    slots: Any,
    layout: Any,
    x: Any,
    y: Any,
    order: Any,
    records: Any,
    buffers: Any,
    s: Any,
    g: Any,
    z: Any,
    a: Any,
    delta: Any,
) -> None:
    """Train mini-batches of one epoch; see `engine.kernels.dense.training_f32.train_sparse`.

    Parameters
    ----------
    layout : tuple
        sizes and codes, int64: sizes of the dense layers, beginning with the number of features,
        and their activations; front, shape (stages, FIELDS), int64; blocks, shape (layers, 2),
        int64: begin and end of the weights of each layer in the padded parameters.
    buffers : Buffers
        Its crew says which part of the work falls to this call.
    s, g : Vector
        Scratch for the state arrays, `slots` times as long as `buffers.w`, and for the gradient.
    z, a, delta : Vector, shape (batch * padded neurons,)
        Scratch; the features count as neurons.
    """
    sizes, codes, front, _ = layout
    h = records[0]
    batch, hidden = h.batch, 0
    crew = buffers.crew
    if crew.part == 0:
        copy_with_slots(front, sizes, parameters, slots, buffers.w, s, NONE)
    meet(crew)
    for size in sizes[:-1]:
        hidden += padded(size)
    for number in range(h.first, h.first + h.count):
        rows = order[number * batch : min((number + 1) * batch, order.shape[0])]
        m, dropout = rows.shape[0], (h.share, h.key, h.step + number - h.first)
        reorder_all(front, buffers)
        feed_maps(front, sizes, codes, buffers, x, rows, z, a, dropout)
        first, end = begin_of(crew, m), end_of(crew, m)
        outputs = m * hidden + first * padded(sizes[-1])
        output_rows(h.cost, codes[-1], z, a, y, rows[first:end], delta, outputs)
        update_maps(layout, buffers, h, number, m, s, g, z, a, delta, dropout)
    if crew.part == 0:
        copy_with_slots(front, sizes, parameters, slots, buffers.w, s, NONE + 1)
