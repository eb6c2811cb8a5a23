"""Location and loading of MNIST (LeCun, Cortes and Burges), split as in the book."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.arrays import Images, Labels
from engine.data.examples import DataSet, Examples
from engine.data.files.idx import read_pair
from engine.errors import DataError
from engine.installation import program_text

TRAINING = 50_000
"""Of the 60,000 training pictures the book trains on the first 50,000; the rest validate."""
LEAST_TRAINING = 6
"""Smaller files of the same form are split 5 : 1; each part needs a picture."""


@dataclass(frozen=True, slots=True)
class MnistFile:
    """One of the four files.

    Attributes
    ----------
    sha256, size : str, int
        Hash and size in bytes of the decompressed content: servers gzip it differently.
    """

    name: str
    sha256: str
    size: int


MNIST_FILES = (
    MnistFile(
        "train-images-idx3-ubyte",
        "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        47_040_016,
    ),
    MnistFile(
        "train-labels-idx1-ubyte",
        "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        60_008,
    ),
    MnistFile(
        "t10k-images-idx3-ubyte",
        "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        7_840_016,
    ),
    MnistFile(
        "t10k-labels-idx1-ubyte",
        "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
        10_008,
    ),
)


def user_data_folder() -> Path:
    """Return the folder for downloaded data; it may not exist yet."""
    from platformdirs import user_data_path

    return user_data_path("nabla-lab", appauthor=False) / "data"


def search_path(data_dir: Path | None = None) -> tuple[Path, ...]:
    """Return the folders in which MNIST is searched for, in order of precedence."""
    if data_dir is not None:
        return (data_dir,)
    environment = os.environ.get("NABLA_DATA")
    given = (Path(environment),) if environment else ()
    return (*given, user_data_folder())


def find_mnist(data_dir: Path | None = None) -> Path | None:
    """Return the first folder that holds all four files, or None."""
    for folder in search_path(data_dir):
        for place in (folder, folder / "mnist"):
            if all(_find(place, file.name) for file in MNIST_FILES):
                return place
    return None


def load_mnist(data_dir: Path | None = None) -> DataSet:
    """Return MNIST: 50,000 pictures to train, 10,000 to validate, 10,000 to test.

    Raises
    ------
    DataError
        If the files are not found or malformed.
    """
    folder = find_mnist(data_dir)
    if folder is None:
        raise _not_found(data_dir)
    train, test = (_pair(folder, part) for part in ("train", "t10k"))
    _check_parts(folder, train[0], test[0])
    split = min(TRAINING, len(train[1]) * 5 // 6)
    return DataSet(
        "mnist",
        _examples(train[0][:split], train[1][:split]),
        _examples(train[0][split:], train[1][split:]),
        _examples(*test),
        *train[0].shape[1:],
    )


def to_unit(pictures: Images) -> Images:
    """Return pictures of bytes as rows of float32, 0 paper .. 1 ink."""
    rows: Images = pictures.reshape(len(pictures), -1).astype(np.float32)
    rows /= 255
    return rows


def _not_found(data_dir: Path | None) -> DataError:
    places = search_path(data_dir)
    looked = ", ".join(str(place) for place in places)
    missing = [file.name for file in MNIST_FILES if not any(_find(p, file.name) for p in places)]
    found = "none" if len(missing) in (0, len(MNIST_FILES)) else f"no {' and no '.join(missing)}"
    return DataError(
        "expected the four MNIST files in {looked}, found {found}; get them with: {command}",
        looked=looked,
        found=found,
        command=program_text("data", "get", "mnist"),
    )


def _check_parts(folder: Path, train: Images, test: Images) -> None:
    if train.shape[1:] != test.shape[1:] or len(train) < LEAST_TRAINING:
        sizes = [" × ".join(map(str, part.shape)) for part in (train, test)]
        raise DataError(
            "{folder}: expected at least {least} training pictures and test pictures of the same "
            "size, got {train} and {test}; get the files again",
            folder=folder,
            least=LEAST_TRAINING,
            train=sizes[0],
            test=sizes[1],
        )


def _examples(pictures: Images, labels: Labels) -> Examples:
    return Examples(to_unit(pictures), labels.copy())


def _pair(folder: Path, part: str) -> tuple[Images, Labels]:
    pictures, labels = f"{part}-images-idx3-ubyte", f"{part}-labels-idx1-ubyte"
    return read_pair(mnist_file(folder, pictures), mnist_file(folder, labels))


def mnist_file(folder: Path, name: str) -> Path:
    """Return the path of one of the four files, under whichever of its names it is there."""
    # if a file has vanished since it was found, reading it raises an error that names it
    return _find(folder, name) or folder / name


def _find(folder: Path, name: str) -> Path | None:
    """Return a file of that name, gzipped or not, with a hyphen or a dot before `idx`."""
    names = (name, name.replace("-idx", ".idx"))
    candidates = (folder / f"{stem}{ending}" for stem in names for ending in ("", ".gz"))
    return next((path for path in candidates if path.is_file()), None)
