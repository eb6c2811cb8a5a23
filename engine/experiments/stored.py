"""Stored results of our experiments, one entry per experiment in a shipped file.

::

    python main.py experiment run 1.A --store

runs an experiment and writes its entry.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from engine import __version__
from engine.atomic_files import write_atomically
from engine.errors import SettingError, StorageError
from engine.experiments import ALL
from engine.experiments.committee import Mistake
from engine.experiments.experiment import Experiment, Result
from engine.settings import Value

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Count = Annotated[int, msgspec.Meta(ge=0)]
Name = Annotated[str, msgspec.Meta(min_length=1)]


SERIES = ("by_size", "by_expansion")
"""Details of an experiment that are stored, as the accuracy of each of its networks."""

UNLISTED = ("settings", "mistakes", "series")


class StoredResult(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Stored result of one run of an experiment.

    Attributes
    ----------
    accuracy : float
        Share of right answers, 0..1.
    on : str
        The set that was measured; "set" in the file.
    which : str
        Choice of the epoch; mentions a number of epochs other than the book's.
    epochs : int
        Number of epochs; 0 without training.
    seed : int or None
        None if nothing is random.
    seconds : float
        Time of the run; after a resume from a checkpoint, of its last part.
    version : str
        Version of the program.
    settings : dict
        All settings.
    mistakes : tuple of Mistake
        Misclassified pictures, if the experiment reports them.
    series : dict
        Accuracy of each of its networks by name, if it compares several: see SERIES.
    date : str
        Day on which it was stored, as in "2026-11-30"; "" if that is not known.
    """

    accuracy: Share
    on: Literal["training", "validation", "test"] = msgspec.field(name="set")
    which: Name
    epochs: Count
    seed: int | None
    seconds: Annotated[float, msgspec.Meta(ge=0)]
    version: Name
    settings: dict[str, Value]
    mistakes: tuple[Mistake, ...] = ()
    series: dict[str, Share] = {}
    date: str = ""

    def summary(self) -> dict[str, Any]:
        """Return all fields for a list, except UNLISTED."""
        record: dict[str, Any] = msgspec.to_builtins(self)
        return {name: record[name] for name in record if name not in UNLISTED}


def results_path() -> Path:
    """Return the path of the shipped results."""
    return Path(__file__).resolve().parents[2] / "assets" / "experiments" / "results.json"


def load_results(path: Path | None = None) -> dict[str, StoredResult]:
    """Return the stored results by the IDs of their experiments; none without a file.

    Raises
    ------
    StorageError
        If the file is damaged, or an entry is malformed or of no experiment of the book.
    """
    path = results_path() if path is None else path
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise _unreadable(path, error.strerror or "nothing readable") from None
    try:
        results = msgspec.json.decode(content, type=dict[str, StoredResult])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _unreadable(path, str(error)) from None
    unknown = sorted(set(results) - set(ALL))
    if unknown:
        raise _unreadable(path, f"an entry for {', '.join(unknown)}")
    return results


def save_results(results: Mapping[str, StoredResult], path: Path | None = None) -> None:
    """Write the results in the order of the book.

    Raises
    ------
    StorageError
        If the file cannot be written.
    """
    ordered = {id_: results[id_] for id_ in ALL if id_ in results}
    content = msgspec.json.format(msgspec.json.encode(ordered), indent=2) + b"\n"
    write_atomically(results_path() if path is None else path, content)


def store_result(result: Result, path: Path | None = None) -> StoredResult:
    """Store the result of a run, replacing the experiment's previous one.

    Raises
    ------
    SettingError
        If the experiment measures no accuracy.
    StorageError
        If the file cannot be read or written.
    """
    entry = entry_of(result)
    save_results({**load_results(path), result.experiment.id: entry}, path)
    return entry


def check_storable(experiment: Experiment) -> None:
    """Raise if an experiment measures no accuracy.

    Raises
    ------
    SettingError
        If it measures none.
    """
    if not experiment.book.on:
        raise SettingError(
            "expected an experiment that measures an accuracy, got {id}, which is worked out anew "
            "each time; leave --store out",
            id=experiment.id,
        )


def entry_of(result: Result) -> StoredResult:
    """Return the stored form of a result.

    Raises
    ------
    SettingError
        If the experiment measures no accuracy.
    """
    check_storable(result.experiment)
    seed, details = result.settings.get("seed"), result.ours.details
    found: dict[str, object] = {
        "accuracy": result.ours.value,
        "set": result.experiment.book.on,
        "which": _which(result),
        "epochs": result.ours.epochs,
        "seed": None if seed is None else int(seed),
        "seconds": round(result.seconds, 1),
        "version": __version__,
        "settings": dict(result.settings),
        "mistakes": details.get("mistakes", []),
        "series": next((details[name] for name in SERIES if name in details), {}),
        "date": datetime.date.today().isoformat(),
    }
    return msgspec.convert(found, StoredResult)


def _which(result: Result) -> str:
    """Return the choice of the epoch, with the number of epochs if it differs from the book's."""
    wanted, trained = result.experiment.settings.get("epochs"), result.ours.epochs
    if wanted is None or trained == wanted:
        return result.ours.which
    return f"{result.ours.which}, {trained} epochs instead of {wanted}"


def _unreadable(path: Path, found: str) -> StorageError:
    return StorageError(
        "expected results of experiments at {path}, got {found}; restore the file or delete it",
        path=path,
        found=found,
    )
