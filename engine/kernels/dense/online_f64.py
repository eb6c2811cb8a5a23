"""Training of small float64 networks one example at a time, with minimal overhead.

For a network of twenty weights, creating one view of an array takes longer than all arithmetic,
and so do the checks before a loop over four numbers and passing arrays between functions.
Therefore w, z, a … are pointers here, indexed as flat memory, and rows are padded to whole
vectors; padding stays zero.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.activations import SIGMOID
from engine.kernels.dense.padded_rows import NONE, copy_all
from engine.kernels.dropout import mixed
from engine.kernels.elementwise import activate_at, through_at
from engine.kernels.jit import kernel
from engine.kernels.optimisers import SGD, apply_rule, coefficients, factor_of
from engine.kernels.output_costs import is_natural, output_gradient
from engine.kernels.penalties import NO_PENALTY, add_penalty
from engine.kernels.simd.simd_f32 import prefetch
from engine.kernels.simd.simd_f64 import (
    QUAD,
    add_outer,
    pointer,
    send_quad,
    sigmoid_quads,
    through_sigmoid,
    weigh,
)

AHEAD = 4
"""Distance of prefetching, in examples."""


@kernel
def kept(dropout: Any, example: int, neuron: int) -> float:
    """Return the dropout factor of a hidden activation: 0 or 1 / (1 - share)."""
    share, key, step = dropout
    return 1.0 / (1.0 - share) if mixed(key, step, example, neuron) >= share else 0.0


@kernel
def quads(size: int) -> int:
    """Round up to a multiple of QUAD."""
    return (size + QUAD - 1) // QUAD * QUAD


@kernel
def feed_one(
    w: Any, network: Any, x: Any, row: int, neurons: Any, dropout: Any, example: int
) -> None:
    """Write z and a of every neuron for one example; a includes the dropout factors.

    Parameters
    ----------
    w : pointer
        Padded parameters.
    network : tuple
        Number of layers, sizes, codes.
    x : pointer
        Inputs of all examples, one after the other.
    neurons : tuple of pointer
        z, a and δ of the padded neurons; z and a are written.
    dropout : tuple
        See `engine.kernels.dropout`.
    """
    (layers, sizes, codes), (z, a, _), share = network, neurons, dropout[0]
    start, base, below, before = 0, 0, 0, 0
    for layer in range(layers):
        n_in, n_out = sizes[layer], sizes[layer + 1]
        width = quads(n_out)
        bias = start + n_in * width
        values = (x, row * n_in, n_in) if layer == 0 else (a, below, n_in)
        for at in range(0, width, QUAD):
            weigh((w, start + at, width), bias + at, values, z, base + at)
        if codes[layer] == SIGMOID:
            sigmoid_quads(z, a, base, width)
        else:
            activate_at(codes[layer], z, a, base, n_out)
        if share > 0 and layer < layers - 1:
            for j in range(n_out):
                a[base + j] *= kept(dropout, example, before + j)
        start, below, base = bias + width, base, base + width
        before += n_out


@kernel
def output_error_at(
    cost: int, code: int, z: Any, a: Any, y: Any, row: int, delta: Any, base: int, n: int
) -> None:
    """Write δ of the n outputs, from index `base` on.  Nielsen (2015), eq. (BP1)."""
    natural = is_natural(cost, code)
    for j in range(n):
        output, wanted = a[base + j], y[row * n + j]
        if natural:
            delta[base + j] = output - wanted
        else:
            delta[base + j] = output_gradient(cost, output, wanted, np.float64)
    if natural:
        return
    if code == SIGMOID:
        through_sigmoid(a, delta, base, quads(n))
    else:
        through_at(code, z, a, delta, base, n)


@kernel
def backpropagate_one(
    w: Any, start: int, base: int, network: Any, neurons: Any, dropout: Any, example: int
) -> None:
    """Backpropagate δ of the outputs to every hidden neuron.  Nielsen (2015), eq. (BP2).

    Parameters
    ----------
    start, base : int
        Length of the padded parameters, and index of the first output.
    network, neurons, dropout : tuple
        As in `feed_one`: activations include their dropout factors; a dropped neuron has δ = 0
        whatever its activation.
    """
    (layers, sizes, codes), (z, a, delta), share = network, neurons, dropout[0]
    layer, before = layers - 1, 0
    for hidden in range(1, layer + 1):
        before += sizes[hidden]
    while layer > 0:
        n_in, width = sizes[layer], quads(sizes[layer + 1])
        start -= (n_in + 1) * width
        below = base - quads(n_in)
        for k in range(0, n_in, QUAD):
            send_quad((w, start + k * width, width), n_in - k, delta, base, below + k)
        layer -= 1
        before -= n_in
        if share > 0:
            for k in range(n_in):
                delta[below + k] *= kept(dropout, example, before + k)
                # the derivative needs the activation before dropout scaled it
                a[below + k] *= 1.0 - share
        if codes[layer] == SIGMOID:
            through_sigmoid(a, delta, below, quads(n_in))
        else:
            through_at(codes[layer], z, a, delta, below, n_in)
        if share > 0:
            for k in range(n_in):
                a[below + k] /= 1.0 - share
        base = below


@kernel
def add_one_gradient(out: Any, network: Any, x: Any, row: int, neurons: Any, scale: float) -> None:
    """Add scale · gradient of one example to padded parameters; eq. (BP3), (BP4)."""
    (layers, sizes, _), (_, a, delta) = network, neurons
    start, base, below = 0, 0, 0
    for layer in range(layers):
        n_in, width = sizes[layer], quads(sizes[layer + 1])
        bias = start + n_in * width
        values = (x, row * n_in, n_in) if layer == 0 else (a, below, n_in)
        for at in range(0, width, QUAD):
            add_outer((out, start + at, width), bias + at, values, scale, delta, base + at)
        start, below, base = bias + width, base, base + width


@kernel
def penalise_online(w: Any, g: Any, sizes: Any, penalty: int, amount: float) -> None:
    """Add amount · ∂(penalty)/∂w to g, weights only.  Nielsen (2015), eq. (91), (96)."""
    start = 0
    for layer in range(sizes.shape[0] - 1):
        width = quads(sizes[layer + 1])
        end = start + sizes[layer] * width
        add_penalty(w[start:end], g[start:end], penalty, -amount)
        start = end + width


@kernel
def step_online(h: Any, number: int, scale: float, w: Any, s: Any, g: Any) -> None:
    """Change w by the rule for scale · g, and set g to 0."""
    if h.rule == SGD:
        for q in range(w.shape[0]):
            w[q] += scale * g[q]
    else:
        for q in range(g.shape[0]):
            g[q] *= scale
        apply_rule(h.rule, coefficients(h, number, w), w, g, s)
    for q in range(g.shape[0]):
        g[q] = 0.0


@kernel
def train_online(
    parameters: Any,
    slots: Any,
    sizes: Any,
    codes: Any,
    x: Any,
    y: Any,
    order: Any,
    records: Any,
    buffers: Any,
) -> None:
    """Train mini-batches of one epoch; see `engine.kernels.dense.training_f32.train_sparse`.

    Parameters
    ----------
    x : Vector
        Inputs of all examples, one after the other.
    buffers : QuadBuffers
        Scratch, see `engine.execution.padding`; its gradient is zero before and after.
    """
    h, w, s, g, delta = records[0], buffers.w, buffers.s, buffers.g, buffers.delta
    batch, cost, penalty, rule = h.batch, h.cost, h.penalty, h.rule
    copy_all(parameters, slots, sizes, w, s, NONE)
    # a diverged run may have left NaN in the padding
    for j in range(delta.shape[0]):
        delta[j] = 0.0
    n_in, n_out = sizes[0], sizes[-1]
    outputs, end, factor = buffers.z.shape[0] - quads(n_out), w.shape[0], factor_of(h)
    ws, gs, xs, ys = pointer(w), pointer(g), pointer(x), pointer(y)
    network = (codes.shape[0], pointer(sizes), pointer(codes))
    zs, as_, errors = neurons = (pointer(buffers.z), pointer(buffers.a), pointer(delta))
    for number in range(h.first, h.first + h.count):
        begin, dropout = number * batch, (h.share, h.key, h.step + number - h.first)
        m = min(batch, order.shape[0] - begin)
        # the gradient of a single example is added to the weights directly
        at_once = m == 1 and rule == SGD and penalty == NO_PENALTY
        out, scale = (ws, factor) if at_once else (gs, 1.0)
        for i in range(m):
            row = order[begin + i]
            if begin + i + AHEAD < order.shape[0]:
                prefetch(x, order[begin + i + AHEAD] * n_in)
                prefetch(y, order[begin + i + AHEAD] * n_out)
            feed_one(ws, network, xs, row, neurons, dropout, i)
            output_error_at(cost, codes[-1], zs, as_, ys, row, errors, outputs, n_out)
            backpropagate_one(ws, end, outputs, network, neurons, dropout, i)
            add_one_gradient(out, network, xs, row, neurons, scale)
        if at_once:
            continue
        if penalty != NO_PENALTY:
            # gradient and penalty are both multiplied by factor / m at the end
            penalise_online(w, g, sizes, penalty, h.decay * m)
        step_online(h, number, factor / m, w, s, g)
    copy_all(parameters, slots, sizes, w, s, NONE + 1)
