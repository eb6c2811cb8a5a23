"""The user's own data: IDX files, tables, or folders of pictures by class."""

from __future__ import annotations

from pathlib import Path

from engine.data.examples import DataSet, Examples
from engine.data.files.class_folders import is_note, read_classes, visible
from engine.data.files.idx import read_idx
from engine.data.files.idx_parts import class_names, idx_parts
from engine.data.files.mnist import MNIST_FILES, find_mnist, load_mnist, mnist_file
from engine.data.files.parts import (
    PARTS,
    TRAINING,
    Labelled,
    Progress,
    assemble,
    unreported,
    whole,
)
from engine.data.files.pictures import is_picture
from engine.data.files.raw_parts import RawPart, named_parts
from engine.data.files.tables import is_table, table_parts
from engine.errors import DataError

DEEPEST = 3
"""Folders inside each other that an unpacked archive may bring."""
MOST_DIGITS = 9


def load_own(place: Path, seed: int = 0, progress: Progress = unreported) -> DataSet:
    """Load a folder or a file of pictures with their classes.

    A folder holds MNIST's four files, IDX pairs, tables, or one sub-folder of pictures a class;
    or folders `train` and `test` (and `val`), each with one of these. A file is a table.

    Parameters
    ----------
    seed : int
        Seed of the split into training, validation and test, where the data are not divided.

    Raises
    ------
    DataError
        If there is none of these, or a file is malformed.
    """
    place = _unwrapped(place)
    if place.is_dir() and _is_mnist(place):
        return load_mnist(place)
    return assemble(place, _parts(place, progress, least_classes=2), seed)


def load_test(place: Path, progress: Progress = unreported) -> DataSet:
    """Load data to be measured: their test part, or all of them where they are not divided.

    Returns
    -------
    DataSet
        Training and validation are empty.

    Raises
    ------
    DataError
        As `load_own`.
    """
    place = _unwrapped(place)
    if place.is_dir() and _is_mnist(place):
        return load_mnist(place)
    read = whole(_parts(place, progress, least_classes=1))
    none, examples = Examples(read.x[:0], read.labels[:0]), Examples(read.x, read.labels)
    size = read.rows, read.columns
    return DataSet(
        place.name, none, none, examples, *size, len(read.names), read.names, read.remarks
    )


def _unwrapped(place: Path) -> Path:
    """Return the folder inside folders that hold nothing else, as archives make them."""
    if not place.exists():
        raise DataError(
            "expected a folder of pictures or IDX files, or a table, got {folder}, which is none; "
            "check the name",
            folder=place,
        )
    for _ in range(DEEPEST):
        entries = visible(place) if place.is_dir() else []
        inside = [path for path in entries if not is_note(path)]
        if len(inside) != 1 or not inside[0].is_dir() or _has_pictures(inside[0]):
            return place
        place = inside[0]
    return place


def _has_pictures(folder: Path) -> bool:
    return any(map(is_picture, visible(folder)))


def _is_mnist(folder: Path) -> bool:
    """Return whether a folder holds MNIST's four files, with digits in them."""
    found = find_mnist(folder)
    if found is None:
        return False
    labels = [file.name for file in MNIST_FILES if "labels" in file.name]
    return all(read_idx(mnist_file(found, name), 1).max() <= MOST_DIGITS for name in labels)


def _parts(place: Path, progress: Progress, *, least_classes: int) -> dict[str, Labelled]:
    """Return what a folder or a file holds, by part."""
    if place.is_dir():
        layout = _layout(place)
        if layout is not None:
            return _layout_parts(place, layout, progress)
    raw, names = _raw(place)
    if raw:
        return named_parts(place, raw, names)
    return read_classes({TRAINING: place}, progress, least_classes=least_classes)


def _raw(place: Path) -> tuple[dict[str, RawPart], dict[int, str]]:
    """Return arrays from IDX files or tables, with the names of their labels if there are any."""
    if not place.is_dir():
        return table_parts([place]), {}
    files = [path for path in visible(place) if path.is_file()]
    found = idx_parts(place, files)
    if found:
        return found, class_names(place, files)
    return table_parts([path for path in files if is_table(path)]), {}


def _layout(place: Path) -> dict[str, Path] | None:
    """Return folders by the part that their names say; None if they are something else."""
    folders = [path for path in visible(place) if path.is_dir()]
    parts = [PARTS.get(path.name.lower()) for path in folders]
    if None in parts or TRAINING not in parts:
        return None
    if len(set(parts)) < len(parts):
        raise DataError(
            "{folder}: expected one folder for each part, got {found}; leave one of a kind",
            folder=place,
            found=", ".join(path.name for path in folders),
        )
    return {str(part): path for part, path in zip(parts, folders, strict=True)}


def _layout_parts(place: Path, layout: dict[str, Path], progress: Progress) -> dict[str, Labelled]:
    found = {part: _raw(folder) for part, folder in layout.items()}
    if all(raw for raw, _ in found.values()):
        raw = {part: next(iter(raw.values())) for part, (raw, _) in found.items()}
        names = next((names for _, names in found.values() if names), {})
        return named_parts(place, raw, names)
    return read_classes(layout, progress)
