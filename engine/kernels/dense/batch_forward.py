"""Forward pass of small float64 networks: one on many examples, or many on the same examples.

Neurons are rows and examples are columns: sixteen examples pass a layer side by side, so that
all arithmetic is vectorised even for layers of two neurons.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.activations import SIGMOID, SOFTMAX
from engine.kernels.elementwise import activate_at
from engine.kernels.jit import kernel
from engine.kernels.output_costs import exact_output_cost
from engine.kernels.simd.simd_f64 import pointer, sigmoid_quads

LANES = 16
"""Examples processed side by side."""


@kernel
def softmax_lanes(z: Any, a: Any, first: int, n: int) -> None:
    """Write the softmax over n rows of LANES examples, which begin at `first`."""
    for lane in range(first, first + LANES):
        largest, total = z[lane], 0.0
        for j in range(n):
            largest = max(largest, z[lane + j * LANES])
        for j in range(n):
            a[lane + j * LANES] = np.exp(z[lane + j * LANES] - largest)
            total += a[lane + j * LANES]
        for j in range(n):
            a[lane + j * LANES] /= total


@kernel
def feed_lanes(w: Any, layers: int, sizes: Any, codes: Any, z: Any, a: Any) -> None:
    """Write z and a of every neuron for LANES examples.

    Parameters
    ----------
    w : pointer to float64
        Unpadded parameters: layer by layer weights (n_in, n_out) row by row, then biases.
    z, a : pointer to float64, shape (n_in + neurons, LANES)
        The first n_in rows of `a` hold the inputs; all others are written.
    """
    start, below = 0, 0
    for layer in range(layers):
        n_in, n_out = sizes[layer], sizes[layer + 1]
        bias, base = start + n_in * n_out, below + n_in * LANES
        for j in range(n_out):
            row = base + j * LANES
            for lane in range(LANES):
                z[row + lane] = w[bias + j]
            for i in range(n_in):
                weight, source = w[start + i * n_out + j], below + i * LANES
                for lane in range(LANES):
                    z[row + lane] += weight * a[source + lane]
        if codes[layer] == SIGMOID:
            sigmoid_quads(z, a, base, n_out * LANES)
        elif codes[layer] == SOFTMAX:
            softmax_lanes(z, a, base, n_out)
        else:
            activate_at(codes[layer], z, a, base, n_out * LANES)
        start, below = bias + n_out, base


@kernel
def load_lanes(x: Any, first: int, there: int, a: Any) -> None:
    """Copy `there` columns from `first` on of the inputs (n_in, n); the other lanes become 0."""
    for i in range(x.shape[0]):
        for lane in range(LANES):
            a[i * LANES + lane] = x[i, first + lane] if lane < there else 0.0


@kernel
def feed_batch(parameters: Any, sizes: Any, codes: Any, x: Any, scratch: Any, out: Any) -> None:
    """Write the activation of every neuron for every example.

    Parameters
    ----------
    parameters : Vector, shape (p,), float64
    sizes, codes : Vector, int64
        Sizes of all layers, input included; activation codes of all layers but the input.
    x : Matrix, shape (n_in, n), float64
    scratch : Matrix, shape (2, (n_in + neurons) * LANES), float64
    out : Matrix, shape (neurons, n), float64
        Written, layer by layer without the inputs.
    """
    w, z, a = pointer(parameters), pointer(scratch[0]), pointer(scratch[1])
    n_in, count = x.shape[0], x.shape[1]
    for first in range(0, count, LANES):
        there = min(LANES, count - first)
        load_lanes(x, first, there, a)
        feed_lanes(w, codes.shape[0], sizes, codes, z, a)
        for neuron in range(out.shape[0]):
            for lane in range(there):
                out[neuron, first + lane] = a[(n_in + neuron) * LANES + lane]


@kernel
def feed_networks(parameters: Any, sizes: Any, codes: Any, x: Any, scratch: Any, out: Any) -> None:
    """Write the outputs of many networks of one shape for the same examples.

    Parameters
    ----------
    parameters : Matrix, shape (networks, p), float64
    x : Matrix, shape (n_in, n), float64
    scratch : Matrix, shape (2, (n_in + neurons) * LANES), float64
    out : Images, shape (networks, n, n_out), float64
        Written.
    """
    z, a = pointer(scratch[0]), pointer(scratch[1])
    count, n_out = out.shape[1], out.shape[2]
    outputs = scratch.shape[1] - n_out * LANES
    for first in range(0, count, LANES):
        there = min(LANES, count - first)
        load_lanes(x, first, there, a)
        for network in range(parameters.shape[0]):
            w = pointer(parameters[network])
            feed_lanes(w, codes.shape[0], sizes, codes, z, a)
            for j in range(n_out):
                for lane in range(there):
                    out[network, first + lane, j] = a[outputs + j * LANES + lane]


@kernel
def costs_of_networks(
    parameters: Any, sizes: Any, codes: Any, x: Any, y: Any, cost: int, scratch: Any, out: Any
) -> None:
    """Write the mean cost of many networks of one shape on the same examples.

    Parameters
    ----------
    parameters : Matrix, shape (networks, p), float64
    x, y : Matrix, shape (n_in, n) and (n_out, n), float64
    cost : int
        A code of `engine.functions.costs`.
    scratch : Matrix, shape (2, (n_in + neurons) * LANES), float64
    out : Vector, shape (networks,), float64
        Written.
    """
    z, a = pointer(scratch[0]), pointer(scratch[1])
    count, n_out = x.shape[1], y.shape[0]
    outputs = scratch.shape[1] - n_out * LANES
    out[:] = 0.0
    for first in range(0, count, LANES):
        there = min(LANES, count - first)
        load_lanes(x, first, there, a)
        for network in range(parameters.shape[0]):
            w = pointer(parameters[network])
            feed_lanes(w, codes.shape[0], sizes, codes, z, a)
            total = 0.0
            for j in range(n_out):
                for lane in range(there):
                    output = a[outputs + j * LANES + lane]
                    total += exact_output_cost(cost, output, y[j, first + lane])
            out[network] += total
    for network in range(parameters.shape[0]):
        out[network] /= count
