"""IDX files, the format of the MNIST database, plain or gzipped."""

from __future__ import annotations

import gzip
import zlib
from contextlib import suppress
from math import prod
from pathlib import Path
from typing import IO, cast

import numpy as np

from engine.arrays import Images, Labels
from engine.errors import DataError

UNSIGNED_BYTES = 0x08
MAX_BYTES = 512 * 2**20
"""Largest content that is read; MNIST's largest file holds 47 MB."""
CLASSES = 10

GZIP_MAGIC = b"\x1f\x8b"
_DAMAGED = (OSError, EOFError, zlib.error)


def read_idx(path: Path, dimensions: int) -> Images:
    """Return the array of unsigned bytes in an IDX file.

    At most one byte more than the header declares is read, which guards against
    decompression bombs.

    Parameters
    ----------
    dimensions : int
        Number that the array must have: 3 for pictures, 1 for labels.

    Raises
    ------
    DataError
        If the file cannot be read, is damaged, or holds something else.
    """
    try:
        with _open(path) as file:
            shape = _read_shape(path, file, dimensions)
            count = prod(shape)
            content = file.read(count + 1)
    except FileNotFoundError:
        raise _malformed(path, "an IDX file", "no file of that name") from None
    except (IsADirectoryError, PermissionError) as error:
        raise _malformed(path, "a file that can be read", f"{error.strerror}".lower()) from None
    except _DAMAGED:
        raise _malformed(path, "a complete file", "one that is truncated or damaged") from None
    if len(content) != count:
        found = "more" if len(content) > count else f"only {len(content)}"
        sizes = " × ".join(map(str, shape))
        raise _malformed(path, f"{sizes} = {count} bytes of data", found)
    return np.frombuffer(content, np.uint8).reshape(shape)


def read_pair(pictures: Path, labels: Path, classes: int = CLASSES) -> tuple[Images, Labels]:
    """Return pictures, shape (n, rows, columns), and their labels, shape (n,), as bytes.

    Parameters
    ----------
    classes : int
        Labels are 0 to classes - 1.

    Raises
    ------
    DataError
        If either file is malformed, or they do not belong together.
    """
    y = read_idx(labels, 1)
    x = read_idx(pictures, 3)
    if len(x) != len(y):
        raise _malformed(labels, f"{len(x)} labels, one for each picture", f"{len(y)}")
    if y.max() >= classes:
        raise _malformed(labels, f"labels 0 to {classes - 1}", f"a label {y.max()}")
    return x, y


def idx_dimensions(path: Path) -> int | None:
    """Return the number of dimensions that an IDX file declares; None for other files."""
    with suppress(*_DAMAGED), _open(path) as file:
        start = file.read(4)
        if len(start) == 4 and start[:3] == bytes((0, 0, UNSIGNED_BYTES)):
            return start[3]
    return None


def _open(path: Path) -> IO[bytes]:
    with path.open("rb") as file:
        zipped = file.read(2) == GZIP_MAGIC
    return cast(IO[bytes], gzip.open(path)) if zipped else path.open("rb")


def _read_shape(path: Path, file: IO[bytes], dimensions: int) -> tuple[int, ...]:
    start = file.read(4)
    wanted = bytes((0, 0, UNSIGNED_BYTES, dimensions))
    if start != wanted:
        kind = "pictures" if dimensions == 3 else "labels"
        raise _malformed(
            path,
            f"an IDX file of {kind}, which begins {wanted.hex(' ')}",
            start.hex(" ") or "an empty file",
        )
    header = file.read(4 * dimensions)
    if len(header) < 4 * dimensions:
        raise _malformed(path, f"{dimensions} sizes in the header", "the end of the file")
    shape = tuple(int(size) for size in np.frombuffer(header, ">u4"))
    if min(shape) == 0 or prod(shape) > MAX_BYTES:
        sizes = " × ".join(map(str, shape))
        raise _malformed(path, f"1 to {MAX_BYTES // 2**20} MB of data", f"sizes {sizes}")
    return shape


def _malformed(path: Path, expected: str, found: str) -> DataError:
    return DataError(
        "{path}: expected {expected}, got {found}; get the file again or choose another one",
        path=path,
        expected=expected,
        found=found,
    )
