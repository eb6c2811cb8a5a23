"""Results of experiments that were run on this machine, kept in the user's folder.

They stand beside the shipped ones of `engine.experiments.stored`, which they never change.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from engine import __version__
from engine.atomic_files import write_atomically
from engine.errors import StorageError
from engine.experiments.experiment import Experiment, Result
from engine.settings import Value

VARIABLE = "NABLA_RESULTS_DIR"
"""Environment variable that names another folder."""

FILE = "results.json"

MOST_KEPT = 20
"""Results that are kept of one experiment; the oldest go first, those in full last."""

SERIES = ("test_accuracy", "validation_accuracy")
"""Details of a result that are its learning curve, the first one that there is."""

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
Count = Annotated[int, msgspec.Meta(ge=0)]


class OwnResult(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Result of one run of an experiment on this machine.

    Attributes
    ----------
    value : float
        The number compared with the book's: a share 0..1 where `on` is a set.
    on : str
        The set measured, "" if the value is no accuracy; "set" in the file.
    which : str
        Choice of the epoch: "best on test", "last", "best on validation" or "only".
    epochs : int
        Number of epochs of each network; 0 without training.
    seed : int or None
        None if nothing is random.
    seconds : float
        Time of the run; after a resume from a checkpoint, of its last part.
    date : str
        Day of the run, as in "2026-11-30".
    curve : tuple of float
        Accuracy after each epoch on the set measured, if the experiment reports it.
    """

    value: float
    on: Literal["training", "validation", "test", ""] = msgspec.field(name="set")
    which: str
    epochs: Count
    seed: int | None
    seconds: Annotated[float, msgspec.Meta(ge=0)]
    version: str
    date: str
    settings: dict[str, Value]
    curve: tuple[Share, ...] = ()


OwnResults = Mapping[str, tuple[OwnResult, ...]]
"""Results by the IDs of their experiments, the oldest first."""


def own_folder() -> Path:
    """Return the folder of one's own results; it may not exist yet."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("nabla-lab", appauthor=False) / "experiments"


def own_result(result: Result, date: str) -> OwnResult:
    """Return the stored form of a result.

    Parameters
    ----------
    date : str
        Day of the run, as in "2026-11-30".
    """
    seed, ours = result.settings.get("seed"), result.ours
    on = result.experiment.book.on
    wanted = sorted(SERIES, key=lambda name: not name.startswith(on or "test"))
    curve = next((ours.details[name] for name in wanted if name in ours.details), ())
    found = {
        "value": ours.value,
        "set": on,
        "which": ours.which,
        "epochs": ours.epochs,
        "seed": None if seed is None else int(seed),
        "seconds": round(result.seconds, 1),
        "version": __version__,
        "date": date,
        "settings": dict(result.settings),
        "curve": [each or 0.0 for each in curve],
    }
    return msgspec.convert(found, OwnResult)


def is_full(experiment: Experiment, result: OwnResult) -> bool:
    """Return whether a result was trained for at least the book's number of epochs."""
    wanted = experiment.settings.get("epochs")
    return wanted is None or not result.epochs or result.epochs >= int(wanted)


def load_own(folder: Path) -> dict[str, tuple[OwnResult, ...]]:
    """Return the results in a folder; none without a file.

    Raises
    ------
    StorageError
        If the file is damaged or cannot be read.
    """
    path = folder / FILE
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise _unreadable(path, error.strerror or "nothing readable") from None
    try:
        return msgspec.json.decode(content, type=dict[str, tuple[OwnResult, ...]])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _unreadable(path, str(error)) from None


def keep_own(folder: Path, experiment: Experiment, result: OwnResult) -> OwnResults:
    """Add a result to those in a folder; return all of them.

    Raises
    ------
    StorageError
        If the file cannot be read or written.
    """
    known = load_own(folder)
    some = [*known.get(experiment.id, ()), result]
    while len(some) > MOST_KEPT:
        shortened = (place for place, each in enumerate(some) if not is_full(experiment, each))
        del some[next(shortened, 0)]
    known[experiment.id] = tuple(some)
    made_folder(folder)
    write_atomically(folder / FILE, msgspec.json.format(msgspec.json.encode(known), indent=2))
    return known


def made_folder(folder: Path) -> Path:
    """Make a folder if it is not there; return it.

    Raises
    ------
    StorageError
        If it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            "expected a folder that can be written, got {path} ({reason}); choose another one",
            path=folder,
            reason=error.strerror or "unknown reason",
        ) from None
    return folder


def _unreadable(path: Path, found: str) -> StorageError:
    return StorageError(
        "expected results of experiments at {path}, got {found}; restore the file or delete it",
        path=path,
        found=found,
    )
