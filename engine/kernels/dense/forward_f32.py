"""Forward pass and backpropagation of dense float32 networks with explicit SIMD.

Weights are copied to rows of whole vectors when a call begins and back when it ends; padding stays
zero.
Images are sparse (`engine.kernels.pictures.sparse_images`), so that zero pixels cost nothing.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.activations import SIGMOID
from engine.kernels.dropout import drop, mask_errors
from engine.kernels.elementwise import activate, through
from engine.kernels.jit import kernel
from engine.kernels.simd.packed_rows import gather_rows
from engine.kernels.simd.simd_f32 import LANES, dot, sigmoid_vectors

NONE: Any = np.int64(0)
"""A zero typed int64: a literal would make Numba compile the kernels a second time."""


@kernel
def padded(size: int) -> int:
    """Round up to a multiple of LANES."""
    return (size + LANES - 1) // LANES * LANES


@kernel
def copy_padded(
    parameters: Any, first: int, sizes: Any, w: Any, padded_first: int, back: int
) -> None:
    """Copy parameters to rows padded with zeros to whole vectors, or back.

    Parameters
    ----------
    parameters : Vector
        Unpadded, from `first` on: layer by layer weights (n_in, n_out) row by row, then biases.
    w : Vector
        The same with every row and the biases padded, from `padded_first` on.
    back : int
        1 copies from `w` to `parameters`.
    """
    p, q = first, padded_first
    for layer in range(sizes.shape[0] - 1):
        n_out = sizes[layer + 1]
        for _ in range(sizes[layer] + 1):
            for j in range(n_out):
                if back:
                    parameters[p + j] = w[q + j]
                else:
                    w[q + j] = parameters[p + j]
            if not back:
                # a diverged run may have left NaN in the padding
                for j in range(n_out, padded(n_out)):
                    w[q + j] = 0
            p, q = p + n_out, q + padded(n_out)


@kernel
def copy_all(parameters: Any, slots: Any, sizes: Any, w: Any, s: Any, back: int) -> None:
    """Copy parameters and each state array of the optimiser to padded rows, or back."""
    copy_padded(parameters, NONE, sizes, w, NONE, back)
    for slot in range(slots.shape[0] // parameters.shape[0]):
        copy_padded(slots, slot * parameters.shape[0], sizes, s, slot * w.shape[0], back)


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
def feed_sparse(
    w: Any,
    sizes: Any,
    codes: Any,
    images: Any,
    rows: Any,
    all_rows: Any,
    z: Any,
    a: Any,
    share: float,
    key: Any,
    step: int,
) -> None:
    """Write z and a of every layer of a mini-batch.  Nielsen (2015), eq. (25).

    Parameters
    ----------
    w : Vector
        Padded parameters.
    images : SparseImages
        Sparse pixels of all images, see `engine.data.sparse_images`.
    rows : Vector, shape (batch,), int64
        Indices of the images.
    all_rows : Vector, uint16
        0, 1, 2 … up to the widest layer.
    z, a : Vector
        Written, layer by layer in padded rows.
    share : float
        Dropout rate of hidden layers, 0 <= share < 1.
    """
    batch = rows.shape[0]
    start, base, below, neurons = NONE, NONE, NONE, NONE
    for layer in range(codes.shape[0]):
        n_in, n_out = sizes[layer], sizes[layer + 1]
        width = padded(n_out)
        bias = start + n_in * width
        for i in range(batch):
            place = base + i * width
            for j in range(width):
                z[place + j] = w[bias + j]
            # a single call for both kinds of input: it is inlined, and long
            numbers, values = (images.places, images.value) if layer == 0 else (all_rows, a)
            first, source, count = NONE, below + i * padded(n_in), n_in
            if layer == 0:
                first = source = images.starts[rows[i]]
                count = images.starts[rows[i] + 1] - first
            gather_rows((w, start, width), (numbers, first, values, source, count), z, place)
        activate_rows(codes[layer], z, a, base, batch, n_out)
        if share > 0 and layer < codes.shape[0] - 1:
            drop(key, step, neurons, share, a[base : base + batch * width].reshape(batch, width))
        start, below = bias + width, base
        base += batch * width
        neurons += n_out


@kernel
def propagate_rows(
    w: Any,
    sizes: Any,
    codes: Any,
    z: Any,
    a: Any,
    delta: Any,
    batch: int,
    share: float,
    key: Any,
    step: int,
) -> None:
    """Backpropagate δ from the outputs to every hidden layer.  Nielsen (2015), eq. (BP2)."""
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
            for k in range(n):
                place = below + i * padded(n) + k
                delta[place] = dot(w, start + k * width, delta, base + i * width, width)
            for place in range(below + i * padded(n) + n, below + (i + 1) * padded(n)):
                delta[place] = 0
        layer -= 1
        error = delta[below:base].reshape(batch, padded(n))
        if share > 0:
            mask_errors(key, step, neurons, share, error)
            # the derivative needs the activation before dropout scaled it
            activate_rows(codes[layer], z, a, below, batch, n)
        for i in range(batch):
            at = below + i * padded(n)
            through(codes[layer], z[at : at + n], a[at : at + n], delta[at : at + n])
        if share > 0:
            drop(key, step, neurons, share, a[below:base].reshape(batch, padded(n)))
        start -= (sizes[layer] + 1) * padded(n)
        base = below
