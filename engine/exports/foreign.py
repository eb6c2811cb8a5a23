"""Networks in files of other programs: read where nothing has to be run for it, else named."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import EngineError, StorageError
from engine.exports.named_tensors import Tensors, network_from_named, numbered, tensor_shapes
from engine.networks.layers.convolution import Convolution
from engine.networks.layers.layer import tensor_names
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification

HDF5, ZIP, PICKLE = b"\x89HDF\r\n\x1a\n", b"PK\x03\x04", b"\x80"
KERAS_MEMBER, TORCH_MEMBER = b"model.weights.h5", b"/data.pkl"
"""Names in archives, which stand in them as they are."""

BOOK_KEYS = {"sizes", "weights", "biases"}
"""Keys that `Network.save` of the book's network2.py writes, besides the cost."""

TORCH_PARTS = {"weight": (2, 4), "bias": (1,)}
"""Tensors of a layer in a state_dict that is read, and how many axes they have."""


def refuse_programs(content: bytes) -> None:
    """Raise if a file belongs to a program whose files are not read, and say how to convert it.

    Raises
    ------
    StorageError
        For files of PyTorch and Keras, and pickles.
    """
    if content.startswith(HDF5) or (content.startswith(ZIP) and KERAS_MEMBER in content):
        raise StorageError(
            "expected weights of Nabla Lab, got a Keras file; in Keras, write the weights of each "
            "dense layer, transposed, as 0.weight and its biases as 0.bias, then 1.weight and so "
            "on, with safetensors.numpy.save_file"
        )
    if content.startswith(ZIP) and TORCH_MEMBER in content:
        raise StorageError(
            "expected weights of Nabla Lab, got a PyTorch file, which is not executed; in PyTorch, "
            "write it with safetensors.torch.save_file(model.state_dict(), 'weights.safetensors')"
        )
    if content.startswith(PICKLE):
        raise StorageError(
            "expected weights of Nabla Lab, got a pickle, perhaps of PyTorch, which is not "
            "executed; in the program that wrote it, save the arrays with safetensors"
        )


def is_safetensors(content: bytes) -> bool:
    """Return whether a file begins as safetensors do: a length, and a JSON text within it."""
    length = int.from_bytes(content[:8], "little")
    return content[8:9] == b"{" and length <= len(content) - 8


def is_book_file(content: bytes) -> bool:
    """Return whether a file is a JSON object."""
    return content[:64].lstrip()[:1] == b"{"


def network_of_book(content: bytes) -> Network:
    """Return the network in a file of the book's network2.py: all neurons are sigmoid.

    Raises
    ------
    StorageError
        If it is other JSON, or its numbers do not fit its sizes.
    """
    try:
        found = json.loads(content)
        if not found.keys() >= BOOK_KEYS:
            raise ValueError
        sizes = tuple(int(size) for size in found["sizes"])
        names = ("sigmoid",) * (len(sizes) - 1)
        specification = NetworkSpecification.dense(sizes, names)
        tensors: Tensors = {}
        for number, (w, b) in enumerate(zip(found["weights"], found["biases"], strict=True), 1):
            tensors[f"w{number}"] = np.array(w, np.float64)
            # the book keeps biases as columns
            tensors[f"b{number}"] = np.array(b, np.float64).reshape(-1)
    except StorageError:
        raise
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError, EngineError):
        raise StorageError(
            "expected JSON of the book's network2.py with sizes, weights and biases, got something "
            "else; choose another file"
        ) from None
    return network_from_named(tensors, specification)


def is_state_dict(names: Mapping[str, object]) -> bool:
    """Return whether all tensors have names of a PyTorch state_dict: the layer, a dot, its part."""
    return bool(names) and all("." in name.strip(".") for name in names)


def check_torch_layers(arrays: Tensors) -> None:
    """Raise if a state_dict has tensors of other layers than dense ones and convolutions.

    Raises
    ------
    StorageError
        Naming the first such layer and its tensors, for instance those of batch normalisation.
    """
    for layer, group in _torch_layers(arrays).items():
        known = all(array.ndim in TORCH_PARTS.get(part, ()) for part, array in group.items())
        if not known or "weight" not in group:
            raise StorageError(
                "expected PyTorch weights of dense layers and convolutions alone, got the layer "
                "{layer} with {parts}; batch normalisation and other layers are not read: save a "
                "network without them",
                layer=repr(layer[:40]),
                parts=", ".join(sorted(group))[:80],
            )


def from_state_dict(arrays: Tensors, specification: NetworkSpecification) -> Tensors:
    """Return the tensors of a state_dict under our names and in our order of numbers.

    PyTorch keeps kernels as (map, channel, row, column) and flattens maps in the order (channel,
    row, column); here the channel comes last in both. A layer without biases gets zeros.

    Parameters
    ----------
    arrays : dict of ndarray
        Accepted by `check_torch_layers`.

    Raises
    ------
    StorageError
        If its layers are not as many as those that learn.
    """
    # convolutions come first, whatever their names
    ordered = sorted(_torch_layers(arrays).values(), key=lambda group: -group["weight"].ndim)
    learning = [(layer, number) for layer, number in numbered(specification) if layer.units]
    if len(ordered) != len(learning):
        raise StorageError(
            "expected weights of {expected} layers, got those of {found}; correct the layers",
            expected=len(learning),
            found=len(ordered),
        )
    shapes = tensor_shapes(specification)
    tensors: Tensors = {}
    for group, (layer, number) in zip(ordered, learning, strict=True):
        w_name, b_name = tensor_names(layer, number)
        w = group["weight"]
        if isinstance(layer, Convolution) and w.ndim == 4:
            w = w.transpose(0, 2, 3, 1)
        elif w.ndim == 2 and w.shape == shapes[w_name]:
            w = w[:, _flattened(specification, w_name)]
        b = group.get("bias", np.zeros(len(w), w.dtype))
        tensors[w_name], tensors[b_name] = np.ascontiguousarray(w), b
    return tensors


def missing_layers(arrays: Tensors) -> StorageError:
    """Return the error for a state_dict without its layers, with an example of what to write."""
    shapes = [arrays[name].shape for name in sorted(arrays, key=_natural)]
    maps = [f"conv{shape[0]}@{shape[2]}:relu pool2" for shape in shapes if len(shape) == 4]
    dense = [shape for shape in shapes if len(shape) == 2]
    start = "28x28" if maps else " ".join(str(shape[1]) for shape in dense[:1])
    hidden = [f"{shape[0]}:relu" for shape in dense[:-1]]
    last = [f"softmax{shape[0]}" for shape in dense[-1:]]
    return StorageError(
        "expected the layers of these PyTorch weights, got tensors alone; add for example "
        '--layers "{layers}", or the same as metadata "layers" of the file',
        layers=" ".join([start, *maps, *hidden, *last]),
    )


def _torch_layers(arrays: Tensors) -> dict[str, dict[str, NDArray[Any]]]:
    """Return the tensors of a state_dict by layer and part, in the order of the layers' names."""
    groups: dict[str, dict[str, NDArray[Any]]] = {}
    for name in sorted(arrays, key=_natural):
        layer, _, part = name.rpartition(".")
        groups.setdefault(layer, {})[part] = arrays[name]
    return groups


def _natural(name: str) -> list[tuple[int, str]]:
    """Return a key that sorts 2.weight before 10.weight."""
    return [
        (int(piece), "") if piece.isdigit() else (-1, piece) for piece in re.split(r"(\d+)", name)
    ]


def _flattened(specification: NetworkSpecification, w_name: str) -> NDArray[np.int64]:
    """Return the places of a dense layer's inputs in the order in which PyTorch flattens maps."""
    before: tuple[int, ...] = ()
    for layer, number in numbered(specification):
        if w_name in tensor_names(layer, number):
            break
        before = layer.out_shape
    else:
        return np.arange(0)
    count = tensor_shapes(specification)[w_name][1]
    if len(before) != 3 or prod(before) != count:
        return np.arange(count)
    return np.moveaxis(np.arange(count).reshape(before), 0, 2).reshape(-1)
