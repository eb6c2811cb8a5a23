"""Training of dense networks: forward pass, backpropagation and updates.

Parameters lie in one flat array, layer by layer: weights row by row of the layer's inputs,
shape (n_in, n_out), then biases (n_out,). Every inner loop therefore runs along contiguous
memory, and zero inputs (four fifths of a digit's pixels) are skipped exactly.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.dropout import drop, mask_errors
from engine.kernels.elementwise import activate, through
from engine.kernels.jit import kernel
from engine.kernels.optimisers import begin_step, end_step, factor_of
from engine.kernels.output_costs import output_row

NO_PENALTY, L1, L2 = range(3)
NO_KEY = np.uint64(0)
"""Dropout key of forward passes without dropout."""


@kernel
def weigh(parameters: Any, start: int, source: Any, rows: Any, z: Any) -> None:
    """Write z = w a + b of every example of a mini-batch.  Nielsen (2015), eq. (25).

    Parameters
    ----------
    parameters : Vector
        All parameters; this layer's begin at `start`.
    source : Matrix, shape (any, n_in)
        The layer's inputs; those of example i are row rows[i].
    z : Matrix, shape (batch, n_out)
        Written.
    """
    n_in, n_out = source.shape[1], z.shape[1]
    w = parameters[start : start + n_in * n_out].reshape(n_in, n_out)
    b = parameters[start + n_in * n_out : start + (n_in + 1) * n_out]
    # indices instead of views of rows: the reference count of a view costs more than a short row
    for i in range(z.shape[0]):
        for j in range(n_out):
            z[i, j] = b[j]
        row = rows[i]
        for k in range(n_in):
            x_k = source[row, k]
            if x_k != 0:
                for j in range(n_out):
                    z[i, j] += x_k * w[k, j]


@kernel
def send_back(parameters: Any, start: int, delta: Any, error: Any) -> None:
    """Write error = wᵀ δ of every example.  Nielsen (2015), eq. (BP2), first factor.

    Parameters
    ----------
    delta : Matrix, shape (batch, n_out)
    error : Matrix, shape (batch, n_in)
        Written.
    """
    n_in, n_out = error.shape[1], delta.shape[1]
    w = parameters[start : start + n_in * n_out].reshape(n_in, n_out)
    zero = delta.dtype.type(0)
    for i in range(delta.shape[0]):
        for k in range(n_in):
            total = zero
            for j in range(n_out):
                total += w[k, j] * delta[i, j]
            error[i, k] = total


@kernel
def add_gradient(out: Any, start: int, source: Any, rows: Any, delta: Any, scale: Any) -> None:
    """Add scale · Σ a δᵀ to a layer's weights and scale · Σ δ to its biases, eq. (BP3), (BP4).

    Parameters
    ----------
    out : Vector
        Changed in place from `start` on: the parameters themselves, a velocity or a gradient.
    source : Matrix, shape (any, n_in)
    delta : Matrix, shape (batch, n_out)
    """
    n_in, n_out = source.shape[1], delta.shape[1]
    w = out[start : start + n_in * n_out].reshape(n_in, n_out)
    b = out[start + n_in * n_out : start + (n_in + 1) * n_out]
    for i in range(delta.shape[0]):
        row = rows[i]
        for k in range(n_in):
            x_k = source[row, k]
            if x_k != 0:
                factor = scale * x_k
                for j in range(n_out):
                    w[k, j] += factor * delta[i, j]
    for i in range(delta.shape[0]):
        for j in range(n_out):
            b[j] += scale * delta[i, j]


@kernel
def output_error(cost: int, code: int, z: Any, a: Any, y: Any, delta: Any) -> None:
    """Write δ = ∂C/∂z of the output layer; shapes (batch, n_out).  Nielsen (2015), eq. (BP1)."""
    for i in range(a.shape[0]):
        output_row(cost, code, z[i], a[i], y[i], delta[i])


@kernel
def penalise(parameters: Any, out: Any, sizes: Any, penalty: int, amount: Any) -> None:
    """Subtract amount · ∂(penalty)/∂w from `out`, weights only.  Nielsen (2015), eq. (91), (96).

    Parameters
    ----------
    parameters, out : Vector
        The parameters, and the array changed in place, see `begin_step`.
    amount : float
        η λ / n, or −λ / n where the gradient itself is added up.
    """
    start = 0
    for layer in range(sizes.shape[0] - 1):
        end = start + sizes[layer] * sizes[layer + 1]
        if penalty == L2:
            for p in range(start, end):
                out[p] -= amount * parameters[p]
        elif penalty == L1:
            for p in range(start, end):
                out[p] -= amount * np.sign(parameters[p])
        start = end + sizes[layer + 1]


@kernel
def feed_batch(
    parameters: Any,
    sizes: Any,
    codes: Any,
    x: Any,
    rows: Any,
    z: Any,
    a: Any,
    share: float,
    key: Any,
    step: int,
) -> None:
    """Write z and a of every layer of a mini-batch.

    Parameters
    ----------
    sizes : Vector, shape (layers + 1,), int64
    codes : Vector, shape (layers,), int64
        Activation of each layer.
    x : Matrix, shape (examples, sizes[0])
    rows : Vector, shape (batch,), int64
        Indices of the examples.
    z, a : Vector, shape (batch * sum(sizes[1:]),)
        Written, layer by layer.
    share : float
        Dropout rate of hidden layers, 0 <= share < 1.
    """
    batch = rows.shape[0]
    identity = np.arange(batch)
    start, base, neurons = 0, 0, 0
    for layer in range(codes.shape[0]):
        n_in, n_out = sizes[layer], sizes[layer + 1]
        z_l = z[base : base + batch * n_out].reshape(batch, n_out)
        a_l = a[base : base + batch * n_out].reshape(batch, n_out)
        if layer == 0:
            weigh(parameters, start, x, rows, z_l)
        else:
            below = a[base - batch * n_in : base].reshape(batch, n_in)
            weigh(parameters, start, below, identity, z_l)
        for i in range(batch):
            activate(codes[layer], z_l[i], a_l[i])
        if share > 0 and layer < codes.shape[0] - 1:
            drop(key, step, neurons, share, a_l)
        start += (n_in + 1) * n_out
        base += batch * n_out
        neurons += n_out


@kernel
def propagate_back(
    parameters: Any,
    sizes: Any,
    codes: Any,
    z: Any,
    a: Any,
    delta: Any,
    targets: Any,
    cost: int,
    share: float,
    key: Any,
    step: int,
) -> None:
    """Write δ of every layer of a mini-batch; the arrays are laid out as in `feed_batch`.

    Parameters
    ----------
    targets : Matrix, shape (batch, n_out)
    """
    batch = targets.shape[0]
    layer = codes.shape[0] - 1
    base = z.shape[0] - batch * sizes[layer + 1]
    start, neurons = parameters.shape[0], 0
    for size in sizes[1:-1]:
        neurons += size
    shape = (batch, sizes[layer + 1])
    output_error(
        cost,
        codes[layer],
        z[base:].reshape(shape),
        a[base:].reshape(shape),
        targets,
        delta[base:].reshape(shape),
    )
    while layer > 0:
        n_in, n_out = sizes[layer], sizes[layer + 1]
        start -= (n_in + 1) * n_out
        neurons -= n_in
        lower = base - batch * n_in
        error = delta[lower:base].reshape(batch, n_in)
        send_back(
            parameters, start, delta[base : base + batch * n_out].reshape(batch, n_out), error
        )
        layer -= 1
        if share > 0:
            mask_errors(key, step, neurons, share, error)
            # the derivative needs the activation before dropout scaled it
            a_l = a[lower:base].reshape(batch, n_in)
            for i in range(batch):
                activate(codes[layer], z[lower + i * n_in : lower + (i + 1) * n_in], a_l[i])
        for i in range(batch):
            row = slice(lower + i * n_in, lower + (i + 1) * n_in)
            through(codes[layer], z[row], a[row], delta[row])
        if share > 0:
            drop(key, step, neurons, share, a[lower:base].reshape(batch, n_in))
        base = lower


@kernel
def add_batch_gradient(
    out: Any, sizes: Any, x: Any, rows: Any, a: Any, delta: Any, scale: Any
) -> None:
    """Add scale · gradient, summed over a mini-batch, to `out`, laid out as the parameters."""
    batch = rows.shape[0]
    identity = np.arange(batch)
    start, base = 0, 0
    for layer in range(sizes.shape[0] - 1):
        n_in, n_out = sizes[layer], sizes[layer + 1]
        delta_l = delta[base : base + batch * n_out].reshape(batch, n_out)
        if layer == 0:
            add_gradient(out, start, x, rows, delta_l, scale)
        else:
            below = a[base - batch * n_in : base].reshape(batch, n_in)
            add_gradient(out, start, below, identity, delta_l, scale)
        start += (n_in + 1) * n_out
        base += batch * n_out


@kernel
def train_batches(
    parameters: Any,
    slots: Any,
    sizes: Any,
    codes: Any,
    x: Any,
    y: Any,
    order: Any,
    records: Any,
    z: Any,
    a: Any,
    delta: Any,
    g: Any,
) -> None:
    """Train mini-batches of one epoch.  Nielsen (2015), ch. 1, eq. (20)-(21).

    Parameters
    ----------
    parameters : Vector
        Changed in place.
    slots : Vector
        State arrays of the optimiser, one after the other; changed in place.
    x : Matrix, shape (examples, n_in); y : Matrix, shape (examples, n_out)
    order : Vector, shape (examples,), int64
        Order of the examples in this epoch; the last mini-batch may be smaller than the others.
    records : Records, shape (1,)
        See `engine.kernels.hyper_parameters`.
    z, a, delta : Vector, shape (batch * neurons,)
        Scratch.
    g : Vector
        Scratch, as long as the parameters.
    """
    h, kind = records[0], parameters.dtype.type
    share, key, factor, batch = h.share, h.key, factor_of(h), h.batch
    targets = np.empty((batch, y.shape[1]), y.dtype)
    neurons = 0
    for size in sizes[1:]:
        neurons += size
    for number in range(h.first, h.first + h.count):
        rows = order[number * batch : min((number + 1) * batch, order.shape[0])]
        m = rows.shape[0]
        for i in range(m):
            targets[i] = y[rows[i]]
        used = m * neurons
        now = h.step + number - h.first
        z_b, a_b, delta_b = z[:used], a[:used], delta[:used]
        feed_batch(parameters, sizes, codes, x, rows, z_b, a_b, share, key, now)
        propagate_back(
            parameters, sizes, codes, z_b, a_b, delta_b, targets[:m], h.cost, share, key, now
        )
        out = begin_step(h.rule, kind(h.momentum), parameters, slots, g)
        if h.penalty != NO_PENALTY:
            penalise(parameters, out, sizes, h.penalty, kind(-factor * h.decay))
        add_batch_gradient(out, sizes, x, rows, a_b, delta_b, kind(factor / m))
        end_step(h, number, parameters, slots, g)
