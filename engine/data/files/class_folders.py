"""Folders of pictures by class: one sub-folder a class, named as the class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from engine.arrays import Images
from engine.data.classes import MAX_CLASSES, ordered_names
from engine.data.digits.normalisation import normalise_picture
from engine.data.files.parts import MAX_PICTURES, Labelled, Progress, wrong_count
from engine.data.files.pictures import ENDINGS, is_picture, read_picture
from engine.errors import DataError
from engine.snapshots import Message

SIDE = 28
SYSTEM_FILES = ("thumbs.db", "desktop.ini")
NOTES = ("readme", "license", "licence", "copying", "citation", "changelog")
"""Names, without their suffixes, of files that are about the data."""
NAMED = 3
"""Files that a remark names at most."""


def visible(folder: Path) -> list[Path]:
    """Return a folder's entries sorted by name, without hidden and system ones."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.name[0] not in "._" and path.name.lower() not in SYSTEM_FILES
    )


def is_note(path: Path) -> bool:
    """Return whether a file is about the data and holds none, as README.txt."""
    return path.is_file() and path.name.lower().split(".")[0] in NOTES


def class_pictures(folder: Path, *, least_classes: int = 1) -> list[tuple[str, Path]]:
    """Return every picture of a folder of classes, with the name of its class.

    Raises
    ------
    DataError
        If the folder has no sub-folders or too many, or one of them holds no picture.
    """
    classes = [child for child in visible(folder) if child.is_dir()]
    if not least_classes <= len(classes) <= MAX_CLASSES:
        raise DataError(
            "{folder}: expected an IDX pair, a table, or {least} to {limit} sub-folders of "
            "pictures, one a class, got {found} sub-folders; put each class into a folder of "
            "its own",
            folder=folder,
            least=least_classes,
            limit=MAX_CLASSES,
            found=len(classes),
        )
    found = [(child.name, path) for child in classes for path in _pictures(child)]
    if len(found) > MAX_PICTURES:
        raise wrong_count(folder, len(found))
    return found


def read_classes(
    folders: Mapping[str, Path], progress: Progress, *, least_classes: int = 1
) -> dict[str, Labelled]:
    """Return the pictures of each part's folder of classes, in the form of MNIST.

    Raises
    ------
    DataError
        Naming every file that cannot be read.
    """
    parts = {
        part: class_pictures(folder, least_classes=least_classes)
        for part, folder in folders.items()
    }
    x = iter(_read_all([path for files in parts.values() for _, path in files], progress))
    return {
        part: _labelled(files, [next(x) for _ in files], left_out(folders[part]))
        for part, files in parts.items()
    }


def left_out(folder: Path) -> tuple[Message, ...]:
    """Return remarks on what lies in a folder of classes and is not read."""
    entries = visible(folder)
    unlabelled = [path for path in entries if path.is_file() and is_picture(path)]
    others = [
        path
        for child in entries
        if child.is_dir()
        for path in visible(child)
        if not is_picture(path) and not is_note(path)
    ]
    remarks = []
    if unlabelled:
        files = {"files": _few(unlabelled)}
        remarks.append(
            Message("Pictures outside of the folders of classes are left out: {files}.", files)
        )
    if others:
        remarks.append(Message("What is no picture is left out: {files}.", {"files": _few(others)}))
    return tuple(remarks)


def _few(paths: list[Path]) -> str:
    """Return the first files by name and folder, and the number of the others."""
    more = f" (+{len(paths) - NAMED})" if len(paths) > NAMED else ""
    return ", ".join(f"{path.parent.name}/{path.name}" for path in paths[:NAMED]) + more


def _labelled(
    files: list[tuple[str, Path]], pictures: list[Images], remarks: tuple[Message, ...]
) -> Labelled:
    names = ordered_names({name for name, _ in files})
    numbers = {name: number for number, name in enumerate(names)}
    labels = np.array([numbers[name] for name, _ in files], np.uint8)
    x = np.stack(pictures).reshape(len(files), -1)
    return Labelled(x, labels, names, SIDE, SIDE, remarks)


def _read_all(paths: list[Path], progress: Progress) -> list[Images]:
    pictures: list[Images] = []
    refused: list[tuple[Path, DataError]] = []
    for number, path in enumerate(paths):
        progress(number, len(paths))
        try:
            pictures.append(_normalised(path))
        except DataError as error:
            refused.append((path, error))
    if len(refused) == 1:
        raise refused[0][1]
    if refused:
        raise DataError(
            "expected pictures that can be read, got {count} that cannot: {files}; replace or "
            "remove them",
            count=len(refused),
            files=_listed(path for path, _ in refused),
        )
    return pictures


def _listed(paths: Iterable[Path]) -> str:
    return ", ".join(str(path) for path in paths)


def _normalised(path: Path) -> Images:
    normalised = normalise_picture(read_picture(path))
    if normalised is None:
        raise DataError("{path}: expected ink, got an empty picture; remove it", path=path)
    return normalised.picture


def _pictures(folder: Path) -> list[Path]:
    found = [path for path in visible(folder) if is_picture(path)]
    if not found:
        raise DataError(
            "{folder}: expected pictures of this class ({endings}), got none; add some or "
            "remove the folder",
            folder=folder,
            endings=" ".join(ENDINGS),
        )
    return found
