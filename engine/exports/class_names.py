"""Names of a network's classes in exported files: written reproducibly, checked when read."""

from __future__ import annotations

import json
from collections.abc import Mapping

from engine.errors import StorageError

KEY = "classes"
LONGEST = 200
"""Longest name of a class in characters."""
ALIGNMENT = 8
"""Bytes that the header of a safetensors file is padded to."""


def with_classes(content: bytes, class_names: tuple[str, ...]) -> bytes:
    """Return a safetensors file with the names of classes in its metadata, as JSON."""
    length = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + length])
    header["__metadata__"][KEY] = json.dumps(class_names)
    written = json.dumps(header, separators=(",", ":")).encode()
    written += b" " * (-len(written) % ALIGNMENT)
    return len(written).to_bytes(8, "little") + written + content[8 + length :]


def named_classes(metadata: Mapping[str, object], outputs: int) -> tuple[str, ...]:
    """Return the names in the metadata of a safetensors file; empty if there are none.

    Raises
    ------
    StorageError
        If they are no names of a network's classes.
    """
    if KEY not in metadata:
        return ()
    try:
        found = json.loads(str(metadata[KEY]))
    except (ValueError, RecursionError):
        found = None
    return checked_classes(found, outputs)


def checked_classes(found: object, outputs: int) -> tuple[str, ...]:
    """Return the names of classes that a file holds.

    Raises
    ------
    StorageError
        If they are no list of different, printable names, one for an output at most.
    """
    names = tuple(found) if isinstance(found, list) else ()
    fits = 0 < len(names) <= outputs and len(set(map(str, names))) == len(names)
    if not fits or not all(map(_is_name, names)):
        raise StorageError(
            "expected different names for at most {outputs} classes, got others in the file; "
            "export the network again",
            outputs=outputs,
        )
    return names


def _is_name(name: object) -> bool:
    return isinstance(name, str) and 0 < len(name) <= LONGEST and name.isprintable()
