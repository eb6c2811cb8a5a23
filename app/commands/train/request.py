"""Options of `train`, checked before anything is trained or written."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.commands.train.options import given_settings
from engine.atomic_files import check_writable
from engine.data.catalogue import is_known, load_data, load_test_data
from engine.data.classes import relabelled
from engine.data.examples import DataSet, Examples
from engine.data.files.parts import Progress, distinct, unreported
from engine.data.fingerprint import fingerprint
from engine.errors import DataError, SettingError, StorageError
from engine.exports.files import import_network, is_saved_here
from engine.runs.headless_run import resume
from engine.runs.storage import load_run
from engine.settings import Setting
from engine.training.data_fit import check_train_size
from engine.training.epoch_summary import EpochSummary
from engine.training.settings import TrainingSettings, check_fit, check_pictures
from engine.training.states import Segment, State
from engine.training.trainer import Trainer

DATA = Setting(
    "data",
    "Data",
    "built-in",
    "text",
    help="built-in, mnist, points such as xor or circles, a folder, or a table (.csv, .npz, "
    ".pkl.gz).",
)
THREADS = Setting(
    "threads",
    "Threads",
    1,
    "int",
    low=1,
    high=256,
    help="Threads that measure, and that train convolutions together; changes no bit.",
)
STOP_AFTER = Setting(
    "stop_after",
    "Number of steps",
    0,
    "int",
    low=1,
    high=10**9,
    help="Stop after so many mini-batches of this call.",
)
FIXED_ON_RESUME = ("layers", "initialiser", "seed")


@dataclass(frozen=True, slots=True)
class SavedRun:
    """Content of a saved run."""

    state: State
    segments: list[Segment]
    data: dict[str, Any]
    history: list[dict[str, Any]]

    @classmethod
    def read(cls, path: Path) -> SavedRun:
        """Read a saved run.

        Raises
        ------
        StorageError
            If the file is no run, or cannot be read.
        """
        if not is_saved_here(path):
            _refuse_weights(path)
        state, segments, data, history = load_run(path)
        epochs = [EpochSummary.from_record(record).as_record() for record in history]
        return cls(state, segments, data, epochs)

    @property
    def settings(self) -> TrainingSettings:
        """Settings of the last segment."""
        return self.segments[-1].settings

    @property
    def seconds(self) -> float:
        """Training time of the unfinished epoch."""
        found = self.data.get("epoch_seconds")
        return float(found) if isinstance(found, int | float) else 0.0


def _refuse_weights(path: Path) -> None:
    """Raise if a file holds weights alone, or belongs to another program."""
    if not path.is_file():
        return
    network = import_network(path)
    raise StorageError(
        "expected a run of `train --save` at {path}, got weights of {layers}, which hold no run; "
        "begin a new run without --resume",
        path=path,
        layers=network.specification.words,
    )


@dataclass(frozen=True, slots=True)
class Request:
    """A checked call of `train`.

    Attributes
    ----------
    stop_after : int or None
        Mini-batches of this call, None for no limit.
    resumed : Path or None
        File of the saved run.
    """

    settings: TrainingSettings
    data: str
    data_dir: Path | None
    evaluate_on: str | None
    threads: int
    stop_after: int | None
    save: Path | None
    saved: SavedRun | None
    resumed: Path | None = None

    def data_place(self) -> str:
        """Return the name of the data set, or the absolute path of a folder."""
        return self.data if is_known(self.data) else str(Path(self.data).absolute())


def read_request(options: argparse.Namespace) -> Request:
    """Check all options, and read the run to resume, before data are loaded.

    Raises
    ------
    EngineError
        If an option is invalid, or a file cannot be read (--resume) or written (--save).
    """
    given = given_settings(options)
    saved = None if options.resume is None else SavedRun.read(options.resume)
    if saved is None and "layers" not in given:
        raise SettingError("expected LAYERS such as 784-30-10, got none; write them behind `train`")
    settings = TrainingSettings.from_values(given) if saved is None else _resumed(saved, given)
    if options.save is not None:
        check_writable(options.save)
    steps = options.stop_after
    kept = saved.data if saved else {}
    folder = options.data_dir or (Path(str(kept["data_dir"])) if kept.get("data_dir") else None)
    return Request(
        settings=settings,
        data=str(DATA.check(options.data or kept.get("data") or DATA.default)),
        data_dir=folder,
        evaluate_on=options.evaluate_on or str(kept.get("evaluate_on") or "") or None,
        threads=int(THREADS.check(options.threads or THREADS.default)),
        stop_after=None if steps is None else int(STOP_AFTER.check(steps)),
        save=options.save,
        saved=saved,
        resumed=options.resume,
    )


def _resumed(saved: SavedRun, given: dict[str, object]) -> TrainingSettings:
    before = saved.settings
    settings = TrainingSettings.from_values({**before.values(), **given})
    old, new = (
        {**each.values(), "layers": str(each.specification())} for each in (before, settings)
    )
    same = settings.specification() == before.specification()
    changed = [name for name in FIXED_ON_RESUME if old[name] != new[name]]
    if changed or not same:
        name = changed[0] if changed else "cost"
        raise SettingError(
            "expected the {name} of the saved run ({old}), got {new}; leave it out, or begin a "
            "new run without --resume",
            name=name,
            old=old[name],
            new=new[name],
        )
    # keep the original spelling of the layers
    return replace(settings, layers=before.layers)


def load(request: Request, progress: Progress = unreported) -> DataSet:
    """Load the data of a request.

    Parameters
    ----------
    progress : callable
        Called while pictures are read.

    Raises
    ------
    DataError
        If they are missing, malformed, or do not fit the run or each other.
    """
    data = load_data(request.data, data_dir=request.data_dir, progress=progress)
    check_train_size(request.settings.train_size, data)
    if request.saved is not None:
        data = _as_saved(request.data, data, request.saved.data)
    data = data.with_outputs(request.settings.specification().sizes[-1])
    return data if request.evaluate_on is None else _with_other_test(request, data, progress)


def _as_saved(name: str, data: DataSet, saved: dict[str, Any]) -> DataSet:
    """Return data whose classes are counted as those of a saved run.

    Raises
    ------
    DataError
        If these are not the data that the run was trained on.
    """
    # runs without names counted the classes of a folder in alphabetical order
    orders = (
        (tuple(saved["names"]),) if "names" in saved else (data.names, tuple(sorted(data.names)))
    )
    kept = saved.get("fingerprint")
    for names in orders:
        counted = _counted(data, names)
        if kept is None or kept == fingerprint(counted.training):
            return counted
    raise DataError(
        "expected the data that the saved run was trained on, got other examples in {name}; "
        "choose them with --data and --data-dir",
        name=name,
    )


def _counted(data: DataSet, names: tuple[str, ...]) -> DataSet:
    """Return data with the classes in the order of names."""
    if names == data.names:
        return data

    def renumbered(examples: Examples) -> Examples:
        labels = relabelled(examples.labels, data.names, names, data.name)
        return Examples(examples.x, labels)

    return replace(
        data,
        training=renumbered(data.training),
        validation=renumbered(data.validation),
        test=renumbered(data.test),
        class_names=names,
        classes=len(names),
    )


def _with_other_test(request: Request, data: DataSet, progress: Progress) -> DataSet:
    other = load_test_data(str(request.evaluate_on), data_dir=request.data_dir, progress=progress)
    if (other.rows, other.columns) != (data.rows, data.columns):
        raise DataError(
            "expected pictures of {rows} × {columns} to evaluate on, got {other_rows} × "
            "{other_columns} in {name}; choose another data set",
            rows=data.rows,
            columns=data.columns,
            other_rows=other.rows,
            other_columns=other.columns,
            name=other.name,
        )
    labels = relabelled(other.test.labels, other.names, data.names, other.name)
    remarks = distinct((*data.remarks, *other.remarks))
    return replace(data, test=Examples(other.test.x, labels), remarks=remarks)


def make_trainer(request: Request, data: DataSet) -> Trainer:
    """Return a new trainer, or one restored from the saved run."""
    check_fit(request.settings, data.training.x.shape[1], data.classes)
    check_pictures(request.settings, data)
    if request.saved is None:
        return Trainer(request.settings, data.training, data.classes)
    trainer = Trainer(request.saved.settings, data.training, data.classes)
    resume(trainer, request.saved.state, request.saved.segments)
    if request.settings != request.saved.settings:
        trainer.change(request.settings)
    return trainer
