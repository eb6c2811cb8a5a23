"""Forward passes that return z and a of every layer, in NumPy or compiled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from engine.arrays import Matrix, Vector
from engine.data.examples import Examples
from engine.execution.padding import padded_size, row_buffers
from engine.execution.plans import fits_sparse
from engine.kernels.jit import JIT_AVAILABLE
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification

AT_ONCE = 10
"""Examples per forward pass through convolutions: their feature maps stay in the cache."""

Trace: TypeAlias = Callable[[Network, Matrix], tuple[list[Matrix], list[Matrix]]]
"""(network, inputs of shape (batch, n_in)) -> z of the dense layers, their a with the input first.

With convolutions the first entry of a holds the features. The arrays are new: callers may keep
them.
"""


def trace_with_numpy(network: Network, x: Matrix) -> tuple[list[Matrix], list[Matrix]]:
    """Trace inputs in NumPy; reference implementation of `trace_compiled`."""
    return network.trace(x.astype(network.parameters.dtype))


def trace_compiled(network: Network, x: Matrix) -> tuple[list[Matrix], list[Matrix]]:
    """Trace inputs with the training kernels; several times faster for a single image."""
    if not network.specification.is_dense:
        return _follow_maps(network, np.ascontiguousarray(x, network.parameters.dtype))
    layout = kernel_layout(network.specification)
    inputs = x.astype(network.parameters.dtype, order="C")
    examples = Examples(inputs, np.zeros(len(x), np.uint8))
    follow = _follow_sparse if fits_sparse(examples, network.specification) else _follow
    z, a = follow(network, layout, examples)
    return z, [inputs, *a]


def _follow(
    network: Network, layout: KernelLayout, examples: Examples
) -> tuple[list[Matrix], list[Matrix]]:
    from engine.kernels.dense.training import NO_KEY, feed_batch

    batch = len(examples)
    told = (network.parameters, layout.sizes, layout.codes, examples.x, np.arange(batch))
    z, a = (np.empty(batch * layout.neurons, examples.x.dtype) for _ in range(2))
    feed_batch(*told, z, a, 0.0, NO_KEY, 0)
    widths = [size for _, _, size in layout.places]
    return _layers(z, layout, batch, widths), _layers(a, layout, batch, widths)


def _follow_sparse(
    network: Network, layout: KernelLayout, examples: Examples
) -> tuple[list[Matrix], list[Matrix]]:
    from engine.kernels.dense.forward_f32 import NONE, copy_padded, feed_sparse
    from engine.kernels.dense.training import NO_KEY

    batch = len(examples)
    room = row_buffers(network.specification.sizes, batch)
    copy_padded(network.parameters, NONE, layout.sizes, room.w, NONE, NONE)
    told = (room.w, layout.sizes, layout.codes, examples.sparse, np.arange(batch), room.all_rows)
    feed_sparse(*told, room.z, room.a, 0.0, NO_KEY, NONE)
    widths = [padded_size(size) for _, _, size in layout.places]
    return _layers(room.z, layout, batch, widths), _layers(room.a, layout, batch, widths)


def _follow_maps(network: Network, x: Matrix) -> tuple[list[Matrix], list[Matrix]]:
    """Trace inputs through a convolutional network; the first entry of a holds the features."""
    from engine.execution.convolution_layout import convolution_layout
    from engine.kernels.convolution.network_forward import feed_maps, prepare_maps
    from engine.kernels.dense.forward_f32 import NONE
    from engine.kernels.dense.training import NO_KEY

    layout, most = convolution_layout(network.specification), min(len(x), AT_ONCE)
    front, buffers = layout.at_batch(most), layout.buffers(most)
    z, a = layout.neurons(most), layout.neurons(most)
    prepare_maps(network.parameters, layout.sizes, front, buffers)
    sizes = [int(size) for size in layout.sizes]
    kind = network.parameters.dtype
    zs, activations = ([np.empty((len(x), size), kind) for size in sizes] for _ in range(2))
    for first in range(0, len(x), most):
        rows = np.arange(first, min(first + most, len(x)))
        told = (front, layout.sizes, layout.codes, buffers, x, rows)
        feed_maps(*told, z, a, 0.0, NO_KEY, NONE)
        for values, layers in ((z, zs), (a, activations)):
            start = 0
            for size, layer in zip(sizes, layers, strict=True):
                width = padded_size(size)
                end = start + len(rows) * width
                layer[rows] = values[start:end].reshape(-1, width)[:, :size]
                start = end
    return zs[1:], activations


def follow(network: Network, x: Matrix) -> tuple[list[Matrix], list[Matrix]]:
    """Trace many inputs, compiled for convolutional networks, else in NumPy; see `Trace`."""
    specification = network.specification
    maps = not specification.is_dense and compiled(specification)
    return trace_compiled(network, x) if maps else trace_with_numpy(network, x)


def compiled(specification: NetworkSpecification) -> bool:
    """Return whether kernels compute every layer of a network; NumPy does otherwise."""
    return JIT_AVAILABLE and specification.has_kernels


def outputs_of(network: Network, x: Matrix) -> Matrix:
    """Return the outputs for many inputs, shape (n, n_out)."""
    return follow(network, x)[1][-1]


@dataclass(frozen=True, slots=True)
class KernelLayout:
    """Integer layout of a dense network for kernels.

    Attributes
    ----------
    sizes, codes : Vector, int64
        Sizes of all layers, input included; activation codes of all layers but the input.
    neurons : int
        Number of neurons without the input.
    places : tuple of (first, end, size)
        Range of each layer but the input among the neurons.
    """

    sizes: Vector
    codes: Vector
    neurons: int
    places: tuple[tuple[int, int, int], ...]


@lru_cache(maxsize=64)
def kernel_layout(specification: NetworkSpecification) -> KernelLayout:
    """Return the kernel layout of a dense network."""
    ends = np.cumsum([0, *specification.sizes[1:]]).tolist()
    return KernelLayout(
        np.array(specification.sizes),
        np.array([activation.code for activation in specification.layer_activations]),
        ends[-1],
        tuple((first, end, end - first) for first, end in pairwise(ends)),
    )


def _layers(values: Vector, layout: KernelLayout, batch: int, widths: list[int]) -> list[Matrix]:
    """Split a kernel's flat neurons into layers without padding."""
    layers, start = [], 0
    for (_, _, size), width in zip(layout.places, widths, strict=True):
        end = start + batch * width
        layers.append(np.ascontiguousarray(values[start:end].reshape(batch, width)[:, :size]))
        start = end
    return layers
