"""Forward pass and backpropagation of dense float32 networks with explicit SIMD.

Weights are copied to rows of whole vectors when a call begins and back when it ends; padding stays
zero.
Images are sparse (`engine.kernels.pictures.sparse_images`), so that zero pixels cost nothing.
"""

from __future__ import annotations

from typing import Any

from engine.kernels.activations import SIGMOID
from engine.kernels.dense.padded_rows import NONE
from engine.kernels.dropout import drop, mask_errors
from engine.kernels.elementwise import activate, through
from engine.kernels.jit import kernel
from engine.kernels.output_costs import output_row
from engine.kernels.simd.gemm import accumulate
from engine.kernels.simd.packed_rows import gather_rows
from engine.kernels.simd.simd_f32 import LANES, dot, dot_rows, sigmoid_vectors


@kernel
def padded(size: int) -> int:
    """Round up to a multiple of LANES."""
    return (size + LANES - 1) // LANES * LANES


@kernel
def activate_rows(code: int, z: Any, a: Any, base: int, rows: int, n: int) -> None:
    """Write the activations of `rows` padded rows from `base` on; padding becomes 0."""
    width = padded(n)
    if code == SIGMOID:
        sigmoid_vectors(z, a, base, rows * width)
    for i in range(rows):
        at = base + i * width
        if code != SIGMOID:
            activate(code, z[at : at + n], a[at : at + n])
        for j in range(at + n, at + width):
            a[j] = 0


@kernel
def output_rows(
    cost: int, code: int, z: Any, a: Any, y: Any, rows: Any, delta: Any, base: int
) -> None:
    """Write δ of the outputs of a mini-batch, in padded rows from `base` on, eq. (BP1).

    Parameters
    ----------
    y : Matrix, shape (examples, outputs)
    rows : Vector, shape (batch,), int64
        Indices of the examples.
    """
    outputs = y.shape[1]
    for i in range(rows.shape[0]):
        at = base + i * padded(outputs)
        end = at + outputs
        output_row(cost, code, z[at:end], a[at:end], y[rows[i]], delta[at:end])
        for j in range(end, at + padded(outputs)):
            delta[j] = 0


@kernel
def feed_images(w: Any, n_in: int, width: int, images: Any, rows: Any, z: Any) -> None:
    """Write z of the first layer, of `width` padded neurons, for every image of a mini-batch."""
    for i in range(rows.shape[0]):
        place, first = i * width, images.starts[rows[i]]
        for j in range(width):
            z[place + j] = w[n_in * width + j]
        count = images.starts[rows[i] + 1] - first
        gather_rows((w, NONE, width), (images.places, first, images.value, first, count), z, place)


@kernel
def send_row(w: Any, start: int, n: int, width: int, delta: Any, above: int, below: int) -> None:
    """Write wᵀδ of one example: n sums to delta[below:], and zeros to the padding."""
    if n < LANES:
        for k in range(n):
            delta[below + k] = dot(w, start + k * width, delta, above, width)
    else:
        for first in range(0, n, LANES):
            # the last block overlaps the one before
            k = min(first, n - LANES)
            dot_rows((w, start + k * width, width), delta, above, below + k)
    for place in range(below + n, below + padded(n)):
        delta[place] = 0


@kernel
def feed_sparse(buffers: Any, sizes: Any, codes: Any, images: Any, rows: Any, dropout: Any) -> None:
    """Write z and a of every layer of a mini-batch.  Nielsen (2015), eq. (25).

    Parameters
    ----------
    buffers : RowBuffers
        See `engine.execution.padding`: w holds the parameters; z and a are written.
    images : SparseImages
        Sparse pixels of all images, see `engine.data.sparse_images`.
    rows : Vector, shape (batch,), int64
        Indices of the images.
    dropout : tuple
        Of hidden layers, see `engine.kernels.dropout`.
    """
    w, z, a = buffers.w, buffers.z, buffers.a
    batch, share = rows.shape[0], dropout[0]
    start, base, below, neurons = NONE, NONE, NONE, NONE
    for layer in range(codes.shape[0]):
        n_in, n_out = sizes[layer], sizes[layer + 1]
        width = padded(n_out)
        bias = start + n_in * width
        if layer == 0:
            feed_images(w, n_in, width, images, rows, z)
        else:
            inputs, out = (a, below, padded(n_in), 1), (z, base, width)
            accumulate(inputs, (w, start, width), buffers.zero, n_in, out, batch, width, bias)
        activate_rows(codes[layer], z, a, base, batch, n_out)
        if share > 0 and layer < codes.shape[0] - 1:
            drop(dropout, neurons, a[base : base + batch * width].reshape(batch, width))
        start, below = bias + width, base
        base += batch * width
        neurons += n_out


@kernel
def propagate_rows(buffers: Any, sizes: Any, codes: Any, batch: int, dropout: Any) -> None:
    """Backpropagate δ from the outputs to every hidden layer.  Nielsen (2015), eq. (BP2)."""
    w, z, a, delta, share = buffers.w, buffers.z, buffers.a, buffers.delta, dropout[0]
    layer = codes.shape[0] - 1
    start, neurons, base = NONE, NONE, NONE
    for above in range(layer):
        start += (sizes[above] + 1) * padded(sizes[above + 1])
        neurons += sizes[above + 1]
        base += batch * padded(sizes[above + 1])
    while layer > 0:
        n, width = sizes[layer], padded(sizes[layer + 1])
        below = base - batch * padded(n)
        neurons -= n
        for i in range(batch):
            send_row(w, start, n, width, delta, base + i * width, below + i * padded(n))
        layer -= 1
        error = delta[below:base].reshape(batch, padded(n))
        if share > 0:
            mask_errors(dropout, neurons, error)
            # the derivative needs the activation before dropout scaled it
            activate_rows(codes[layer], z, a, below, batch, n)
        for i in range(batch):
            at = below + i * padded(n)
            through(codes[layer], z[at : at + n], a[at : at + n], delta[at : at + n])
        if share > 0:
            drop(dropout, neurons, a[below:base].reshape(batch, padded(n)))
        start -= (sizes[layer] + 1) * padded(n)
        base = below
