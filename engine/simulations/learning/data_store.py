"""Training data: loaded in the background, downloaded, or read from a folder."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol
from weakref import WeakValueDictionary

from engine.arrays import Vector
from engine.data.catalogue import DATA_SETS, load_data
from engine.data.digits.expansion_kinds import NONE
from engine.data.examples import DataSet
from engine.data.files.download import download_mnist
from engine.data.files.mnist import find_mnist, user_data_folder
from engine.errors import DataError
from engine.networks.blueprints import with_outputs
from engine.simulations.learning.views.state import DataView
from engine.training.settings import TrainingSettings, expandable

PIXELS, CLASSES = 784, 10
"""Inputs of networks that can read the pad, and outputs of those for digits."""
MOST_CLASSES = 62
"""Classes that a page has room for: digits and letters of both cases."""

MNIST = "mnist"
BUILT_IN = "built-in"

_SHARED: WeakValueDictionary[tuple[object, str], DataSet] = WeakValueDictionary()
"""Built-in data by loader and name, as long as a simulation has them: they never change."""


class Fetch(Protocol):
    """Downloads MNIST into a folder."""

    def __call__(
        self,
        folder: Path,
        *,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> None:
        """Download; report bytes so far and in total; stop when cancelled."""
        ...


class Store:
    """Source of the data of a `Learning`; by default there is nothing to load and to end.

    Attributes
    ----------
    name : str
        Name of the data, or a folder.
    data : DataSet or None
        None until they are loaded.
    """

    name: str
    data: DataSet | None

    @property
    def busy(self) -> bool:
        """Whether something is being loaded or downloaded."""
        return False

    def need(self) -> DataSet | None:
        """Return the data; None while they are being loaded, which this starts."""
        raise NotImplementedError

    def choose(self, name: str) -> None:
        """Switch to another data set."""
        raise NotImplementedError

    def put_back(self, name: str, data: DataSet | None) -> None:
        """Restore an earlier choice of data."""
        raise NotImplementedError

    def loaded(self) -> bool:
        """Return whether loading has ended since the last call."""
        return False

    def wait(self, timeout_s: float) -> None:
        """Wait for the end of loading, at most `timeout_s` seconds."""

    def downloaded(self) -> bool:
        """Return whether a download has succeeded since the last call."""
        return False

    def view(self) -> DataView:
        """Return the name and sizes of the data."""
        data = self.data
        if data is None:
            return DataView(self.name)
        sizes = (len(data.training), len(data.validation), len(data.test))
        return DataView(self.name, sizes, class_names=data.class_names, remarks=data.remarks)

    def close(self) -> None:
        """End the threads."""


class DataStore(Store):
    """Loads one data set at a time, and downloads MNIST on request.

    Parameters
    ----------
    name : str
        A name of DATA_SETS or a folder.
    load : callable, optional
        (name) -> DataSet; runs on a thread of its own. By default `load_data`, which reports how
        many pictures are read.
    fetch : callable
        Downloads MNIST; runs on another thread.
    """

    def __init__(
        self,
        name: str,
        load: Callable[[str], DataSet] | None = None,
        fetch: Fetch = download_mnist,
    ) -> None:
        self.name, self.data = name, None
        self._load, self._fetch = load or self._load_data, fetch
        self._loader = load
        self._before: tuple[str, DataSet | None] = (name, None)
        self._pool = ThreadPoolExecutor(2, "nabla-data")
        self._loading: Future[DataSet] | None = None
        self._download: Future[None] | None = None
        self._cancelled = threading.Event()
        self._progress = 0.0
        self._read = (0, 0)
        self._mnist_there: bool | None = None

    def need(self) -> DataSet | None:
        """Return the data; None while they are being loaded, which this starts."""
        if self.data is None and self._loading is None:
            self._read = (0, 0)
            self._loading = self._pool.submit(self._shared, self.name)
        return self.data

    @property
    def busy(self) -> bool:
        """Whether something is being loaded or downloaded."""
        return self._loading is not None or self._download is not None

    def choose(self, name: str) -> None:
        """Switch to another data set.

        Raises
        ------
        DataError
            If there is none of that name, or it has to be downloaded first.
        """
        checked = check_source(name)
        self._before = (self.name, self.data)
        self.name, self.data, self._loading = checked, None, None
        self.need()

    def put_back(self, name: str, data: DataSet | None) -> None:
        """Restore an earlier choice of data, to undo a later one."""
        if name != self.name:
            self._loading = None
        elif data is None:
            data = self.data
        self.name, self.data = name, data

    def loaded(self) -> bool:
        """Return whether loading has ended since the last call.

        Raises
        ------
        EngineError
            If loading has failed; then the data from before are restored.
        """
        if self._loading is None or not self._loading.done():
            return False
        future, self._loading = self._loading, None
        try:
            self.data = readable(future.result())
            if self.name == BUILT_IN:
                _SHARED[self._loader, self.name] = self.data
        except Exception:
            self.name, self.data = self._before
            raise
        return True

    def wait(self, timeout_s: float) -> None:
        """Wait for the end of loading, at most `timeout_s` seconds."""
        if self._loading is not None:
            wait([self._loading], timeout_s)

    # --- download ----------------------------------------------------------------------------

    def get_mnist(self) -> None:
        """Start downloading MNIST, unless that is under way."""
        if self._download is None:
            self._cancelled.clear()
            self._progress = 0.0
            target = Path(os.environ.get("NABLA_DATA") or user_data_folder())
            self._download = self._pool.submit(
                self._fetch, target, progress=self._report, cancelled=self._cancelled.is_set
            )

    def cancel(self) -> None:
        """Cancel the download; partial files are kept and resumed next time."""
        self._cancelled.set()

    def downloaded(self) -> bool:
        """Return whether a download has succeeded since the last call.

        Raises
        ------
        EngineError
            If it has failed; nothing is raised if it was cancelled.
        """
        if self._download is None or not self._download.done():
            return False
        future, self._download = self._download, None
        self._mnist_there = None
        error = future.exception()
        if error is not None and not self._cancelled.is_set():
            raise error
        return error is None

    def view(self) -> DataView:
        """Return the name and sizes of the data, and the state of the download."""
        if self._mnist_there is None:
            self._mnist_there = find_mnist() is not None
        return replace(
            super().view(),
            mnist_there=self._mnist_there,
            progress=self._progress if self._download is not None else None,
            read=self._read if self._loading is not None else (0, 0),
        )

    def close(self) -> None:
        """End the threads."""
        self._cancelled.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _shared(self, name: str) -> DataSet:
        """Return the data, loaded once for all simulations if they are built in."""
        return _SHARED.get((self._loader, name)) or self._load(name)

    def _load_data(self, name: str) -> DataSet:
        return load_data(name, progress=partial(self._report_read, name))

    def _report_read(self, name: str, done: int, total: int) -> None:
        # a folder that was given up may still be read to its end
        if name == self.name:
            self._read = (done, total)

    def _report(self, done: int, total: int) -> None:
        self._progress = done / max(total, 1)


def check_source(name: str) -> str:
    """Return the name of a data set that can be loaded now, or a folder.

    Raises
    ------
    DataError
        If it is neither, or has to be downloaded first.
    """
    names = [source.name for source in DATA_SETS]
    if name == MNIST and find_mnist() is None:
        raise DataError(
            "expected MNIST on this machine, found none; press Get MNIST, or choose the folder "
            "that holds its four files"
        )
    if name not in names and not Path(name).is_dir():
        raise DataError(
            "expected {names} or a folder, got {found}; choose another one",
            names=", ".join(names),
            found=name,
        )
    return name


def fitted(
    settings: TrainingSettings, start: Vector | None, data: DataSet
) -> tuple[TrainingSettings, Vector | None, DataSet]:
    """Return settings, first weights and data of a run with an output for each class.

    Weights may have spare outputs; those that have too few or too many are dropped.  Pictures
    that cannot be expanded are not.
    """
    if not expandable(data):
        settings = replace(settings, expand=NONE)
    outputs = settings.specification().sizes[-1]
    if start is not None:
        data = data.with_outputs(outputs)
    if data.classes == outputs:
        return settings, start, data
    return replace(settings, layers=with_outputs(settings.layers, data.classes)), None, data


def readable(data: DataSet) -> DataSet:
    """Return data for networks that can read the pad; unnamed classes are extended to ten.

    Raises
    ------
    DataError
        If pictures have another size, or there are too many classes.
    """
    if data.rows * data.columns != PIXELS or data.classes > MOST_CLASSES:
        raise DataError(
            "expected pictures of 28 by 28 pixels in at most {most} classes for the pad, got "
            "{rows} by {columns} in {classes}; train such data on the command line",
            most=MOST_CLASSES,
            rows=data.rows,
            columns=data.columns,
            classes=data.classes,
        )
    return data if data.class_names else replace(data, classes=max(data.classes, CLASSES))
