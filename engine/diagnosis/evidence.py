"""Evidence of a diagnosis: a frozen summary of a run up to the step that is shown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from engine.arrays import Labels, Matrix, Vector
from engine.data.examples import Examples
from engine.execution.tracing import follow
from engine.functions.costs import COST
from engine.functions.schedules import SCHEDULE
from engine.networks.network import Network
from engine.runs.run import TRAINING_SAMPLE, Run
from engine.training.epoch_metrics import EpochMetrics, by_table
from engine.training.measurement import PROBE, penalty
from engine.training.settings import TrainingSettings
from engine.training.states import Divergence

FROZEN = 0.1
"""Share of η left by a schedule at which the schedule explains a standstill."""

HARMLESS = ("epochs", "early_stopping")
"""Settings that decide when a run ends, not how it learns."""

FIRST_ROOM = 64
"""Initial capacity in epochs; doubled when it is exceeded."""

OBJECTIVE = ("cost", "lambda", "regulariser")
"""Settings that define the cost: costs before and after a change are not comparable."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """Summary of a run up to the step that is shown; independent of further training.

    Attributes
    ----------
    settings : TrainingSettings
        Of the next step.
    classes : int
        Number of different labels.
    chance : float
        Accuracy 0..1 of always predicting the most frequent class.
    step : int
        Mini-batches trained.
    examples, available : int
        Training examples of an epoch; all that the data set has.
    rate : float
        η after the schedule.
    epoch_metrics : tuple of EpochMetrics
        Every epoch that was measured; epoch 0 is the untrained network.
    columns : Matrix, shape (3, epochs)
        Step, training cost and training accuracy of each measured epoch.
    loss_trace : (Vector, Vector), shape (points,)
        Steps and costs, without penalty, of the live curve; empty in a run without recording.
    stretches : tuple of (int, TrainingSettings)
        First step of each stretch with unchanged settings.
    weight_edits : tuple of int
        Steps at which weights or biases were set by hand.
    divergence : Divergence or None
    labels : Mapping of Labels
        By part: "validation", "test".
    network : Network
        A copy.
    probe : Examples
        Training examples on which the network is evaluated.
    """

    settings: TrainingSettings
    classes: int
    chance: float
    step: int
    examples: int
    available: int
    rate: float
    epoch_metrics: tuple[EpochMetrics, ...]
    columns: Matrix = field(repr=False)
    loss_trace: tuple[Vector, Vector]
    stretches: tuple[tuple[int, TrainingSettings], ...]
    weight_edits: tuple[int, ...]
    divergence: Divergence | None
    labels: Mapping[str, Labels] = field(repr=False)
    network: Network = field(repr=False)
    probe: Examples = field(repr=False)

    # --- since when ------------------------------------------------------------------------

    def since(self, *names: str) -> int:
        """Return the step since which the named settings have their present values."""
        now, start = self.settings.values(), self.step
        for first, settings in reversed(self.stretches):
            values = settings.values()
            if any(values[name] != now[name] for name in names):
                break
            start = first
        return start

    def before(self, name: str) -> float:
        """Return the previous value of a setting, or the present one if it never changed."""
        values = [settings.values()[name] for _, settings in self.stretches]
        others = [value for value in values if value != values[-1]]
        return float(others[-1] if others else values[-1])

    @cached_property
    def present(self) -> tuple[EpochMetrics, ...]:
        """Metrics of the epochs trained with the present settings, and of their start."""
        start = self.since(*(name for name in self.settings.values() if name not in HARMLESS))
        compared = self.since(*OBJECTIVE) < start or start == 0
        find = bisect_left if compared else bisect_right
        return self.epoch_metrics[find(self.columns[0], start) :]

    def of(self, epoch_metrics: tuple[EpochMetrics, ...]) -> Matrix:
        """Return the columns of the given epochs, shape (3, epochs).

        Parameters
        ----------
        epoch_metrics : tuple of EpochMetrics
            The latest ones, without gaps.
        """
        return self.columns[:, self.columns.shape[1] - len(epoch_metrics) :]

    @property
    def frozen(self) -> bool:
        """Whether the schedule has reduced η to at most FROZEN of its setting."""
        return self.rate <= FROZEN * self.settings.eta

    @cached_property
    def last(self) -> EpochMetrics | None:
        """The latest epoch that was measured."""
        return self.epoch_metrics[-1] if self.epoch_metrics else None

    # --- progress ----------------------------------------------------------------------------

    def learned(self, metrics: EpochMetrics, part: str = "training") -> float:
        """Return the skill: accuracy rescaled so that 0 is chance and 1 is perfect."""
        if self.chance >= 1:
            return 1.0
        return (metrics.accuracy(part) - self.chance) / (1 - self.chance)

    def skills(self, epoch_metrics: tuple[EpochMetrics, ...]) -> Vector:
        """Return the training skill of the latest epochs, shape (epochs,)."""
        accuracies = self.of(epoch_metrics)[2]
        if self.chance >= 1:
            return np.ones(len(epoch_metrics))
        skills: Vector = (accuracies - self.chance) / (1 - self.chance)
        return skills

    @cached_property
    def skill(self) -> float:
        """Training skill of the last epoch: 0 is chance, 1 is perfect; NaN if none was measured."""
        return self.learned(self.last) if self.last else float("nan")

    @cached_property
    def chance_cost(self) -> float:
        """Cost of the uniform prediction, 1/classes for each class."""
        even = np.full((1, self.classes), 1 / self.classes)
        return max(float(COST[self.settings.cost].value(even, np.eye(self.classes)[:1])[0]), 1e-9)

    @cached_property
    def penalty(self) -> float:
        """Present regularisation term in the cost of the training sample."""
        if not self.settings.lambda_ or self.last is None:
            return 0.0
        return penalty(self.network, self.settings, len(self.last.scores["training"].answers))

    def levels(self, epoch_metrics: tuple[EpochMetrics, ...]) -> Vector:
        """Return training costs without the present penalty, in units of the chance cost.

        Parameters
        ----------
        epoch_metrics : tuple of EpochMetrics
            The latest ones, without gaps.
        """
        levels: Vector = np.maximum(self.of(epoch_metrics)[1] - self.penalty, 0) / self.chance_cost
        return levels

    @cached_property
    def curve(self) -> tuple[Vector, Vector]:
        """Steps and levels of the training cost with the present settings.

        From the loss trace unless it has fewer points than there are epochs.
        """
        epoch_metrics = self.present
        steps = self.of(epoch_metrics)[0].astype(np.int64)
        if not len(steps):
            return steps, np.zeros(0)
        levels = self.levels(epoch_metrics)
        inside = self.loss_trace[0] > steps[0]
        if inside.sum() < len(epoch_metrics):
            return steps, levels
        finer = self.loss_trace[1][inside] / self.chance_cost
        return np.append(steps[0], self.loss_trace[0][inside]).astype(int), np.append(
            levels[0], finer
        )

    # --- the network ---------------------------------------------------------------

    @cached_property
    def squashing(self) -> tuple[int, ...]:
        """Indices of dense layers whose activation saturates at both ends."""
        layers = enumerate(self.network.activations)
        return tuple(layer for layer, activation in layers if activation.squashing)

    def number_of(self, layer: int) -> int:
        """Return the displayed number of a dense layer: 1 is the first after the input."""
        front = self.network.specification.front
        return sum(1 for each in front if each.units) + layer + 1

    @cached_property
    def activations(self) -> list[Matrix]:
        """Activations of each dense layer for the probe, shape (examples, neurons) each."""
        with np.errstate(all="ignore"):
            return follow(self.network, self.probe.x)[1][1:]


class _Columns:
    """Growing cache of a run's `Evidence.columns`: each epoch is read once."""

    def __init__(self, run: Run) -> None:
        self.edition = run.edition
        self._room: Matrix = np.empty((3, FIRST_ROOM))
        self._count = 0

    def take(self, run: Run) -> None:
        """Add the epochs that were measured since."""
        for table, first, end in by_table(run.epoch_metrics, self._count):
            last = self._count + end - first
            while last > self._room.shape[1]:
                self._room = np.concatenate([self._room, np.empty_like(self._room)], axis=1)
            self._room[:, self._count : last] = (
                table.steps[first:end],
                table.column("costs", "training", first, end),
                table.column("accuracies", "training", first, end),
            )
            self._count = last

    def table(self, count: int) -> Matrix:
        """Return the columns of the first `count` epochs, shape (3, count)."""
        return self._room[:, :count].copy()


_KNOWN: WeakKeyDictionary[Run, _Columns] = WeakKeyDictionary()


def _columns_of(run: Run, count: int) -> Matrix:
    known = _KNOWN.get(run)
    if known is None or known.edition != run.edition:
        known = _KNOWN[run] = _Columns(run)
    known.take(run)
    return known.table(count)


def gather(run: Run) -> Evidence:
    """Return the evidence of a run at the step that is shown; takes well under 1 ms.

    The run may be seeking another step; best called at the end of an epoch.
    """
    trainer, step = run.trainer, run.step
    settings, network = trainer.settings, run.network
    labels = run.data.training.labels
    # sampled evenly: a data set may be sorted by class
    labels = labels[:: max(1, len(labels) // TRAINING_SAMPLE)]
    epoch, _ = trainer.place
    memory, epoch_metrics = trainer.state.memory, tuple(run.shown_metrics())
    return Evidence(
        settings,
        run.data.classes,
        float(np.bincount(labels, minlength=1).max() / max(len(labels), 1)),
        step,
        trainer.segment.examples,
        trainer.base_size,
        settings.eta * SCHEDULE[settings.schedule].factor(epoch, settings.patience, memory),
        epoch_metrics,
        _columns_of(run, len(epoch_metrics)),
        run.loss_trace.until(step),
        tuple((s.start, s.settings) for s in trainer.segments if s.start <= step),
        tuple(weight_edit.step for weight_edit in trainer.weight_edits if weight_edit.step <= step),
        run.divergence,
        {"validation": run.data.validation.labels, "test": run.data.test.labels},
        Network(network.specification, network.parameters.copy()),
        trainer.training_part(PROBE),
    )
