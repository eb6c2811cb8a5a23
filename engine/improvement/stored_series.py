"""Accuracies of compared networks among the shipped results of our experiments."""

from __future__ import annotations

from pathlib import Path

import msgspec


class StoredSeries(msgspec.Struct, frozen=True):
    """Accuracies of one run of an experiment, with where they come from.

    Attributes
    ----------
    series : dict
        Accuracy 0..1 by the name of a network.
    epochs, seed, version
        Of the run: epochs of the last network, seed, version of the program.
    """

    series: dict[str, float] = {}
    epochs: int = 0
    seed: int | None = None
    version: str = ""


def stored_series(experiment: str, path: Path | None = None) -> StoredSeries | None:
    """Return the stored accuracies of an experiment, None if it has not been run.

    Parameters
    ----------
    experiment : str
        Its ID: "3.J".
    path : Path, optional
        The shipped results by default.
    """
    shipped = Path(__file__).resolve().parents[2] / "assets" / "experiments" / "results.json"
    try:
        text = (path or shipped).read_bytes()
        found = msgspec.json.decode(text, type=dict[str, msgspec.Raw]).get(experiment)
        stored = None if found is None else msgspec.json.decode(found, type=StoredSeries)
    except (OSError, msgspec.MsgspecError):
        return None
    return stored if stored is not None and stored.series else None
