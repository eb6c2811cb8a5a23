"""Data of one's own: a pair of IDX files, or a folder of pictures by class."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from engine import streams
from engine.arrays import Images, Labels
from engine.data.examples import DataSet, Examples
from engine.data.idx import read_pair
from engine.data.mnist import find_mnist, load_mnist, to_unit
from engine.data.normalisation import normalise_picture
from engine.data.pictures import ENDINGS, read_picture
from engine.errors import DataError

MAX_CLASSES = 10
MAX_PICTURES = 200_000
SHARES = (0.8, 0.1)
"""Training and validation; the rest tests."""


def load_own(folder: Path, seed: int = 0) -> DataSet:
    """Load a folder: MNIST's four files, one IDX pair, or one sub-folder of pictures a class.

    Raises
    ------
    DataError
        If the folder holds none of these, or a file in it is malformed.
    """
    if not folder.is_dir():
        raise DataError(
            "expected a folder of pictures or IDX files, got {folder}, which is none; "
            "check the name", folder=folder,
        )
    if find_mnist(folder) is not None:
        return load_mnist(folder)
    pair = _idx_pair(folder)
    if pair is not None:
        pictures, labels = read_pair(*pair)
        return _split(folder.name, to_unit(pictures), labels.copy(), seed, pictures.shape[1:])
    x, labels = _by_class(folder)
    return _split(folder.name, x, labels, seed, (28, 28))


def _idx_pair(folder: Path) -> tuple[Path, Path] | None:
    found = [sorted(folder.glob(f"*idx{n}*")) for n in (3, 1)]
    return (found[0][0], found[1][0]) if found[0] and found[1] else None


def _by_class(folder: Path) -> tuple[Images, Labels]:
    classes = sorted(child for child in folder.iterdir() if child.is_dir())
    if not 2 <= len(classes) <= MAX_CLASSES:
        raise DataError(
            "{folder}: expected 2 to {limit} sub-folders of pictures, one a class, got {found}; "
            "put each class into a folder of its own",
            folder=folder, limit=MAX_CLASSES, found=len(classes),
        )
    files = [
        (path, _label(number, child.name))
        for number, child in enumerate(classes)
        for path in sorted(child.iterdir())
        if path.suffix.lower() in ENDINGS
    ]
    if not 10 <= len(files) <= MAX_PICTURES:
        raise DataError(
            "{folder}: expected 10 to {limit} pictures ({endings}), got {found}; add or remove "
            "pictures", folder=folder, limit=MAX_PICTURES, endings=" ".join(ENDINGS),
            found=len(files),
        )
    pictures = [_normalised(path) for path, _ in files]
    labels = np.array([label for _, label in files], np.uint8)
    return np.stack(pictures).reshape(len(files), -1), labels


def _label(number: int, name: str) -> int:
    return int(name) if len(name) == 1 and name in "0123456789" else number


def _normalised(path: Path) -> Images:
    normalised = normalise_picture(read_picture(path))
    if normalised is None:
        raise DataError("{path}: expected ink, got an empty picture; remove it", path=path)
    return normalised.picture


def _split(
    name: str, x: Images, labels: Labels, seed: int, shape: tuple[int, ...]
) -> DataSet:
    order = streams.generator(seed, "split").permutation(len(labels))
    cuts = np.cumsum([round(share * len(labels)) for share in SHARES])
    parts = [
        Examples(np.ascontiguousarray(x[rows]), labels[rows]) for rows in np.split(order, cuts)
    ]
    return DataSet(name, *parts, *shape)
