"""Read IDX files, the format of the MNIST data base, plain or gzipped."""

from __future__ import annotations

import gzip
import zlib
from math import prod
from pathlib import Path

import numpy as np

from engine.arrays import Images, Labels
from engine.errors import DataError

UNSIGNED_BYTES = 0x08
MAX_BYTES = 512 * 2**20
"""Largest content that is read; MNIST's largest file holds 47 MB."""

GZIP_MAGIC = b"\x1f\x8b"


def read_idx(path: Path, dimensions: int) -> Images:
    """Return the array of unsigned bytes in an IDX file.

    Parameters
    ----------
    dimensions : int
        How many the array must have: 3 for pictures, 1 for labels.

    Raises
    ------
    DataError
        If the file cannot be read, is damaged, or holds something else.
    """
    content = _content(path)
    kind = content[2] if len(content) >= 4 and content[:2] == b"\0\0" else -1
    if kind != UNSIGNED_BYTES or content[3] != dimensions:
        raise _malformed(
            path, f"a header 00 00 08 0{dimensions}", f"{content[:4].hex(' ') or 'an empty file'}"
        )
    start = 4 + 4 * dimensions
    if len(content) < start:
        raise _malformed(path, f"{dimensions} sizes in the header", "the end of the file")
    shape = tuple(int(size) for size in np.frombuffer(content, ">u4", dimensions, 4))
    if min(shape) == 0 or prod(shape) != len(content) - start:
        sizes = " × ".join(map(str, shape))
        raise _malformed(path, f"{sizes} bytes of data", f"{len(content) - start} bytes")
    return np.frombuffer(content, np.uint8, offset=start).reshape(shape)


def read_pair(pictures: Path, labels: Path) -> tuple[Images, Labels]:
    """Return pictures, shape (n, rows, columns), and their labels, shape (n,), as bytes.

    Raises
    ------
    DataError
        If either file is malformed, or they do not belong together.
    """
    x, y = read_idx(pictures, 3), read_idx(labels, 1)
    if len(x) != len(y):
        raise _malformed(labels, f"{len(x)} labels, one for each picture", f"{len(y)}")
    if y.max() > 9:
        raise _malformed(labels, "labels 0 to 9", f"a label {y.max()}")
    return x, y


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            zipped = file.read(2) == GZIP_MAGIC
        with gzip.open(path) if zipped else path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise _malformed(path, "an IDX file", "no file of that name") from None
    except (OSError, EOFError, zlib.error):
        raise _malformed(path, "a complete file", "one that is truncated or damaged") from None
    if len(content) > MAX_BYTES:
        raise _malformed(path, f"at most {MAX_BYTES // 2**20} MB", "more")
    return content


def _malformed(path: Path, expected: str, found: str) -> DataError:
    return DataError(
        "{path}: expected {expected}, got {found}; get the file again or choose another one",
        path=path, expected=expected, found=found,
    )
