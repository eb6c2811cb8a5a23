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
from engine.kernels.dense.training import L1, L2, NESTEROV, NO_PENALTY, SGD
from engine.kernels.dropout import mixed
from engine.kernels.elementwise import activate_at, through_at
from engine.kernels.jit import kernel
from engine.kernels.output_costs import is_natural, output_gradient
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
def copy_online(
    parameters: Any, velocity: Any, optimiser: int, sizes: Any, w: Any, v: Any, back: int
) -> None:
    """Copy parameters and each part of the velocity to padded rows, or back."""
    copy_quads(parameters, 0, sizes, w, 0, back)
    for half in range(optimiser):
        first, padded_first = half * parameters.shape[0], half * w.shape[0]
        copy_quads(velocity, first, sizes, v, padded_first, back)


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
        for at in range(0, width, QUAD):
            if layer == 0:
                weigh(w, bias + at, start + at, width, x, row * n_in, n_in, z, base + at)
            else:
                weigh(w, bias + at, start + at, width, a, below, n_in, z, base + at)
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
            send_quad(w, start + k * width, width, n_in - k, delta, base, below + k)
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
        for at in range(0, width, QUAD):
            to, rows, error = bias + at, start + at, base + at
            if layer == 0:
                add_outer(out, to, rows, width, x, row * n_in, n_in, scale, delta, error)
            else:
                add_outer(out, to, rows, width, a, below, n_in, scale, delta, error)
        start, below, base = bias + width, base, base + width


@kernel
def penalise_online(w: Any, g: Any, sizes: Any, penalty: int, amount: float) -> None:
    """Add amount · ∂(penalty)/∂w to g, weights only.  Nielsen (2015), eq. (91), (96)."""
    start = 0
    for layer in range(sizes.shape[0] - 1):
        width = quads(sizes[layer + 1])
        end = start + sizes[layer] * width
        for q in range(start, end):
            if penalty == L2:
                g[q] += amount * w[q]
            elif penalty == L1:
                g[q] += amount * np.sign(w[q])
        start = end + width


@kernel
def descend(p: Any, v: Any, g: Any, optimiser: int, scale: float, momentum: float) -> None:
    """Update p with scale · g and set g to 0.  Nielsen (2015), eq. (20)-(21), (107)-(108)."""
    n = p.shape[0]
    for q in range(n):
        step = scale * g[q]
        if optimiser != SGD:
            v[q] = momentum * v[q] + step
            if optimiser == NESTEROV:
                v[n + q] = step
                step += momentum * v[q]
            else:
                step = v[q]
        p[q] += step
        g[q] = 0.0


@kernel
def train_online(
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
    w: Any,
    v: Any,
    g: Any,
    z: Any,
    a: Any,
    delta: Any,
) -> None:
    """Train `count` mini-batches of one epoch; see `engine.kernels.dense.training.train_batches`.

    Parameters
    ----------
    x : Vector
        Inputs of all examples, one after the other.
    w, g : Vector
        Scratch for the padded parameters and their gradient; g is zero before and after.
    v : Vector
        Scratch for the padded velocity, 0, 1 or 2 times as long as `w`.
    z, a, delta : Vector, shape (padded neurons,)
        Scratch.
    """
    copy_online(parameters, velocity, optimiser, sizes, w, v, 0)
    # a diverged run may have left NaN in the padding
    for j in range(delta.shape[0]):
        delta[j] = 0.0
    layers, n_in, n_out = codes.shape[0], sizes[0], sizes[-1]
    outputs, end = z.shape[0] - quads(n_out), w.shape[0]
    ws, gs, n, kinds = pointer(w), pointer(g), pointer(sizes), pointer(codes)
    xs, ys, zs, as_, errors = pointer(x), pointer(y), pointer(z), pointer(a), pointer(delta)
    for number in range(first, first + count):
        begin, now = number * batch, step + number - first
        m = min(batch, order.shape[0] - begin)
        # the gradient of a single example is added to the weights directly
        at_once = m == 1 and optimiser == SGD and penalty == NO_PENALTY
        out, scale = (ws, -rate) if at_once else (gs, 1.0)
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
            # gradient and penalty are both multiplied by -rate / m at the end
            penalise_online(w, g, sizes, penalty, decay * m)
        descend(w, v, g, optimiser, -rate / m, momentum)
    copy_online(parameters, velocity, optimiser, sizes, w, v, 1)
