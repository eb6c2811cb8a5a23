"""The user's own data: a pair of IDX files, or a folder of pictures by class."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine import random_streams
from engine.arrays import Images, Labels
from engine.data.digits.normalisation import normalise_picture
from engine.data.examples import DataSet, Examples
from engine.data.files.idx import idx_dimensions, read_pair
from engine.data.files.mnist import find_mnist, load_mnist, to_unit
from engine.data.files.pictures import ENDINGS, read_picture
from engine.errors import DataError

MAX_CLASSES = 10
LEAST_EXAMPLES = 10
"""Split 8 : 1 : 1 into training, validation and test."""
MAX_PICTURES = 200_000
SHARES = (0.8, 0.1)
"""Shares of training and validation; the rest is for testing."""
DIGITS = "0123456789"


def load_own(folder: Path, seed: int = 0) -> DataSet:
    """Load a folder: MNIST's four files, one IDX pair, or one sub-folder of pictures a class.

    If all sub-folders are named by a digit, these are their labels; otherwise they are
    numbered in the order of their names.

    Parameters
    ----------
    seed : int
        Seed of the split into training, validation and test.

    Raises
    ------
    DataError
        If the folder holds none of these, or a file in it is malformed.
    """
    if not folder.is_dir():
        raise DataError(
            "expected a folder of pictures or IDX files, got {folder}, which is none; "
            "check the name",
            folder=folder,
        )
    if find_mnist(folder) is not None:
        return load_mnist(folder)
    pair = _idx_pair(folder)
    if pair is None:
        return _split(folder, *_by_class(folder), seed, (28, 28))
    pictures, labels = read_pair(*pair)
    return _split(folder, to_unit(pictures), labels.copy(), seed, pictures.shape[1:])


def _idx_pair(folder: Path) -> tuple[Path, Path] | None:
    """Return the files of pictures and of labels; None where the folder has no IDX files."""
    dimensions = {path: _dimensions(path) for path in _visible(folder) if path.is_file()}
    pictures = [path for path, number in dimensions.items() if number == 3]
    labels = [path for path, number in dimensions.items() if number == 1]
    if not pictures and not labels:
        return None
    if len(pictures) != 1 or len(labels) != 1:
        raise DataError(
            "{folder}: expected one IDX file of pictures and one of labels, got {pictures} and "
            "{labels}; leave only one pair in the folder",
            folder=folder,
            pictures=len(pictures),
            labels=len(labels),
        )
    return pictures[0], labels[0]


def _dimensions(path: Path) -> int | None:
    """Return 3 for pictures and 1 for labels, by the header, else by the file's name."""
    found = idx_dimensions(path)
    named = next((n for n in (3, 1) if f"idx{n}" in path.name.lower()), None)
    return found if found in (1, 3) else named


def _by_class(folder: Path) -> tuple[Images, Labels]:
    classes = [child for child in _visible(folder) if child.is_dir()]
    if not 2 <= len(classes) <= MAX_CLASSES:
        raise DataError(
            "{folder}: expected an IDX pair, or 2 to {limit} sub-folders of pictures, one a "
            "class, got {found} sub-folders; put each class into a folder of its own",
            folder=folder,
            limit=MAX_CLASSES,
            found=len(classes),
        )
    digits = all(len(child.name) == 1 and child.name in DIGITS for child in classes)
    files: list[Path] = []
    labels: list[int] = []
    for number, child in enumerate(classes):
        pictures = _pictures(child)
        files += pictures
        labels += [int(child.name) if digits else number] * len(pictures)
    if not LEAST_EXAMPLES <= len(files) <= MAX_PICTURES:
        raise _wrong_count(folder, len(files))
    x = np.stack([_normalised(path) for path in files]).reshape(len(files), -1)
    return x, np.array(labels, np.uint8)


def _pictures(folder: Path) -> list[Path]:
    found = [path for path in _visible(folder) if path.suffix.lower() in ENDINGS]
    if not found:
        raise DataError(
            "{folder}: expected pictures of this class ({endings}), got none; add some or "
            "remove the folder",
            folder=folder,
            endings=" ".join(ENDINGS),
        )
    return found


def _visible(folder: Path) -> list[Path]:
    """Return a folder's entries sorted by name, without hidden and system ones."""
    return sorted(path for path in folder.iterdir() if path.name[0] not in "._")


def _normalised(path: Path) -> Images:
    normalised = normalise_picture(read_picture(path))
    if normalised is None:
        raise DataError("{path}: expected ink, got an empty picture; remove it", path=path)
    return normalised.picture


def _wrong_count(folder: Path, found: int) -> DataError:
    return DataError(
        "{folder}: expected {least} to {limit} pictures, got {found}; add or remove pictures",
        folder=folder,
        least=LEAST_EXAMPLES,
        limit=MAX_PICTURES,
        found=found,
    )


def _split(folder: Path, x: Images, labels: Labels, seed: int, shape: tuple[int, ...]) -> DataSet:
    if len(labels) < LEAST_EXAMPLES:
        raise _wrong_count(folder, len(labels))
    order = random_streams.generator(seed, "split").permutation(len(labels))
    cuts = np.cumsum([round(share * len(labels)) for share in SHARES])
    training, validation, test = (
        Examples(np.ascontiguousarray(x[rows]), labels[rows]) for rows in np.split(order, cuts)
    )
    return DataSet(
        folder.resolve().name, training, validation, test, rows=shape[0], columns=shape[1]
    )
