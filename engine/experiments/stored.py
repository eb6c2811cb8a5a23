"""Our own results, kept in one file beside the program: one entry for each experiment.

::

    python main.py experiment run 1.A --store

runs an experiment and writes its entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from engine import __version__
from engine.errors import SettingError, StorageError
from engine.experiments import ALL, find_experiment
from engine.experiments.committee import Mistake
from engine.experiments.experiment import Experiment, Result
from engine.runs.storage import write_atomically
from engine.settings import Value

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Count = Annotated[int, msgspec.Meta(ge=0)]
Name = Annotated[str, msgspec.Meta(min_length=1)]


class StoredResult(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What one run of an experiment gave.

    Attributes
    ----------
    accuracy : float
        Share of right answers, 0..1.
    on : str
        The set that was measured; "set" in the file.
    which : str
        How the number was chosen; says so where fewer or more epochs were trained than in the book.
    epochs : int
        How many were trained; 0 where nothing was.
    seed : int or None
        None where nothing is random.
    seconds : float
        Of the whole run; of its last part where it went on from a checkpoint.
    version : str
        Of the program.
    settings : dict
        Everything that was set.
    mistakes : tuple of Mistake
        The pictures that were read wrongly, where an experiment tells them.
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

    def summary(self) -> dict[str, Any]:
        """Return what a list shows of it: everything but the settings and the mistakes."""
        record: dict[str, Any] = msgspec.to_builtins(self)
        return {name: record[name] for name in record if name not in ("settings", "mistakes")}


def results_path() -> Path:
    """Return the file of the results that are shipped beside the engine."""
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
    """Put the result of a run in the place of the one before.

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
    """Refuse an experiment that measures no accuracy.

    Raises
    ------
    SettingError
        If it does not.
    """
    if not experiment.book.on:
        raise SettingError(
            "expected an experiment that measures an accuracy, got {id}, which is worked out anew "
            "each time; leave --store out",
            id=experiment.id,
        )


def entry_of(result: Result) -> StoredResult:
    """Return what is stored of a result.

    Raises
    ------
    SettingError
        If the experiment measures no accuracy.
    """
    check_storable(result.experiment)
    seed = result.settings.get("seed")
    found: dict[str, object] = {
        "accuracy": result.ours.value,
        "set": result.experiment.book.on,
        "which": _which(result),
        "epochs": result.ours.epochs,
        "seed": None if seed is None else int(seed),
        "seconds": round(result.seconds, 1),
        "version": __version__,
        "settings": dict(result.settings),
        "mistakes": result.ours.details.get("mistakes", []),
    }
    return msgspec.convert(found, StoredResult)


def _which(result: Result) -> str:
    """Say which number it is, and how many epochs it comes from if the book took others."""
    wanted, trained = result.experiment.settings.get("epochs"), result.ours.epochs
    if wanted is None or trained == wanted:
        return result.ours.which
    return f"{result.ours.which}, {trained} epochs instead of {wanted}"


def find_stale(results: Mapping[str, StoredResult]) -> list[str]:
    """Return the IDs whose experiments are set in another way than when they were run.

    The seed and the epochs may differ: an entry says which it took.
    """
    stale = []
    for id_, entry in results.items():
        today = dict(find_experiment(id_).settings)
        then = dict(entry.settings)
        for name in ("seed", "epochs"):
            today.pop(name, None)
            then.pop(name, None)
        if then != today:
            stale.append(id_)
    return stale


def _unreadable(path: Path, found: str) -> StorageError:
    return StorageError(
        "expected results of experiments at {path}, got {found}; restore the file or delete it",
        path=path,
        found=found,
    )
