"""Dense float32 layers of whole mini-batches as matrix products.

The counterpart of `engine.kernels.dense.forward_f32` for dense inputs such as feature maps. The
inputs are layer 0 of the neurons; rows of all layers are padded to whole vectors.
"""

from __future__ import annotations

from typing import Any

from engine.kernels.activations import SOFTMAX
from engine.kernels.crews import begin_of, end_of, meet
from engine.kernels.dense.forward_f32 import activate_rows, padded
from engine.kernels.dense.listed_inputs import (
    LISTED_SHARE,
    accumulate_listed,
    list_inputs,
    nonzero_count,
)
from engine.kernels.dense.padded_rows import NONE
from engine.kernels.dense.row_updates import learn_layer, mark_active
from engine.kernels.dropout import drop, from_example, mask_errors
from engine.kernels.elementwise import through
from engine.kernels.jit import kernel
from engine.kernels.simd.gemm import accumulate
from engine.kernels.simd.simd_f32 import LANES


@kernel
def feed_gemm(
    w: Any,
    start: int,
    sizes: Any,
    codes: Any,
    lists: Any,
    batch: int,
    z: Any,
    a: Any,
    dropout: Any,
    crew: Any,
) -> None:
    """Write z and a of every layer but the inputs.  Nielsen (2015), eq. (25).

    A thread of the crew computes some columns of each layer for all examples, and all functions
    of single rows for its own examples, which it may go on with at once.

    Parameters
    ----------
    w : Vector
        Padded parameters; the first dense layer begins at `start`.
    lists : Lists
        Scratch, see `engine.kernels.dense.listed_inputs`.
    z, a : Vector
        Layer by layer in padded rows; a begins with the inputs, batch rows of
        padded(sizes[0]) values.
    dropout : tuple
        Of inputs and hidden layers, see `engine.kernels.dropout`.
    """
    below, neurons, share = NONE, NONE, dropout[0]
    e, end = begin_of(crew, batch), end_of(crew, batch)
    dropout = from_example(dropout, e)
    for layer in range(codes.shape[0]):
        n_in, n_out = sizes[layer], sizes[layer + 1]
        narrow, width = padded(n_in), padded(n_out)
        base = below + batch * narrow
        if share > 0:
            drop(dropout, neurons, a[below:base].reshape(batch, narrow)[e:end, :n_in])
        meet(crew)
        vectors = width // LANES
        own = (begin_of(crew, vectors) * LANES, end_of(crew, vectors) * LANES)
        bias = start + n_in * width
        if nonzero_count(a[below:base]) <= LISTED_SHARE * batch * n_in:
            list_inputs(a, below, batch, n_in, narrow, lists)
            accumulate_listed(w, start, n_in, width, lists, (z, base), batch, own)
        else:
            inputs, out = (a, below, narrow, 1), (z, base + own[0], width)
            rows, columns = (w, start + own[0], width), own[1] - own[0]
            accumulate(inputs, rows, lists.zero, n_in, out, batch, columns, bias + own[0])
        meet(crew)
        activate_rows(codes[layer], z, a, base + e * width, end - e, n_out)
        start, below = bias + width, base
        neurons += n_in


@kernel
def learn_gemm(
    w: Any,
    out: Any,
    start: int,
    sizes: Any,
    codes: Any,
    lists: Any,
    batch: int,
    z: Any,
    a: Any,
    delta: Any,
    dropout: Any,
    step: Any,
    crew: Any,
) -> None:
    """Turn δ of the outputs into ∂C/∂a of the inputs, and add scale · gradient to `out`.

    Nielsen (2015), eq. (BP2)-(BP4). Each layer is left behind at once: its activations lose
    their dropout factors. A thread of the crew changes some rows of each layer's weights.

    Parameters
    ----------
    out, step
        See `engine.kernels.dense.row_updates.learn_layer`.
    """
    layer, share = codes.shape[0] - 1, dropout[0]
    neurons, base, e, end = NONE, NONE, begin_of(crew, batch), end_of(crew, batch)
    dropout = from_example(dropout, e)
    for below in range(layer):
        start += (sizes[below] + 1) * padded(sizes[below + 1])
        neurons += sizes[below]
        base += batch * padded(sizes[below])
    base += batch * padded(sizes[layer])
    while layer >= 0:
        n, width = sizes[layer], padded(sizes[layer + 1])
        narrow = padded(n)
        below = base - batch * narrow
        error, first = delta[below:base].reshape(batch, narrow)[e:end, :n], below + e * narrow
        # the inputs have no activation here, only dropout
        mark_active(codes[layer - 1] if layer > 0 else SOFTMAX, z, delta, first, end - e, n)
        if share > 0:
            mask_errors(dropout, neurons, error)
        meet(crew)
        places, pairs = (base, below), (n + 1) // 2
        own = (2 * begin_of(crew, pairs), min(2 * end_of(crew, pairs), n))
        learn_layer(w, out, (start, n, width), batch, a, delta, places, lists, step, own)
        meet(crew)
        if share > 0:
            mask_errors(dropout, neurons, error)
        if layer > 0:
            for i in range(e, end):
                at = below + i * narrow
                if share > 0:
                    # the derivative needs the activation before dropout scaled it
                    activate_rows(codes[layer - 1], z, a, at, 1, n)
                through(codes[layer - 1], z[at : at + n], a[at : at + n], delta[at : at + n])
            start -= (sizes[layer - 1] + 1) * narrow
            neurons -= sizes[layer - 1]
        base, layer = below, layer - 1
