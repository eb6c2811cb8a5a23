"""NumPy archives of pictures and labels, such as `mnist.npz`; nothing is unpickled."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data.files.parts import PARTS, TRAINING
from engine.data.files.raw_parts import RawPart, raw_part
from engine.errors import DataError

MAX_BYTES = 1024 * 2**20
"""Largest total size of the arrays in an archive."""
PICTURES = frozenset({"x", "images", "image", "imgs", "pictures", "data", "pixels"})
LABELS = frozenset({"y", "labels", "label", "target", "targets", "classes"})
"""Words in the names of arrays: x_train, train_images, X, data …"""
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    TypeError,
    SyntaxError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)


def read_npz(path: Path) -> dict[str, RawPart]:
    """Return the pictures and labels of an archive, by part.

    Raises
    ------
    DataError
        If the archive is damaged, too large, or its arrays have other names.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_BYTES:
                raise _refused(path, f"more than {MAX_BYTES // 2**20} MB unpacked")
        with np.load(path, allow_pickle=False) as arrays:
            roles = _roles(path, arrays.files)
            read = {part: [arrays[name] for name in names] for part, names in roles.items()}
    except _DAMAGED:
        raise _refused(path, "a damaged file, one of another kind, or arrays of objects") from None
    return {part: _raw(path, *pair) for part, pair in read.items()}


def _raw(path: Path, pictures: NDArray[Any], labels: NDArray[Any]) -> RawPart:
    return raw_part(path, pictures, labels)


def _roles(path: Path, names: list[str]) -> dict[str, tuple[str, str]]:
    """Return the names of pictures and labels of each part."""
    found: dict[str, dict[frozenset[str], str]] = {}
    for name in names:
        words = set(re.split(r"[^a-z0-9]+", name.lower()))
        part = next((PARTS[word] for word in words if word in PARTS), TRAINING)
        for kind in (PICTURES, LABELS):
            if words & kind:
                if kind in found.setdefault(part, {}):
                    raise _refused(path, f"two arrays of one kind ({name})")
                found[part][kind] = name
    pairs = {part: (pair[PICTURES], pair[LABELS]) for part, pair in found.items() if len(pair) == 2}
    if not pairs:
        raise _refused(path, ", ".join(names)[:200] or "no arrays")
    return pairs


def _refused(path: Path, found: str) -> DataError:
    return DataError(
        "{path}: expected an archive of arrays x_train, y_train, x_test and y_test, or X and y, "
        "or images and labels, got {found}; save it again with numpy.savez",
        path=path,
        found=found,
    )
