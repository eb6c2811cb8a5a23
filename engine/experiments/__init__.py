"""The book's experiments as data, and the training of the shipped weights."""

from __future__ import annotations

import difflib
from string import ascii_uppercase

from engine.errors import SettingError
from engine.experiments.chapters import (
    chapter_1,
    chapter_2,
    chapter_3,
    chapter_4,
    chapter_5,
    chapter_6,
)
from engine.experiments.experiment import Experiment

EXPERIMENTS: tuple[Experiment, ...] = (
    *chapter_1.EXPERIMENTS,
    *chapter_2.EXPERIMENTS,
    *chapter_3.EXPERIMENTS,
    *chapter_4.EXPERIMENTS,
    *chapter_5.EXPERIMENTS,
    *chapter_6.EXPERIMENTS,
)
"""Implemented experiments, in the order of the book."""

LAST_LETTERS = {1: "N", 2: "F", 3: "X", 4: "G", 5: "K", 6: "O"}
"""The last experiment of each chapter in the inventory of the book."""

ALL = tuple(
    f"{chapter}.{letter}"
    for chapter, last in LAST_LETTERS.items()
    for letter in ascii_uppercase[: ascii_uppercase.index(last) + 1]
)
PLANNED = tuple(id_ for id_ in ALL if id_ not in {experiment.id for experiment in EXPERIMENTS})
"""IDs of experiments of the book that are not implemented."""


def find_experiment(id_: str) -> Experiment:
    """Return the experiment of an ID such as "1.A".

    Raises
    ------
    SettingError
        If it is not implemented, or not in the book.
    """
    wanted = id_.strip().upper()
    found = next((experiment for experiment in EXPERIMENTS if experiment.id == wanted), None)
    if found is not None:
        return found
    built = ", ".join(experiment.id for experiment in EXPERIMENTS)
    if wanted in PLANNED:
        raise SettingError(
            "experiment {id} of the book is not built yet; expected one of {built}, got {id}; "
            "choose another one",
            id=wanted,
            built=built,
        )
    near = difflib.get_close_matches(wanted, ALL, 1)
    raise SettingError(
        "expected an experiment among {built}, got {found!r}; {advice}",
        built=built,
        found=id_,
        advice=f"did you mean {near[0]}?" if near else "see `experiment list`",
    )
