"""TABLES: readers of files that hold pictures as rows of numbers, by suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from engine.data.files.csv_table import read_csv
from engine.data.files.npz_arrays import read_npz
from engine.data.files.parts import TRAINING, part_in
from engine.data.files.pickled_arrays import read_pickled
from engine.data.files.raw_parts import RawPart
from engine.errors import DataError

TABLES: Mapping[str, Callable[[Path], dict[str, RawPart]]] = MappingProxyType(
    {
        ".csv": read_csv,
        ".csv.gz": read_csv,
        ".npz": read_npz,
        ".pkl": read_pickled,
        ".pkl.gz": read_pickled,
    }
)
"""Each returns pictures and labels by part; TRAINING alone where the file is not divided."""


def is_table(path: Path) -> bool:
    """Return whether a file's name ends as that of a table."""
    return path.name.lower().endswith(tuple(TABLES))


def table_parts(files: list[Path]) -> dict[str, RawPart]:
    """Return what tables hold, by part; with several, each is the part that its name says.

    Raises
    ------
    DataError
        If a file is malformed or no table, or it is not clear which part it is.
    """
    if len(files) == 1:
        return _read(files[0])
    parts: dict[str, RawPart] = {}
    for path in files:
        part = part_in(path.name)
        found = _read(path)
        if part is None or part in parts or len(found) != 1:
            raise DataError(
                "{path}: expected one table, or one for each of train and test by name, got "
                "{count} tables; leave only those",
                path=path,
                count=len(files),
            )
        parts[part] = next(iter(found.values()))
    return parts if len(parts) != 1 else {TRAINING: next(iter(parts.values()))}


def _read(path: Path) -> dict[str, RawPart]:
    reader = next(
        (read for suffix, read in TABLES.items() if path.name.lower().endswith(suffix)), None
    )
    if reader is None:
        raise DataError(
            "{path}: expected a folder or a table ({known}), got another file; choose one of these",
            path=path,
            known=", ".join(TABLES),
        )
    return reader(path)
