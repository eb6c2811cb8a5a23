"""Brief states: the run that is shown, without most of its history, for links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.documents.container import Arrays
from engine.documents.run_writing import EPOCH_METRICS, STATES

MOST_MARKS = 24
"""Most points of the live curve that are kept."""


def brief(content: Mapping[str, Any], arrays: Arrays) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return a page's content and arrays with the current run alone, its beginning and its end.

    Of the run its settings, changed weights, first and last weights, first and last measured
    epoch and a few points of the curve are kept. A page without runs is returned as it is.

    Parameters
    ----------
    content : mapping
        A page's part of a document, decoded from JSON.
    """
    branches = content.get("branches")
    if not isinstance(branches, dict) or "active" not in branches:
        return dict(content), dict(arrays)
    kept = [each for each in branches["all"] if each["id"] == branches["active"]]
    shortened: dict[str, NDArray[Any]] = dict(arrays)
    for branch in kept:
        _shorten(branch["run"], shortened)
    less = {**content, "branches": {**branches, "all": kept, "group": []}}
    return less, _without_unused(less, shortened)


def _shorten(run: Mapping[str, Any], arrays: dict[str, NDArray[Any]]) -> None:
    """Keep the first and the last key frame and epoch, and some points of the curve."""
    for name in (run["frames"], run["records"]):
        places = arrays[name]
        arrays[name] = np.concatenate((places[:1], places[1:][-1:]))
    marks = len(arrays[run["mark_steps"]])
    places = np.unique(np.linspace(0, marks - 1, min(marks, MOST_MARKS)).astype(np.int64))
    for name in (run["mark_steps"], run["mark_costs"]):
        arrays[name] = arrays[name][places]


def _without_unused(
    content: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]
) -> dict[str, NDArray[Any]]:
    """Return the arrays that are still named, and of the sheets the rows still pointed to."""
    runs = [branch["run"] for branch in content["branches"]["all"]]
    named = _texts(content)
    kept = {name: array for name, array in arrays.items() if name in named}
    states = [*(kept[run["frames"]] for run in runs), *(np.array([run["state"]]) for run in runs)]
    epochs = [kept[run["records"]] for run in runs]
    for kind, pointers in ((STATES, states), (EPOCH_METRICS, epochs)):
        rows = _rows(pointers)
        for name, array in arrays.items():
            first, _, rest = name.partition("/")
            sheet = rest.partition("/")[0]
            if first == kind and sheet.isdecimal() and int(sheet) in rows:
                kept[name] = array[rows[int(sheet)]]
        for run in runs:
            key = "frames" if kind == STATES else "records"
            kept[run[key]] = _moved(kept[run[key]], rows)
            if kind == STATES:
                run["state"] = _moved(np.array([run["state"]]), rows)[0].tolist()
    return kept


def _rows(pointers: list[NDArray[Any]]) -> dict[int, list[int]]:
    """Return the rows of each sheet that places point to, in their order."""
    rows: dict[int, set[int]] = {}
    for sheet, row in np.concatenate([*pointers, np.zeros((0, 2), np.int64)]).tolist():
        rows.setdefault(int(sheet), set()).add(int(row))
    return {sheet: sorted(found) for sheet, found in rows.items()}


def _moved(places: NDArray[Any], rows: Mapping[int, list[int]]) -> NDArray[np.int64]:
    moved = [(sheet, rows[sheet].index(row)) for sheet, row in places.tolist()]
    return np.array(moved, np.int64).reshape(-1, 2)


def _texts(part: Any) -> set[str]:
    """Return all texts in JSON values."""
    if isinstance(part, dict):
        return set().union(*map(_texts, part.values()))
    if isinstance(part, list | tuple):
        return set().union(*map(_texts, part))
    return {part} if isinstance(part, str) else set()
