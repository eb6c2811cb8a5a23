"""The container of a document: a ZIP of one JSON text and one safetensors file.

Equal contents give equal bytes. Declared sizes and types are checked before use: opening a
document never runs code and never takes more than three times MAX_BYTES of memory.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from engine.errors import DocumentError, EngineError

Arrays: TypeAlias = Mapping[str, NDArray[Any]]

TEXT, ARRAYS = "document.json", "arrays.safetensors"
"""Names of the two members."""

MAX_BYTES = 128 * 2**20
"""Largest document, packed and unpacked."""

MAX_TEXT = 16 * 2**20
"""Largest JSON text of a document, in bytes."""

KINDS = "fiu"
"""NumPy kinds of the arrays: floating-point numbers, signed or unsigned integers."""

_DATE = (1980, 1, 1, 0, 0, 0)


def pack(text: bytes, arrays: Arrays) -> bytes:
    """Return the bytes of a document.

    Parameters
    ----------
    text : bytes
        JSON.
    arrays : mapping of str to array

    Raises
    ------
    DocumentError
        If it would be larger than MAX_BYTES.
    """
    content = save({name: np.ascontiguousarray(array) for name, array in arrays.items()})
    if len(content) + len(text) > MAX_BYTES or len(text) > MAX_TEXT:
        raise DocumentError(
            "expected a document of at most {most} MB, got {found} MB; remove runs from the list",
            most=MAX_BYTES // 2**20,
            found=(len(content) + len(text)) // 2**20,
        )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(_entry(TEXT, zipfile.ZIP_DEFLATED), text, compresslevel=6)
        # weights hardly compress, and stored members open fast
        packed.writestr(_entry(ARRAYS, zipfile.ZIP_STORED), content)
    return out.getvalue()


def _entry(name: str, compression: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = compression
    entry.create_system, entry.external_attr = 3, 0o644 << 16
    return entry


def unpack(content: bytes) -> tuple[bytes, dict[str, NDArray[Any]]]:
    """Return the JSON text and the arrays of a document; every number in them is finite.

    Raises
    ------
    DocumentError
        If it is damaged, too large, or something else.
    """
    if len(content) > MAX_BYTES:
        raise too_large()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _check_members(packed)
            text = packed.read(TEXT)
            arrays = load(packed.read(ARRAYS))
    except DocumentError:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        SafetensorError,
        EOFError,
        KeyError,
        NotImplementedError,
        OSError,
        RuntimeError,
        TypeError,
        ValueError,
    ):
        # all exceptions of zipfile and safetensors for damaged files
        raise damaged("its parts cannot be read") from None
    for name, array in arrays.items():
        check_array(name, array)
    return text, arrays


def _check_members(packed: zipfile.ZipFile) -> None:
    members = packed.infolist()
    if sorted(member.filename for member in members) != sorted((TEXT, ARRAYS)):
        raise damaged("it has other parts than a document")
    sizes = {member.filename: member.file_size for member in members}
    if sum(sizes.values()) > MAX_BYTES or sizes[TEXT] > MAX_TEXT:
        raise too_large()
    for member in members:
        stored = member.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if not stored or member.flag_bits & 1:
            raise damaged("its parts are packed in another way")


def check_array(name: str, array: NDArray[Any]) -> None:
    """Refuse an array that holds anything but finite numbers.

    Raises
    ------
    DocumentError
        If it does.
    """
    if array.dtype.kind not in KINDS:
        raise damaged(f"{name[:60]} holds no numbers")
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        raise damaged(f"{name[:60]} holds numbers that are not finite")


def damaged(reason: str) -> DocumentError:
    """Return the error for a damaged document."""
    return DocumentError(
        "expected a document of Nabla Lab, got a damaged one or another file ({reason}); try "
        "the copy beside it whose name ends in ~",
        reason=reason,
    )


@contextmanager
def refused_as_damaged() -> Iterator[None]:
    """Turn a value of a document that the engine refuses into the error for a damaged document."""
    try:
        yield
    except EngineError as error:
        raise damaged(str(error)[:120]) from None


def too_large() -> DocumentError:
    """Return the error for a document that is too large."""
    return DocumentError(
        "expected a document of at most {most} MB, got a larger one; choose another file",
        most=MAX_BYTES // 2**20,
    )
