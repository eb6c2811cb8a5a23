"""Build the frozen views of a run that the Digits page draws."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.arrays import Matrix, Vector, freeze
from engine.network import Network
from engine.runs import EpochRecord, Run
from engine.simulations.digits_state import History, Mistakes, NetworkView

MISTAKES_SHOWN = 60
CELL_EXAMPLES = 12
PARTS = ("training", "validation", "test")


def network_view(network: Network, version: int, *, weights: bool) -> NetworkView:
    """Return a view of a network, with copies of its weights where they are observed."""
    return NetworkView(
        network.specification.sizes,
        network.specification.activations,
        tuple(freeze(w) for w in network.weights) if weights else (),
        tuple(freeze(b) for b in network.biases) if weights else (),
        version,
    )


def history(run: Run) -> History:
    """Return the curves of a run up to the place that is shown."""
    records = run.shown_records()
    marks = np.array([mark for mark in run.marks if mark[0] <= run.step], np.float64)
    marks = marks.reshape(-1, 2)
    costs = {part: _column(records, _cost_of(part)) for part in PARTS}
    accuracies = {part: _column(records, _accuracy_of(part)) for part in PARTS}
    layers = len(run.network.weights)
    return History(
        epochs=_column(records, _epoch),
        training_cost=costs["training"],
        validation_cost=costs["validation"],
        test_cost=costs["test"],
        training_accuracy=accuracies["training"],
        validation_accuracy=accuracies["validation"],
        test_accuracy=accuracies["test"],
        seconds=_column(records, _seconds),
        gradient_norms=_rows([record.gradient_norms for record in records], layers),
        saturated=_rows([record.saturated for record in records], layers),
        batch_steps=freeze(marks[:, 0]),
        batch_cost=freeze(marks[:, 1]),
    )


def confusion(run: Run, record: EpochRecord) -> tuple[Matrix, Matrix] | None:
    """Return the confusion matrix of an epoch on the test part, and examples of its cells."""
    if "test" not in record.scores:
        return None
    labels, answers = run.data.test.labels, record.scores["test"].answers
    classes = run.data.classes
    cells = labels.astype(np.int64) * classes + answers
    counts = np.bincount(cells, minlength=classes * classes).reshape(classes, classes)
    examples = np.full((classes * classes, CELL_EXAMPLES), -1)
    for cell in np.unique(cells):
        places = np.flatnonzero(cells == cell)[:CELL_EXAMPLES]
        examples[cell, : len(places)] = places
    return freeze(counts), freeze(examples.reshape(classes, classes, CELL_EXAMPLES))


def mistakes(run: Run, record: EpochRecord) -> Mistakes | None:
    """Return the test pictures that were read wrongly at an epoch, the surest first."""
    if "test" not in record.scores:
        return None
    score, test = record.scores["test"], run.data.test
    wrong = np.flatnonzero(score.answers != test.labels)
    wrong = wrong[np.argsort(-score.confidence[wrong], kind="stable")][:MISTAKES_SHOWN]
    pictures = test.x[wrong].reshape(-1, run.data.rows, run.data.columns)
    return Mistakes(
        freeze(wrong),
        freeze(pictures),
        freeze(test.labels[wrong]),
        freeze(score.answers[wrong]),
        freeze(score.confidence[wrong]),
    )


def _column(records: list[EpochRecord], value: Callable[[EpochRecord], float]) -> Vector:
    return freeze(np.array([value(record) for record in records], np.float64))


def _rows(rows: list[Vector], width: int) -> Matrix:
    return freeze(np.array(rows, np.float64).reshape(-1, width))


def _epoch(record: EpochRecord) -> float:
    return record.epoch


def _seconds(record: EpochRecord) -> float:
    return record.seconds


def _cost_of(part: str) -> Callable[[EpochRecord], float]:
    def cost(record: EpochRecord) -> float:
        return record.cost(part)

    return cost


def _accuracy_of(part: str) -> Callable[[EpochRecord], float]:
    def accuracy(record: EpochRecord) -> float:
        return record.accuracy(part)

    return accuracy


def empty_history(layers: int) -> History:
    """Return the curves of a run that has not begun."""
    nothing, rows = freeze(np.zeros(0)), freeze(np.zeros((0, layers)))
    return History(*([nothing] * 8), rows, rows, nothing, nothing)
