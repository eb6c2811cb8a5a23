"""The book's `mnist.pkl.gz`: pairs of arrays in a pickle, read without executing any of it."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import IO, Any, cast

import numpy as np
from numpy.typing import NDArray

from engine.data.files.parts import TEST, TRAINING, VALIDATION
from engine.data.files.pickle_opcodes import Array, interpret
from engine.data.files.raw_parts import RawPart, raw_part
from engine.errors import DataError

MAX_BYTES = 1024 * 2**20
GZIP_MAGIC = b"\x1f\x8b"
PARTS = {1: (TRAINING,), 2: (TRAINING, TEST), 3: (TRAINING, VALIDATION, TEST)}
"""Parts by the number of pairs of pictures and labels in the file."""
_DAMAGED = (
    OSError,
    EOFError,
    zlib.error,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    AttributeError,
    OverflowError,
)

Pair = tuple[NDArray[Any], NDArray[Any]]


class LimitedFile:
    """A file that refuses to be read beyond MAX_BYTES, however much it unpacks to."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._left = MAX_BYTES

    def read(self, count: int) -> bytes:
        """Return the next bytes."""
        return self._counted(self._file.read(min(count, self._left + 1)))

    def readline(self) -> bytes:
        """Return the rest of the line."""
        return self._counted(self._file.readline(self._left + 1))

    def _counted(self, content: bytes) -> bytes:
        self._left -= len(content)
        if self._left < 0:
            raise ValueError
        return content


def read_pickled(path: Path) -> dict[str, RawPart]:
    """Return the pictures and labels of the book's file of arrays, by part.

    Raises
    ------
    DataError
        If the file is damaged, or holds anything else than pairs of arrays.
    """
    try:
        with path.open("rb") as file:
            zipped = file.read(2) == GZIP_MAGIC
        with gzip.open(path) if zipped else path.open("rb") as opened:
            found = interpret(cast(IO[bytes], LimitedFile(cast(IO[bytes], opened))))
        pairs = _pairs(found)
    except _DAMAGED:
        raise DataError(
            "{path}: expected pairs of arrays, pictures and labels, as in the book's mnist.pkl.gz, "
            "got something else, which is not executed; in the program that wrote it, save the "
            "arrays with numpy.savez as x_train, y_train, x_test and y_test",
            path=path,
        ) from None
    parts = PARTS[len(pairs)]
    return {part: raw_part(path, *pair) for part, pair in zip(parts, pairs, strict=True)}


def _pairs(found: Any) -> list[Pair]:
    """Return the pairs of arrays in a tuple of pairs, or in one pair.

    Raises
    ------
    ValueError
        If there is anything else.
    """
    if not isinstance(found, tuple | list) or len(found) not in PARTS:
        raise ValueError
    if all(isinstance(each, Array) for each in found):
        found = (found,)
    return [_pair(each) for each in found]


def _pair(found: Any) -> Pair:
    if not isinstance(found, tuple | list) or len(found) != 2:
        raise ValueError
    pictures, labels = (each.values for each in found)
    if not isinstance(pictures, np.ndarray) or not isinstance(labels, np.ndarray):
        raise ValueError
    return pictures, labels
