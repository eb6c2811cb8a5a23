"""A network as named tensors: ``conv1_w, conv1_b, …, w1, b1, w2, b2, …``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.errors import StorageError
from engine.networks.layers.layer import Layer, tensor_names
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification

Tensors: TypeAlias = dict[str, NDArray[Any]]
Shapes: TypeAlias = dict[str, tuple[int, ...]]

KINDS: tuple[np.dtype[Any], ...] = (np.dtype("<f4"), np.dtype("<f8"))
"""Accepted dtypes; both are stored without conversion."""


def tensor_shapes(specification: NetworkSpecification) -> Shapes:
    """Return the shape of every tensor by its name, in the order of `Network.parameters`.

    Examples
    --------
    >>> from engine.networks.specification import parse_layers
    >>> tensor_shapes(parse_layers("3-2"))
    {'w1': (2, 3), 'b1': (2,)}
    """
    shapes: Shapes = {}
    for layer, number in numbered(specification):
        kinds = (layer.units, *layer.field), (layer.units,)
        shapes |= dict(zip(tensor_names(layer, number), kinds, strict=False))
    return shapes


def numbered(specification: NetworkSpecification) -> Iterator[tuple[Layer, int]]:
    """Yield every layer with its number among the layers of its kind, from 1."""
    counts: Counter[str] = Counter()
    for layer in specification.layers:
        counts[layer.kind] += 1
        yield layer, counts[layer.kind]


def named_tensors(network: Network) -> Tensors:
    """Return copies of a network's weights and biases by name.

    Returns
    -------
    dict of ndarray, float32 or float64, little-endian and contiguous
        ``w1`` of shape (n_out, n_in) is the first dense layer, ``conv1_w`` of shape
        (feature maps, kernel, kernel, channels) the first convolution.

    Raises
    ------
    StorageError
        If a number is not finite.
    """
    kind = network.parameters.dtype.newbyteorder("<")
    tensors = {name: np.array(view, kind, order="C") for name, view in _views(network).items()}
    for name, tensor in tensors.items():
        check_finite(name, tensor)
    return tensors


def network_from_named(
    arrays: Mapping[str, NDArray[Any]], specification: NetworkSpecification
) -> Network:
    """Return the network of tensors made by `named_tensors`.

    Parameters
    ----------
    arrays : Mapping of ndarray
        Copied; shapes as in `tensor_shapes`.

    Raises
    ------
    StorageError
        If a tensor is missing or unexpected, has the wrong shape, another dtype than the
        first, or a number that is not finite.
    """
    shapes = tensor_shapes(specification)
    check_names(arrays, specification)
    kind = arrays[next(iter(shapes))].dtype
    for name, shape in shapes.items():
        check_tensor(name, arrays[name].shape, arrays[name].dtype, shape)
        _check_kind(name, arrays[name].dtype, kind)
        check_finite(name, arrays[name])
    network = Network(specification, np.empty(specification.parameter_count, kind))
    for name, view in _views(network).items():
        view[:] = arrays[name]
    return network


def check_names(names: Mapping[str, object], specification: NetworkSpecification) -> None:
    """Raise if tensors are missing or unexpected.

    Parameters
    ----------
    names : Mapping
        Only its keys are used.

    Raises
    ------
    StorageError
        Naming the first such tensor.
    """
    shapes = tensor_shapes(specification)
    for name in shapes:
        if name not in names:
            raise StorageError(
                "expected a tensor {name} for {layers}, got none; export the network again",
                name=name,
                layers=_in_short(specification),
            )
    for name in names:
        if name not in shapes:
            raise StorageError(
                "expected no other tensors than those of {layers}, got {name}; leave it out",
                name=repr(name[:40]),
                layers=_in_short(specification),
            )


def check_tensor(
    name: str, found: tuple[int, ...], kind: np.dtype[Any], expected: tuple[int, ...]
) -> None:
    """Raise if a tensor's declared shape or dtype is wrong, before its numbers are read.

    Raises
    ------
    StorageError
        If the shape differs or the dtype is not among KINDS.
    """
    if kind not in KINDS:
        raise StorageError(
            "expected float32 or float64 in the tensor {name}, got {found}; convert it",
            name=name,
            found=str(kind)[:40],
        )
    if found != expected:
        raise StorageError(
            "expected the tensor {name} of shape {expected}, got {found}; "
            "export the network again, or correct its layers",
            name=name,
            expected=expected,
            found=found,
        )


def _check_kind(name: str, found: np.dtype[Any], kind: np.dtype[Any]) -> None:
    if found != kind:
        raise StorageError(
            "expected all tensors as {expected}, got {found} in {name}; convert it",
            name=name,
            expected=kind,
            found=found,
        )


def check_finite(name: str, array: NDArray[Any]) -> None:
    """Raise if a number of a tensor is not finite.

    Raises
    ------
    StorageError
        Naming the tensor.
    """
    if not np.isfinite(array).all():
        raise StorageError(
            "expected finite numbers in the tensor {name}, got NaN or infinity; "
            "export weights that have not diverged",
            name=name,
        )


def _views(network: Network) -> Tensors:
    """Return writable views of a network's weights and biases by name."""
    ordered = [each for parameters in network.layer_parameters for each in parameters]
    return dict(zip(tensor_shapes(network.specification), ordered, strict=True))


def _in_short(specification: NetworkSpecification) -> str:
    text = str(specification)
    return text if len(text) <= 80 else f"{text[:79]}…"
