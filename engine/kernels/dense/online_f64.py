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
def kept(key: Any, step: int, example: int, neuron: int, share: float) -> float:
    """Return the dropout factor of a hidden activation: 0 or 1 / (1 - share)."""
    return 1.0 / (1.0 - share) if mixed(key, step, example, neuron) >= share else 0.0


@kernel
def quads(size: int) -> int:
    """Round up to a multiple of QUAD."""
    return (size + QUAD - 1) // QUAD * QUAD


@kernel
def copy_quads(flat: Any, first: int, sizes: Any, w: Any, padded_first: int, back: int) -> None:
    """Copy parameters to rows padded with zeros to whole vectors, or back.

    Parameters
    ----------
    flat : Vector
        Unpadded, from `first` on: layer by layer weights (n_in, n_out) row by row, then biases.
    w : Vector
        The same with every row and the biases padded, from `padded_first` on.
    back : int
        1 copies from `w` to `flat`.
    """
    p, q = first, padded_first
    for layer in range(sizes.shape[0] - 1):
        n_out = sizes[layer + 1]
        width = quads(n_out)
        for _ in range(sizes[layer] + 1):
            for j in range(width):
                if not back:
                    w[q + j] = flat[p + j] if j < n_out else 0.0
                elif j < n_out:
                    flat[p + j] = w[q + j]
            p, q = p + n_out, q + width


@kernel
def copy_online(parameters: Any, slots: Any, sizes: Any, w: Any, s: Any, back: int) -> None:
    """Copy parameters and each state array of the optimiser to padded rows, or back."""
    copy_quads(parameters, 0, sizes, w, 0, back)
    for slot in range(slots.shape[0] // parameters.shape[0]):
        copy_quads(slots, slot * parameters.shape[0], sizes, s, slot * w.shape[0], back)


@kernel
def feed_one(
    w: Any,
    layers: int,
    sizes: Any,
    codes: Any,
    x: Any,
    row: int,
    z: Any,
    a: Any,
    share: float,
    key: Any,
    step: int,
    example: int,
) -> None:
    """Write z and a of every neuron for one example; a includes the dropout factors.

    Parameters
    ----------
    w : Vector
        Padded parameters.
    x : Vector
        Inputs of all examples, one after the other.
    z, a : Vector, shape (padded neurons,)
        Written.
    """
    start, base, below, neurons = 0, 0, 0, 0
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
                a[base + j] *= kept(key, step, example, neurons + j, share)
        start, below, base = bias + width, base, base + width
        neurons += n_out


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
    w: Any,
    start: int,
    base: int,
    layers: int,
    sizes: Any,
    codes: Any,
    z: Any,
    a: Any,
    delta: Any,
    share: float,
    key: Any,
    step: int,
    example: int,
) -> None:
    """Backpropagate δ of the outputs to every hidden neuron.  Nielsen (2015), eq. (BP2).

    Parameters
    ----------
    start, base : int
        Length of the padded parameters, and index of the first output.
    a : pointer
        Activations with their dropout factors; a dropped neuron has δ = 0 whatever its
        activation.
    """
    layer, neurons = layers - 1, 0
    for hidden in range(1, layer + 1):
        neurons += sizes[hidden]
    while layer > 0:
        n_in, width = sizes[layer], quads(sizes[layer + 1])
        start -= (n_in + 1) * width
        below = base - quads(n_in)
        for k in range(0, n_in, QUAD):
            send_quad((w, start + k * width, width), n_in - k, delta, base, below + k)
        layer -= 1
        neurons -= n_in
        if share > 0:
            for k in range(n_in):
                delta[below + k] *= kept(key, step, example, neurons + k, share)
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
def add_one_gradient(
    out: Any, layers: int, sizes: Any, x: Any, row: int, a: Any, delta: Any, scale: float
) -> None:
    """Add scale · gradient of one example to padded parameters; eq. (BP3), (BP4)."""
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
    batch, cost, penalty, rule, share, key = h.batch, h.cost, h.penalty, h.rule, h.share, h.key
    copy_online(parameters, slots, sizes, w, s, 0)
    # a diverged run may have left NaN in the padding
    for j in range(delta.shape[0]):
        delta[j] = 0.0
    layers, n_in, n_out = codes.shape[0], sizes[0], sizes[-1]
    outputs, end, factor = buffers.z.shape[0] - quads(n_out), w.shape[0], factor_of(h)
    ws, gs, n, kinds = pointer(w), pointer(g), pointer(sizes), pointer(codes)
    xs, ys, zs, as_ = pointer(x), pointer(y), pointer(buffers.z), pointer(buffers.a)
    errors = pointer(delta)
    for number in range(h.first, h.first + h.count):
        begin, now = number * batch, h.step + number - h.first
        m = min(batch, order.shape[0] - begin)
        # the gradient of a single example is added to the weights directly
        at_once = m == 1 and rule == SGD and penalty == NO_PENALTY
        out, scale = (ws, factor) if at_once else (gs, 1.0)
        for i in range(m):
            row = order[begin + i]
            if begin + i + AHEAD < order.shape[0]:
                prefetch(x, order[begin + i + AHEAD] * n_in)
                prefetch(y, order[begin + i + AHEAD] * n_out)
            feed_one(ws, layers, n, kinds, xs, row, zs, as_, share, key, now, i)
            output_error_at(cost, codes[-1], zs, as_, ys, row, errors, outputs, n_out)
            backpropagate_one(
                ws, end, outputs, layers, n, kinds, zs, as_, errors, share, key, now, i
            )
            add_one_gradient(out, layers, n, xs, row, as_, errors, scale)
        if at_once:
            continue
        if penalty != NO_PENALTY:
            # gradient and penalty are both multiplied by factor / m at the end
            penalise_online(w, g, sizes, penalty, h.decay * m)
        step_online(h, number, factor / m, w, s, g)
    copy_online(parameters, slots, sizes, w, s, 1)
