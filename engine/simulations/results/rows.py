"""Rows of the table: experiments of the book with their numbers and ours."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from engine.errors import EngineError
from engine.experiments import ALL
from engine.experiments.courses import (
    BEST_ON_TEST,
    LAST,
    SHIFTS,
    best_on_test,
    last,
    own_settings,
)
from engine.experiments.experiment import BookFigure, Experiment
from engine.experiments.own_results import OwnResult, OwnResults
from engine.experiments.record import RUNS
from engine.experiments.shifted import ROUNDS
from engine.experiments.stored import StoredResult
from engine.settings import Value
from engine.simulations.results.scene import EXPERIMENT
from engine.simulations.results.state import (
    FULL,
    NOTED,
    OWN,
    SHIPPED,
    SHORTENED,
    UNBUILT,
    UNRUN,
    Measured,
    ResultRow,
)

PICTURES = 50_000
"""Training pictures of MNIST, where an experiment learns from all of them."""

UNBUILT_ROWS: Mapping[str, tuple[str, BookFigure]] = {
    "6.N": (
        "five wide dense layers",
        BookFigure(0.9965, "Cireşan, Meier, Gambardella and Schmidhuber (2010)"),
    ),
    "6.O": (
        "two convolutions, elastic expansion",
        BookFigure(0.996, "Simard, Steinkraus and Platt (2003)"),
    ),
}
"""Title and figure of the experiments of the book that are not built."""

WHICH: Mapping[object, str] = {best_on_test: BEST_ON_TEST, last: LAST}
"""Choice of the epoch by the measure of an experiment, where it can be told."""


def rows_of(stored: Mapping[str, StoredResult], own: OwnResults) -> tuple[ResultRow, ...]:
    """Return a row for each experiment of the book, in its order."""
    return tuple(_row(id_, stored.get(id_), own.get(id_, ())) for id_ in ALL)


def _row(id_: str, stored: StoredResult | None, own: tuple[OwnResult, ...]) -> ResultRow:
    chapter, experiment = int(id_.split(".")[0]), EXPERIMENT.get(id_)
    if experiment is None:
        title, book = UNBUILT_ROWS[id_]
        return ResultRow(id_, chapter, title, {}, book, None, (), UNBUILT)
    ours = _ranked(experiment, stored, own)
    standing = UNRUN if not ours else FULL if ours[0].is_full else SHORTENED
    return ResultRow(
        id_,
        chapter,
        experiment.title,
        experiment.settings,
        experiment.book,
        experiment.rule,
        ours,
        standing,
        multiplications(id_),
        id_ in RUNS,
    )


def _ranked(
    experiment: Experiment, stored: StoredResult | None, own: tuple[OwnResult, ...]
) -> tuple[Measured, ...]:
    """Return all numbers of ours: those in full first, the newest of one's own before others."""
    wanted = int(experiment.settings.get("epochs", 0))
    found = [_of_own(each, wanted) for each in reversed(own)]
    if stored is not None:
        found.append(_of_stored(stored, wanted))
    noted = [] if stored is not None else list(experiment.measured.items())
    on, which = experiment.book.on, WHICH.get(experiment.measure, "")
    for seed, value in noted:
        # a seed of 0 stands for an experiment without random numbers
        chance = seed if "seed" in experiment.settings else None
        found.append(Measured(value, on, which, wanted, wanted, chance, None, "", "", NOTED))
    return tuple(sorted(found, key=lambda each: not each.is_full))


def _of_own(result: OwnResult, wanted: int) -> Measured:
    return Measured(
        result.value, result.on, result.which, result.epochs, wanted, result.seed, result.seconds,
        result.version, result.date, OWN, result.curve,
    )  # fmt: skip


def _of_stored(result: StoredResult, wanted: int) -> Measured:
    which = result.which.partition(",")[0]
    return Measured(
        result.accuracy, result.on, which, result.epochs, wanted, result.seed, result.seconds,
        result.version, result.date, SHIPPED,
    )  # fmt: skip


@lru_cache(maxsize=len(ALL))
def multiplications(id_: str) -> float | None:
    """Return the multiplications of one training with an experiment's settings.

    Each example costs its products once forward, once for the gradient and, but for the first
    layer, once for the errors of the layer before. Measuring is not counted.
    """
    settings: Mapping[str, Value] = EXPERIMENT[id_].settings
    if not {"layers", "epochs", "data"} <= set(settings):
        return None
    try:
        specification = own_settings(settings).specification()
    except EngineError:
        return None
    products = 3.0 * specification.products - specification.layers[0].products
    copies = ROUNDS if settings.get("expansion") == SHIFTS else 1
    examples = int(settings.get("train_size", 0)) or PICTURES
    return products * copies * examples * int(settings["epochs"])
