"""Metrics of epochs: one table for all epochs trained in one kernel call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Matrix, Vector
from engine.training.measurement import Score

PARTS = ("training", "validation", "test")


@dataclass(frozen=True, slots=True, eq=False)
class EpochTable:
    """Metrics of epochs that were trained together, one row for each.

    Attributes
    ----------
    parts : tuple of str
        Names of the measured parts of the data.
    epochs, steps : Vector, shape (n,), int64
        Epoch numbers; mini-batches trained at the end of each.
    seconds : Vector, shape (n,)
        Training time; for several epochs per call the mean, measurement included.
    costs, accuracies : Matrix, shape (n, parts)
    gradient_norms, saturated : Matrix, shape (n, layers)
        As in `EpochMetrics`, measured on a probe of training examples.
    memory : Matrix, shape (n, MEMORY_SIZE)
        The schedule's memory after its update with the epoch.
    ends : tuple of int
        End of each part among the columns of `answers` and `confidence`.
    answers, confidence : Matrix, shape (n, examples)
        As in `Score`.
    """

    parts: tuple[str, ...]
    epochs: Vector
    steps: Vector
    seconds: Vector
    costs: Matrix
    accuracies: Matrix
    gradient_norms: Matrix
    saturated: Matrix
    memory: Matrix
    ends: tuple[int, ...]
    answers: NDArray[np.uint8]
    confidence: NDArray[Any]

    def column(self, name: str, part: str, first: int, last: int) -> Vector:
        """Return "costs" or "accuracies" of a part in rows first..last-1; NaN if not measured."""
        if part not in self.parts:
            return np.full(last - first, nan)
        values: Vector = getattr(self, name)[first:last, self.parts.index(part)]
        return values


@dataclass(frozen=True, slots=True, eq=False)
class EpochMetrics:
    """Metrics of one epoch; epoch 0 is the untrained network.

    Attributes
    ----------
    table : EpochTable
        Table that holds the metrics.
    row : int
        Row of this epoch.
    """

    table: EpochTable
    row: int

    @classmethod
    def single(
        cls,
        epoch: int,
        step: int,
        scores: dict[str, Score],
        seconds: float,
        layers: tuple[Vector, Vector],
        memory: Vector,
    ) -> EpochMetrics:
        """Return the metrics of an epoch that was trained on its own.

        Parameters
        ----------
        layers : (Vector, Vector), shape (layers,)
            Gradient norms, and shares of saturated neurons.
        """
        found = list(scores.values())
        ends = np.cumsum([len(score.answers) for score in found])
        table = EpochTable(
            tuple(scores),
            np.array([epoch]),
            np.array([step]),
            np.array([seconds]),
            np.array([[score.cost for score in found]]),
            np.array([[score.accuracy for score in found]]),
            layers[0][None],
            layers[1][None],
            memory[None].copy(),
            tuple(ends.tolist()),
            np.concatenate([score.answers for score in found])[None],
            np.concatenate([score.confidence for score in found])[None],
        )
        return cls(table, 0)

    @property
    def epoch(self) -> int:
        """Number of the epoch."""
        return int(self.table.epochs[self.row])

    @property
    def step(self) -> int:
        """Mini-batches trained at the end of the epoch."""
        return int(self.table.steps[self.row])

    @property
    def seconds(self) -> float:
        """Training time in seconds."""
        return float(self.table.seconds[self.row])

    @property
    def gradient_norms(self) -> Vector:
        """Euclidean norm of the gradient of each dense layer's weights, shape (layers,)."""
        norms: Vector = self.table.gradient_norms[self.row]
        return norms

    @property
    def saturated(self) -> Vector:
        """Share 0..1 of saturated neurons, shape (layers,)."""
        shares: Vector = self.table.saturated[self.row]
        return shares

    @property
    def memory(self) -> Vector:
        """The schedule's memory, shape (MEMORY_SIZE,)."""
        memory: Vector = self.table.memory[self.row]
        return memory

    @property
    def scores(self) -> dict[str, Score]:
        """Score on each part."""
        table, row = self.table, self.row
        places = pairwise((0, *table.ends))
        return {
            part: Score(
                float(table.costs[row, number]),
                float(table.accuracies[row, number]),
                table.answers[row, first:last],
                table.confidence[row, first:last],
            )
            for number, (part, (first, last)) in enumerate(zip(table.parts, places, strict=True))
        }

    def cost(self, part: str) -> float:
        """Return the cost on a part, NaN if it was not measured."""
        parts = self.table.parts
        return float(self.table.costs[self.row, parts.index(part)]) if part in parts else nan

    def accuracy(self, part: str) -> float:
        """Return the accuracy 0..1 on a part, NaN if it was not measured."""
        parts = self.table.parts
        return float(self.table.accuracies[self.row, parts.index(part)]) if part in parts else nan


def by_table(
    epoch_metrics: Sequence[EpochMetrics], first: int
) -> Iterator[tuple[EpochTable, int, int]]:
    """Yield tables and their rows (from, to) that hold the epoch metrics from `first` on."""
    while first < len(epoch_metrics):
        metrics = epoch_metrics[first]
        table, row = metrics.table, metrics.row
        count = min(len(table.epochs) - row, len(epoch_metrics) - first)
        yield table, row, row + count
        first += count


def column(epoch_metrics: Sequence[EpochMetrics], name: str) -> NDArray[Any]:
    """Return one quantity of many epochs, one row for each.

    Parameters
    ----------
    epoch_metrics : sequence of EpochMetrics
        At least one.
    name : str
        A field of `EpochTable` with one row for each epoch.
    """
    pieces = [getattr(table, name)[first:end] for table, first, end in by_table(epoch_metrics, 0)]
    return np.concatenate(pieces)
