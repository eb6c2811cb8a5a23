"""Tables of text: a label and the pixels of one picture a line."""

from __future__ import annotations

import gzip
import warnings
import zlib
from itertools import islice
from pathlib import Path
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from engine.data.files.parts import MAX_PICTURES, TRAINING
from engine.data.files.raw_parts import RawPart, raw_part
from engine.errors import DataError

MAX_BYTES = 512 * 2**20
MAX_LINE = 2**20
"""Longest line that is read, in characters."""
LABELS = frozenset({"label", "labels", "class", "target", "y", "digit", "letter"})
"""Headings of the column of labels."""
DELIMITERS = ",;\t"
MOST_ALIKE = 0.9
"""Share of equal numbers in a column from which it counts as a pixel of the border."""
MOST_LABEL = 99
"""Largest number that is taken for a label in a table without a heading."""


def read_csv(path: Path) -> dict[str, RawPart]:
    """Return the pictures of a table, with a heading or without, the label first or last.

    Raises
    ------
    DataError
        If the file is no such table.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _refused(path, f"more than {MAX_BYTES // 2**20} MB")
        first = _first_line(path)
        delimiter = max(DELIMITERS, key=first.count)
        heading = _heading(first, delimiter)
        if not first.strip():
            raise _refused(path, "no lines")
        values = _numbers(path, delimiter, skip=1 if heading else 0)
    except (OSError, EOFError, zlib.error, UnicodeDecodeError):
        raise _refused(path, "a file that cannot be read") from None
    except ValueError:
        raise _refused(path, "words or lines of unequal length") from None
    column = _label_column(path, heading, values)
    pixels = np.delete(values, column, axis=1)
    return {TRAINING: raw_part(path, pixels, values[:, column])}


def _opened(path: Path) -> IO[str]:
    if path.suffix.lower() == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig")
    return path.open(encoding="utf-8-sig")


def _first_line(path: Path) -> str:
    with _opened(path) as file:
        return file.readline(MAX_LINE)


def _heading(line: str, delimiter: str) -> list[str]:
    """Return the headings of the columns; none where the first line holds numbers."""
    cells = [cell.strip().strip("\"'").lower() for cell in line.split(delimiter)]
    try:
        [float(cell) for cell in cells]
    except ValueError:
        return cells
    return []


def _numbers(path: Path, delimiter: str, *, skip: int) -> NDArray[Any]:
    with _opened(path) as file:
        lines = islice(file, skip, MAX_PICTURES + skip + 1)
        with warnings.catch_warnings():
            # a heading without lines below it
            warnings.simplefilter("ignore", UserWarning)
            values: NDArray[Any] = np.loadtxt(
                lines, np.float32, delimiter=delimiter, comments=None, quotechar='"', ndmin=2
            )
    return values


def _label_column(path: Path, heading: list[str], values: NDArray[Any]) -> int:
    """Return the column of labels: the one with that heading, else the first or the last."""
    if not values.size:
        raise _refused(path, "no lines of numbers")
    named = [number for number, name in enumerate(heading) if name in LABELS]
    if len(named) == 1:
        return named[0]
    last = values.shape[1] - 1
    if last < 1 or round(last**0.5) ** 2 != last:
        raise _refused(path, f"{last + 1} columns")
    likely = [column for column in (0, last) if _like_labels(values[:, column])]
    if len(likely) != 1:
        raise _refused(path, "no column that is clearly the label")
    return likely[0]


def _like_labels(column: NDArray[Any]) -> bool:
    """Return whether a column holds small whole numbers, none of them nearly always.

    A pixel in the corner is nearly always paper.
    """
    values, counts = np.unique(column, return_counts=True)
    whole = bool((values == np.floor(values)).all())
    mixed = bool(counts.max() < MOST_ALIKE * len(column))
    return whole and mixed and bool(values[0] >= 0 and values[-1] <= MOST_LABEL)


def _refused(path: Path, found: str) -> DataError:
    return DataError(
        "{path}: expected a table of a label and 28 × 28 grey values a line (or another square), "
        "got {found}; write the heading label above its column, or choose another file",
        path=path,
        found=found,
    )
