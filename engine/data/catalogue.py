"""DATA_SETS: the data sets that load by name."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from engine.data.examples import DataSet
from engine.data.files.mnist import find_mnist, load_mnist
from engine.data.files.own import load_own, load_test
from engine.data.files.parts import Progress, unreported
from engine.data.points.point_sets import parse_points
from engine.errors import DataError


@dataclass(frozen=True, slots=True)
class DataSource:
    """One entry of DATA_SETS.

    Attributes
    ----------
    load : callable
        (folder or None, seed) -> DataSet.
    is_there : callable
        (folder or None) -> whether it can be loaded without a download.
    """

    name: str
    description: str
    load: Callable[[Path | None, int], DataSet]
    is_there: Callable[[Path | None], bool]


def _built_in(folder: Path | None, seed: int) -> DataSet:
    from engine.data.digits.built_in import built_in_data_set

    return built_in_data_set(seed=seed)


def _always(folder: Path | None) -> bool:
    return True


def _mnist(folder: Path | None, seed: int) -> DataSet:
    return load_mnist(folder)


def _has_mnist(folder: Path | None) -> bool:
    return find_mnist(folder) is not None


DATA_SETS = (
    DataSource(
        "built-in", "handwritten-looking digits, synthesised: 10,000 to train", _built_in, _always
    ),
    DataSource(
        "mnist",
        "MNIST: 50,000 / 10,000 / 10,000 real digits (LeCun, Cortes and Burges)",
        _mnist,
        _has_mnist,
    ),
)


def is_known(name: str) -> bool:
    """Return whether data load by this name: it is no folder or file of the user."""
    return any(source.name == name for source in DATA_SETS) or parse_points(name) is not None


def load_data(
    name: str | Path,
    *,
    data_dir: Path | None = None,
    train_size: int | None = None,
    seed: int = 0,
    progress: Progress = unreported,
) -> DataSet:
    """Load a data set by name, or from a user's folder or table.

    Parameters
    ----------
    name : str or Path
        A name of DATA_SETS, points of the plane such as "xor", a folder, or a table's file.
    data_dir : Path, optional
        Folder to search for files instead of the usual ones.
    train_size : int, optional
        Number of training examples to keep, the first ones; all by default.
    seed : int
        Seed of the split of a user's folder and of the built-in digits.
    progress : callable
        Called while a user's pictures are read.

    Raises
    ------
    DataError
        If it is not found or malformed.
    """
    source = next((source for source in DATA_SETS if source.name == name), None)
    points = parse_points(str(name))
    if source is not None:
        data = source.load(data_dir, seed)
    elif points is not None:
        data = points.load()
    else:
        data = load_own(_place(name), seed, progress)
    return data if train_size is None else _first(data, train_size)


def load_test_data(
    name: str | Path, *, data_dir: Path | None = None, progress: Progress = unreported
) -> DataSet:
    """Load data to be measured: a user's folder or table is the test part as a whole.

    Raises
    ------
    DataError
        If it is not found or malformed.
    """
    if is_known(str(name)):
        return load_data(name, data_dir=data_dir)
    return load_test(_place(name), progress)


def _place(name: str | Path) -> Path:
    if not Path(name).exists():
        raise _unknown(str(name))
    return Path(name)


def _first(data: DataSet, count: int) -> DataSet:
    available = len(data.training)
    if not 1 <= count <= available:
        raise DataError(
            "expected a training size of 1 to {available} ({name} has no more), got {found}; "
            "choose another",
            available=available,
            name=data.name,
            found=count,
        )
    return replace(data, training=data.training.take(count))


def _unknown(name: str) -> DataError:
    names = [source.name for source in DATA_SETS]
    near = difflib.get_close_matches(name.lower(), names, 1)
    advice = f"did you mean {near[0]}?" if near else "check the name"
    return DataError(
        "expected {names}, a folder or a table, got {found!r}; {advice}",
        names=", ".join(names),
        found=name,
        advice=advice,
    )
