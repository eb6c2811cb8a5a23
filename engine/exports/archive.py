"""Named tensors as an ``.npz`` archive, written reproducibly and read defensively.

An archive is a zip file of ``.npy`` files.  Declared sizes and types are checked before
anything is decompressed or allocated; nothing is ever unpickled.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from math import prod
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from engine.errors import StorageError
from engine.exports.class_names import checked_classes
from engine.exports.named_tensors import KINDS, Tensors, check_names, check_tensor, tensor_shapes
from engine.networks.specification import NetworkSpecification

SIGNATURE = b"PK"
"""First bytes of every archive."""
MAX_BYTES = 256 * 2**20
"""Largest total size of the decompressed members."""
MAX_DIRECTORY = 2**16
"""Largest central directory in bytes; that of the deepest network takes a quarter of it."""
MAX_WORDS_BYTES = 2**16

WORDS, CLASSES = "layers", "classes"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_END, _END_BYTES = b"PK\x05\x06", 22
_END_64, _END_64_BYTES = b"PK\x06\x07", 20
_LENGTH_END = 10
# own parser: NumPy evaluates the header as a Python literal; only these headers can occur
_HEAD = re.compile(
    rb"\x93NUMPY\x01\x00(..)"
    rb"\{'descr': '([<|][a-zA-Z]\d{0,6})', 'fortran_order': False, "
    rb"'shape': \(((?:\d{1,9},? ?){0,8})\), \} *\n",
    re.DOTALL,
)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    TypeError,
)
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def pack(
    tensors: Mapping[str, NDArray[Any]], words: str, class_names: tuple[str, ...] = ()
) -> bytes:
    """Return an archive; equal tensors give equal bytes.

    Parameters
    ----------
    words : str
        The layers, stored as the text array `layers`.
    class_names : tuple of str
        Stored as the text array `classes`, if there are any.
    """
    texts = {WORDS: np.array(words)}
    if class_names:
        texts[CLASSES] = np.array(class_names)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, array in {**texts, **tensors}.items():
            member = zipfile.ZipInfo(f"{name}.npy", _EPOCH)
            member.create_system, member.external_attr = _UNIX, 0o644 << 16
            held = io.BytesIO()
            npy.write_array(held, array, version=(1, 0), allow_pickle=False)
            archive.writestr(member, held.getvalue())
    return content.getvalue()


def unpack(
    content: bytes, read_words: Callable[[str], NetworkSpecification]
) -> tuple[Tensors, NetworkSpecification, tuple[str, ...]]:
    """Return the tensors of an archive, its layers, and the names of its classes if it has any.

    Parameters
    ----------
    read_words : callable
        words -> NetworkSpecification.

    Raises
    ------
    StorageError
        If it is damaged, has members that do not fit its layers, or is too large.
    """
    _check_directory(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _members(archive, read_words)
    except _BROKEN as error:
        raise _damaged(str(error)[:80]) from None


def _check_directory(content: bytes) -> None:
    """Raise if the central directory is too long, before it is read."""
    end = content[-_END_BYTES:]
    before = content[-_END_BYTES - _END_64_BYTES : -_END_BYTES]
    if not end.startswith(_END) or len(end) < _END_BYTES or before.startswith(_END_64):
        raise _damaged("no end of a zip file")
    (length,) = struct.unpack_from("<I", end, 12)
    if length > MAX_DIRECTORY:
        raise _damaged("a long table of contents")


def _members(
    archive: zipfile.ZipFile, read_words: Callable[[str], NetworkSpecification]
) -> tuple[Tensors, NetworkSpecification, tuple[str, ...]]:
    members = _checked_members(archive.infolist())
    specification = read_words(_texts(archive, members, WORDS, 0)[0])
    named = _texts(archive, members, CLASSES, 1) if CLASSES in members else None
    class_names = () if named is None else checked_classes(named, specification.sizes[-1])
    check_names(members, specification)
    tensors = {
        name: _tensor(name, archive.read(members[name]), expected)
        for name, expected in tensor_shapes(specification).items()
    }
    return tensors, specification, class_names


def _texts(
    archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], name: str, dimensions: int
) -> list[str]:
    """Return the texts of an array, and take it from the members."""
    if name not in members or members[name].file_size > MAX_WORDS_BYTES:
        raise _damaged(f"no text named {name}")
    shape, kind, data = _array_parts(archive.read(members.pop(name)))
    if (
        kind.kind != "U"
        or len(shape) != dimensions
        or not data
        or prod(shape) * kind.itemsize != len(data)
    ):
        raise _damaged(f"no text named {name}")
    return [str(text) for text in np.frombuffer(data, kind)]


def _checked_members(listed: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Return the members by array name, after checks of their declared properties."""
    members = {member.filename.removesuffix(".npy"): member for member in listed}
    if len(members) != len(listed):
        raise _damaged("two members of one name")
    if sum(member.file_size for member in listed) > MAX_BYTES:
        raise _damaged(f"more than {MAX_BYTES // 2**20} MB unpacked")
    for member in listed:
        if member.flag_bits & 1 or member.compress_type not in _PLAIN:
            raise _damaged("an encrypted or unusual member")
        if not member.filename.endswith(".npy"):
            raise _damaged("a member that is no array")
    return members


def _array_parts(content: bytes) -> tuple[tuple[int, ...], np.dtype[Any], bytes]:
    """Return shape, dtype and data of an ``.npy`` file with an array in C order."""
    head = _HEAD.match(content)
    if head is None or int.from_bytes(head[1], "little") != head.end() - _LENGTH_END:
        raise _damaged("an array of another format")
    kind, shape = head[2].decode(), tuple(int(side) for side in re.findall(rb"\d+", head[3]))
    return shape, np.dtype(kind), content[head.end() :]


def _tensor(name: str, content: bytes, expected: tuple[int, ...]) -> NDArray[Any]:
    shape, kind, data = _array_parts(content)
    check_tensor(name, shape, kind, expected)
    if len(data) != prod(expected) * kind.itemsize:
        raise _damaged("an array that was cut off")
    return np.frombuffer(data, KINDS[KINDS.index(kind)]).reshape(expected)


def _damaged(reason: str) -> StorageError:
    return StorageError(
        "expected an archive of weights, got a damaged one or one of another kind ({reason}); "
        "export the network again",
        reason=reason,
    )
