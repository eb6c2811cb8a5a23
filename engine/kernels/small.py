"""Train small networks one example after the other: no views, no vectors, nothing to set up.

For a network of twenty weights, making one view of an array takes longer than all arithmetic.
So everything here is an index into flat arrays.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.dense import (
    CROSS_ENTROPY,
    L1,
    L2,
    LOG_LIKELIHOOD,
    NESTEROV,
    NO_PENALTY,
    QUADRATIC,
    SGD,
    TINY,
)
from engine.kernels.dropout import mixed
from engine.kernels.elementwise import LEAK, LEAKY_RELU, LINEAR, RELU, SIGMOID, SOFTMAX, TANH
from engine.kernels.jit import kernel


@kernel
def activate_at(code: int, z: Any, a: Any, first: int, n: int) -> None:
    """Write the activations of z[first : first + n] into a[first : first + n]."""
    if code == SOFTMAX:
        largest, total = z[first], 0.0
        for j in range(first, first + n):
            largest = max(largest, z[j])
        for j in range(first, first + n):
            a[j] = np.exp(z[j] - largest)
            total += a[j]
        for j in range(first, first + n):
            a[j] /= total
        return
    for j in range(first, first + n):
        if code == SIGMOID:
            e = np.exp(-abs(z[j]))
            a[j] = (1.0 if z[j] >= 0 else e) / (1.0 + e)
        elif code == TANH:
            a[j] = np.tanh(z[j])
        elif code == LINEAR or z[j] > 0:
            a[j] = z[j]
        else:
            a[j] = LEAK * z[j] if code == LEAKY_RELU else 0.0


@kernel
def through_at(code: int, z: Any, a: Any, error: Any, first: int, n: int) -> None:
    """Turn ∂C/∂a into ∂C/∂z in error[first : first + n].  Nielsen (2015), eq. (BP1), (BP2)."""
    mean = 0.0
    if code == SOFTMAX:
        for j in range(first, first + n):
            mean += error[j] * a[j]
    for j in range(first, first + n):
        if code == SOFTMAX:
            error[j] = a[j] * (error[j] - mean)
        elif code == SIGMOID:
            error[j] *= a[j] * (1.0 - a[j])
        elif code == TANH:
            error[j] *= 1.0 - a[j] * a[j]
        elif z[j] <= 0 and code == RELU:
            error[j] = 0.0
        elif z[j] <= 0 and code == LEAKY_RELU:
            error[j] *= LEAK


@kernel
def kept(key: Any, step: int, example: int, neuron: int, share: float) -> float:
    """Return by what dropout multiplies a hidden activation: 0 or 1 / (1 - share)."""
    return 1.0 / (1.0 - share) if mixed(key, step, example, neuron) >= share else 0.0


@kernel
def feed_one(
    p: Any,
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
    """Write z and a of every neuron for one example; a holds what the next layer gets.

    Parameters
    ----------
    p : Vector
        Weights (n_in, n_out) row by row, then biases, layer after layer.
    z, a : Vector, shape (sum(sizes[1:]),)
        Written.
    """
    start, base, below = 0, 0, 0
    for layer in range(codes.shape[0]):
        n_in, n_out = sizes[layer], sizes[layer + 1]
        bias = start + n_in * n_out
        for j in range(n_out):
            z[base + j] = p[bias + j]
        for k in range(n_in):
            x_k = x[row, k] if layer == 0 else a[below + k]
            at = start + k * n_out
            for j in range(n_out):
                z[base + j] += x_k * p[at + j]
        activate_at(codes[layer], z, a, base, n_out)
        if share > 0 and layer < codes.shape[0] - 1:
            for j in range(n_out):
                a[base + j] *= kept(key, step, example, base + j, share)
        start, below, base = bias + n_out, base, base + n_out


@kernel
def output_error_at(
    cost: int, code: int, z: Any, a: Any, y: Any, row: int, delta: Any, base: int
) -> None:
    """Write δ of the outputs, which begin at `base`.  Nielsen (2015), eq. (BP1)."""
    natural = (cost == CROSS_ENTROPY and code == SIGMOID) or (
        cost == LOG_LIKELIHOOD and code == SOFTMAX
    )
    n = y.shape[1]
    for j in range(n):
        output, wanted = a[base + j], y[row, j]
        if natural or cost == QUADRATIC:
            delta[base + j] = output - wanted
        elif cost == CROSS_ENTROPY:
            delta[base + j] = (output - wanted) / max(output * (1.0 - output), TINY)
        else:
            delta[base + j] = -wanted / max(output, TINY)
    if not natural:
        through_at(code, z, a, delta, base, n)


@kernel
def send_one_back(
    p: Any,
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
    """Carry δ of the outputs to every hidden neuron.  Nielsen (2015), eq. (BP2).

    Parameters
    ----------
    a : Vector
        With dropout the activations as they were multiplied; where a neuron was dropped, its
        δ is 0 whatever its activation.
    """
    layer = codes.shape[0] - 1
    start, base = p.shape[0], z.shape[0] - sizes[layer + 1]
    while layer > 0:
        n_in, n_out = sizes[layer], sizes[layer + 1]
        start -= (n_in + 1) * n_out
        below = base - n_in
        for k in range(n_in):
            at, total = start + k * n_out, 0.0
            for j in range(n_out):
                total += p[at + j] * delta[base + j]
            delta[below + k] = total
        layer -= 1
        if share > 0:
            for k in range(n_in):
                factor = kept(key, step, example, below + k, share)
                delta[below + k] *= factor
                # the derivative needs the activation as it was before it was enlarged
                a[below + k] *= 1.0 - share
        through_at(codes[layer], z, a, delta, below, n_in)
        if share > 0:
            for k in range(n_in):
                a[below + k] /= 1.0 - share
        base = below


@kernel
def add_one_gradient(g: Any, sizes: Any, x: Any, row: int, a: Any, delta: Any) -> None:
    """Add the gradient of one example to g, laid out as the parameters; eq. (BP3), (BP4)."""
    start, base, below = 0, 0, 0
    for layer in range(sizes.shape[0] - 1):
        n_in, n_out = sizes[layer], sizes[layer + 1]
        for k in range(n_in):
            x_k = x[row, k] if layer == 0 else a[below + k]
            at = start + k * n_out
            for j in range(n_out):
                g[at + j] += x_k * delta[base + j]
        bias = start + n_in * n_out
        for j in range(n_out):
            g[bias + j] += delta[base + j]
        start, below, base = bias + n_out, base, base + n_out


@kernel
def penalise_small(p: Any, g: Any, sizes: Any, penalty: int, amount: float) -> None:
    """Add amount · ∂(penalty)/∂w to g, weights only.  Nielsen (2015), eq. (91), (96)."""
    start = 0
    for layer in range(sizes.shape[0] - 1):
        end = start + sizes[layer] * sizes[layer + 1]
        for q in range(start, end):
            if penalty == L2:
                g[q] += amount * p[q]
            elif penalty == L1:
                g[q] += amount * np.sign(p[q])
        start = end + sizes[layer + 1]


@kernel
def descend(p: Any, v: Any, g: Any, optimiser: int, scale: float, momentum: float) -> None:
    """Move by scale · g and forget g.  Nielsen (2015), eq. (20)-(21), (107)-(108)."""
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
def train_small(
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
    g: Any,
    z: Any,
    a: Any,
    delta: Any,
) -> None:
    """Train `count` mini-batches of one epoch; see `engine.kernels.dense.train_batches`.

    Parameters
    ----------
    g : Vector
        Scratch for the gradient; zeros.
    z, a, delta : Vector, shape (sum(sizes[1:]),)
        Scratch.
    """
    last, outputs = codes.shape[0] - 1, z.shape[0] - sizes[-1]
    for number in range(first, first + count):
        begin, end = number * batch, min((number + 1) * batch, order.shape[0])
        now, m = step + number - first, end - begin
        for place in range(begin, end):
            row, example = order[place], place - begin
            feed_one(parameters, sizes, codes, x, row, z, a, share, key, now, example)
            output_error_at(cost, codes[last], z, a, y, row, delta, outputs)
            send_one_back(parameters, sizes, codes, z, a, delta, share, key, now, example)
            add_one_gradient(g, sizes, x, row, a, delta)
        if penalty != NO_PENALTY:
            # both are multiplied by -rate / m at the end
            penalise_small(parameters, g, sizes, penalty, decay * m)
        descend(parameters, velocity, g, optimiser, -rate / m, momentum)
