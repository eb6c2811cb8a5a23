"""Dense float32 layers of whole mini-batches as matrix products.

The counterpart of `engine.kernels.dense.forward_f32` for dense inputs such as feature maps. The
inputs are layer 0 of the neurons; rows of all layers are padded to whole vectors.
"""

from __future__ import annotations

from typing import Any

from engine.kernels.dense.forward_f32 import activate_rows, padded
from engine.kernels.dense.padded_rows import NONE
from engine.kernels.dropout import drop, mask_errors
from engine.kernels.elementwise import through
from engine.kernels.jit import kernel
from engine.kernels.simd.gemm import accumulate, accumulate_onto
from engine.kernels.simd.simd_f32 import dot, dots


@kernel
def feed_gemm(
    w: Any,
    start: int,
    sizes: Any,
    codes: Any,
    runs: Any,
    batch: int,
    z: Any,
    a: Any,
    dropout: Any,
) -> None:
    """Write z and a of every layer but the inputs.  Nielsen (2015), eq. (25).

    Parameters
    ----------
    w : Vector
        Padded parameters; the first dense layer begins at `start`.
    runs : Vector, int64
        A single 0.
    z, a : Vector
        Layer by layer in padded rows; a begins with the inputs, batch rows of
        padded(sizes[0]) values.
    dropout : tuple
        Of inputs and hidden layers, see `engine.kernels.dropout`.
    """
    below, neurons, share = NONE, NONE, dropout[0]
    for layer in range(codes.shape[0]):
        n_in, n_out = sizes[layer], sizes[layer + 1]
        narrow, width = padded(n_in), padded(n_out)
        base = below + batch * narrow
        if share > 0:
            drop(dropout, neurons, a[below:base].reshape(batch, narrow)[:, :n_in])
        bias = start + n_in * width
        inputs, out = (a, below, narrow, 1), (z, base, width)
        accumulate(inputs, (w, start, width), runs, n_in, out, batch, width, bias)
        activate_rows(codes[layer], z, a, base, batch, n_out)
        start, below = bias + width, base
        neurons += n_in


@kernel
def backpropagate_layer(
    w: Any, start: int, n: int, width: int, batch: int, delta: Any, base: int, below: int
) -> None:
    """Write ∂C/∂a = wᵀδ of the n neurons below, from δ in padded rows of `width` values."""
    narrow = padded(n)
    for k in range(n):
        row, i = start + k * width, 0
        while i + 2 <= batch:
            first, second = dots(w, row, delta, base + i * width, width)
            delta[below + i * narrow + k] = first
            delta[below + (i + 1) * narrow + k] = second
            i += 2
        if i < batch:
            delta[below + i * narrow + k] = dot(w, row, delta, base + i * width, width)
    for i in range(batch):
        for k in range(n, narrow):
            delta[below + i * narrow + k] = 0


@kernel
def propagate_gemm(
    w: Any,
    start: int,
    sizes: Any,
    codes: Any,
    batch: int,
    z: Any,
    a: Any,
    delta: Any,
    dropout: Any,
) -> None:
    """Backpropagate δ of the outputs to ∂C/∂a of the inputs.  Nielsen (2015), eq. (BP2).

    The activations keep their dropout factors, which the gradient needs.
    """
    layer, share = codes.shape[0] - 1, dropout[0]
    neurons, base = NONE, NONE
    for below in range(layer):
        start += (sizes[below] + 1) * padded(sizes[below + 1])
        neurons += sizes[below]
        base += batch * padded(sizes[below])
    base += batch * padded(sizes[layer])
    while layer >= 0:
        n, width = sizes[layer], padded(sizes[layer + 1])
        narrow = padded(n)
        below = base - batch * narrow
        backpropagate_layer(w, start, n, width, batch, delta, base, below)
        if share > 0:
            error = delta[below:base].reshape(batch, narrow)[:, :n]
            mask_errors(dropout, neurons, error)
        if layer > 0:
            for i in range(batch):
                at = below + i * narrow
                if share > 0:
                    # the derivative needs the activation before dropout scaled it
                    activate_rows(codes[layer - 1], z, a, at, 1, n)
                through(codes[layer - 1], z[at : at + n], a[at : at + n], delta[at : at + n])
            if share > 0:
                neurons_of = a[below:base].reshape(batch, narrow)[:, :n]
                drop(dropout, neurons, neurons_of)
            start -= (sizes[layer - 1] + 1) * narrow
            neurons -= sizes[layer - 1]
        base, layer = below, layer - 1


@kernel
def gradient_gemm(
    out: Any,
    start: int,
    sizes: Any,
    runs: Any,
    batch: int,
    a: Any,
    delta: Any,
    keep: Any,
    keep_biases: Any,
    scale: Any,
) -> None:
    """Replace out by keep · out + scale · gradient.  Nielsen (2015), eq. (BP3), (BP4).

    Parameters
    ----------
    out : Vector
        Parameters or a velocity, padded, from `start` on.
    keep, keep_biases : float32
        Factors on the old weights, and on the old biases.
    """
    below = NONE
    for layer in range(sizes.shape[0] - 1):
        n_in, width = sizes[layer], padded(sizes[layer + 1])
        narrow = padded(n_in)
        base, bias = below + batch * narrow, start + n_in * width
        inputs, rows, weights = (a, below, 1, narrow), (delta, base, width), (out, start, width)
        accumulate_onto(inputs, rows, runs, batch, weights, n_in, width, keep, scale)
        for j in range(width):
            out[bias + j] *= keep_biases
        for i in range(batch):
            for j in range(width):
                out[bias + j] += scale * delta[base + i * width + j]
        start, below = bias + width, base
