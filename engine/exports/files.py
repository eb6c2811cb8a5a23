"""Export of networks to files for other programs, reproducible to the byte, and import."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from engine.atomic_files import write_atomically
from engine.errors import EngineError, StorageError
from engine.exports.archive import SIGNATURE, pack, unpack
from engine.exports.class_names import named_classes, with_classes
from engine.exports.foreign import (
    check_torch_layers,
    from_state_dict,
    is_book_file,
    is_safetensors,
    is_state_dict,
    missing_layers,
    network_of_book,
    refuse_programs,
)
from engine.exports.named_tensors import KINDS, Tensors, named_tensors, network_from_named
from engine.exports.onnx import as_onnx
from engine.exports.program import program_text
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification, parse_layers
from engine.runs.storage import classes_and_size, load_network

MAX_BYTES = 256 * 2**20
"""Largest file that is read."""
MAX_WORDS = 10_000
"""Longest description of layers that is read, in characters."""

NOT_OURS = "a damaged file or one of another kind"


ClassNames: TypeAlias = tuple[str, ...]
"""Names of a network's classes; empty where they are numbers."""


def as_safetensors(network: Network, class_names: ClassNames = ()) -> bytes:
    """Return a network as named tensors, with its layers and classes in the metadata."""
    from safetensors.numpy import save

    # one entry only: safetensors writes several in an order that varies between processes
    content = save(named_tensors(network), {"layers": network.specification.words})
    return with_classes(content, class_names) if class_names else content


def as_npz(network: Network, class_names: ClassNames = ()) -> bytes:
    """Return an archive that `numpy.load` opens, with text arrays `layers` and `classes`."""
    return pack(named_tensors(network), network.specification.words, class_names)


def as_program(network: Network, class_names: ClassNames = ()) -> bytes:
    """Return a network as a NumPy program."""
    return program_text(network).encode()


EXPORTS: Mapping[str, Callable[[Network, ClassNames], bytes]] = MappingProxyType(
    {".safetensors": as_safetensors, ".npz": as_npz, ".py": as_program, ".onnx": as_onnx}
)
"""Encoder of a file's content, by its suffix."""


def export_form(path: Path) -> Callable[[Network, ClassNames], bytes]:
    """Return the encoder for a file's suffix.

    Raises
    ------
    StorageError
        If its suffix is not among EXPORTS.
    """
    form = EXPORTS.get(path.suffix.lower())
    if form is None:
        raise StorageError(
            "expected a file that ends in {known}, got {path}; choose another name",
            known=", ".join(EXPORTS),
            path=path,
        )
    return form


def export_network(path: Path, network: Network, class_names: ClassNames = ()) -> None:
    """Write a network atomically in the format of the file's suffix.

    Parameters
    ----------
    path : Path
        Replaced if it exists.
    class_names : tuple of str
        Names of the network's classes; empty where they are numbers.

    Raises
    ------
    StorageError
        If the suffix is unknown, a weight is not finite, or the file cannot be written.
    """
    write_atomically(path, export_form(path)(network, class_names))


def import_network(path: Path, layers: str = "") -> Network:
    """Read a network without the names of its classes; see `import_named`."""
    return import_named(path, layers)[0]


def import_named(path: Path, layers: str = "") -> tuple[Network, ClassNames]:
    """Read a network and the names of its classes, detected by content.

    `.npz` and `.safetensors` as exported or saved here, a state_dict of PyTorch in `.safetensors`,
    and JSON of the book's network2.py.

    Parameters
    ----------
    layers : str
        Layers of a state_dict, if its metadata do not say them.

    Raises
    ------
    StorageError
        If the file is missing, too large, damaged, of another kind, or its tensors do not
        fit its layers.
    """
    try:
        content = _read(path)
        # first: a safetensors file begins with a length, whose bytes may be those of any file
        if is_safetensors(content):
            return _from_safetensors(path, content, layers)
        refuse_programs(content)
        if is_book_file(content):
            return network_of_book(content), ()
        if content.startswith(SIGNATURE):
            tensors, specification, class_names = unpack(content, _specification)
            return network_from_named(tensors, specification), class_names
        return _from_safetensors(path, content, layers)
    except StorageError as error:
        if "path" in error.fields:
            raise
        raise StorageError("{path}: {problem}", path=path, problem=error) from None


def is_saved_here(path: Path) -> bool:
    """Return whether a file is a run or a network that this program saved, not exported."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            return "nabla" in json.loads(file.read(min(length, MAX_BYTES)))["__metadata__"]
    except (OSError, KeyError, TypeError, ValueError, RecursionError):
        return False


def _from_safetensors(path: Path, content: bytes, layers: str) -> tuple[Network, ClassNames]:
    metadata = _metadata(content)
    if "nabla" in metadata:
        network, _, description = load_network(path)
        if network.parameters.dtype not in KINDS:
            raise _refusal(NOT_OURS)
        return network, classes_and_size(network, description)[0]
    tensors, words = _tensors(content), layers or str(metadata.get("layers", ""))
    if not is_state_dict(tensors):
        specification = _specification(words)
        class_names = named_classes(metadata, specification.sizes[-1])
        return network_from_named(tensors, specification), class_names
    check_torch_layers(tensors)
    if not words:
        raise missing_layers(tensors)
    specification = _specification(words)
    return network_from_named(from_state_dict(tensors, specification), specification), ()


def _tensors(content: bytes) -> Tensors:
    from safetensors import SafetensorError
    from safetensors.numpy import load

    try:
        return load(content)
    except (SafetensorError, KeyError, TypeError, ValueError):
        raise _refusal(NOT_OURS) from None


def _metadata(content: bytes) -> dict[str, object]:
    """Return the metadata in the header of a safetensors file."""
    try:
        length = int.from_bytes(content[:8], "little")
        found = json.loads(content[8 : 8 + length]).get("__metadata__", {})
    except (AttributeError, TypeError, ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise _refusal(NOT_OURS)
    return found


def _specification(words: str) -> NetworkSpecification:
    """Return the layers that a file describes.

    Raises
    ------
    StorageError
        If the description is malformed or too long.
    """
    if len(words) > MAX_WORDS:
        raise _refusal("a very long description of layers")
    try:
        # the parser needs a cost; the quadratic one accepts every network
        return parse_layers(words, "quadratic")
    except (EngineError, ValueError):
        raise StorageError(
            "expected layers such as 784 dense30:sigmoid dense10:sigmoid, got {found}; "
            "export the network again",
            found=repr(words[:60]),
        ) from None


def _read(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise _refusal("no file")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _refusal((error.strerror or "nothing readable").lower()) from None
    if len(content) > MAX_BYTES:
        raise _refusal(f"more than {MAX_BYTES // 2**20} MB")
    return content


def _refusal(found: str) -> StorageError:
    return StorageError(
        "expected weights of Nabla Lab, got {found}; choose another file", found=found
    )
