"""IDX files of a folder: one pair, or one pair for each part of a data set."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from engine.data.classes import MAX_CLASSES
from engine.data.files.idx import idx_dimensions, read_pair
from engine.data.files.parts import TRAINING, part_in
from engine.data.files.raw_parts import RawPart, raw_part
from engine.errors import DataError

PICTURES, LABELS = 3, 1
"""Dimensions of the two files of a pair."""
MAPPING = "mapping.txt"
"""End of the name of EMNIST's file of classes: a label and the codes of its characters a line."""
MAX_MAPPING_BYTES = 2**16


def idx_parts(folder: Path, files: list[Path]) -> dict[str, RawPart]:
    """Return the pairs of IDX files among the files of a folder; empty if there are none.

    Raises
    ------
    DataError
        If a file is malformed or has no partner.
    """
    dimensions = {path: _dimensions(path) for path in files}
    found = [path for path, number in dimensions.items() if number in (PICTURES, LABELS)]
    parts = {path: part_in(path.name) for path in found}
    named = None not in parts.values()
    pairs = {
        part or TRAINING: _pair(
            folder, dimensions, [p for p in found if not named or parts[p] == part]
        )
        for part in (dict.fromkeys(parts.values()) if named else {None: None})
        if found
    }
    return {
        part: raw_part(pictures, *read_pair(pictures, labels, MAX_CLASSES))
        for part, (pictures, labels) in pairs.items()
    }


def class_names(folder: Path, files: list[Path]) -> dict[int, str]:
    """Return the names in EMNIST's file of classes; empty without one that can be read."""
    mappings = [path for path in files if path.name.lower().endswith(MAPPING)]
    if len(mappings) != 1 or mappings[0].stat().st_size > MAX_MAPPING_BYTES:
        return {}
    with suppress(OSError, ValueError, IndexError, OverflowError):
        rows = [line.split() for line in mappings[0].read_text("ascii").splitlines()]
        names = {int(row[0]): chr(int(row[1])) for row in rows if row}
        if len(set(names.values())) == len(names):
            return names
    return {}


def _pair(folder: Path, dimensions: dict[Path, int | None], files: list[Path]) -> tuple[Path, Path]:
    pictures = [path for path in files if dimensions[path] == PICTURES]
    labels = [path for path in files if dimensions[path] == LABELS]
    if len(pictures) != 1 or len(labels) != 1:
        raise DataError(
            "{folder}: expected one IDX file of pictures and one of labels, got {pictures} and "
            "{labels}; leave only one pair in the folder, or one for each of train and test",
            folder=folder,
            pictures=len(pictures),
            labels=len(labels),
        )
    return pictures[0], labels[0]


def _dimensions(path: Path) -> int | None:
    """Return 3 for pictures and 1 for labels, by the header, else by the file's name."""
    found = idx_dimensions(path)
    named = next((n for n in (PICTURES, LABELS) if f"idx{n}" in path.name.lower()), None)
    return found if found in (PICTURES, LABELS) else named
