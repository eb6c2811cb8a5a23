"""Forward passes that return z and a of every layer, in NumPy or compiled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from engine.arrays import Matrix, Vector
from engine.data.sparse_images import sparse_images
from engine.execution.padding import padded_size, row_buffers
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
    """Trace inputs with the training kernels; several times faster for a single image.

    Small networks, those in float64, are traced in NumPy.
    """
    if network.parameters.dtype != np.float32:
        return trace_with_numpy(network, x)
    if not network.specification.is_dense:
        return _follow_maps(network, np.ascontiguousarray(x, np.float32))
    return _follow_sparse(network, x.astype(np.float32, order="C"))


def _follow_sparse(network: Network, x: Matrix) -> tuple[list[Matrix], list[Matrix]]:
    from engine.kernels.dense.forward_f32 import feed_sparse
    from engine.kernels.dense.padded_rows import NONE, copy_padded
    from engine.kernels.dropout import NO_DROPOUT

    batch, (first, *sizes) = len(x), network.specification.sizes
    layout, room = kernel_layout(network.specification), row_buffers((first, *sizes), batch)
    copy_padded(network.parameters, NONE, layout.sizes, room.w, NONE, NONE)
    told = (layout.sizes, layout.codes, sparse_images(x), np.arange(batch))
    feed_sparse(room, *told, NO_DROPOUT)
    return _unpadded(room.z, sizes, batch), [x, *_unpadded(room.a, sizes, batch)]


def _follow_maps(network: Network, x: Matrix) -> tuple[list[Matrix], list[Matrix]]:
    """Trace inputs through a convolutional network; the first entry of a holds the features."""
    from engine.execution.convolution_layout import convolution_layout
    from engine.kernels.convolution.network_forward import feed_maps, prepare_maps
    from engine.kernels.dropout import NO_DROPOUT

    layout, most = convolution_layout(network.specification), min(len(x), AT_ONCE)
    front, buffers = layout.at_batch(most), layout.buffers(most)
    z, a = layout.neurons(most), layout.neurons(most)
    prepare_maps(network.parameters, layout.sizes, front, buffers)
    zs, activations = [], []
    for first in range(0, len(x), most):
        rows = np.arange(first, min(first + most, len(x)))
        told = (front, layout.sizes, layout.codes, buffers, x, rows)
        feed_maps(*told, z, a, NO_DROPOUT)
        zs.append(_unpadded(z, network.specification.sizes, len(rows))[1:])
        activations.append(_unpadded(a, network.specification.sizes, len(rows)))
    return _joined(zs), _joined(activations)


def _unpadded(values: Vector, sizes: Sequence[int], batch: int) -> list[Matrix]:
    """Split a kernel's neurons, in rows of whole vectors, into copies of the layers."""
    layers, start = [], 0
    for size in sizes:
        width = padded_size(size)
        end = start + batch * width
        layers.append(values[start:end].reshape(batch, width)[:, :size].copy())
        start = end
    return layers


def _joined(batches: list[list[Matrix]]) -> list[Matrix]:
    """Return the layers of all examples from those of batches."""
    return [np.concatenate(layer) for layer in zip(*batches, strict=True)]


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
    """

    sizes: Vector
    codes: Vector
    neurons: int


@lru_cache(maxsize=64)
def kernel_layout(specification: NetworkSpecification) -> KernelLayout:
    """Return the kernel layout of a dense network."""
    return KernelLayout(
        np.array(specification.sizes),
        np.array([activation.code for activation in specification.layer_activations]),
        sum(specification.sizes[1:]),
    )
