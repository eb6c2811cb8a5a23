"""What the doctor looks at: a frozen summary of a run up to the place that is shown."""

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
"""Share of η that a schedule has left when it is to blame for a standstill."""

SQUASHING = ("sigmoid", "tanh")

HARMLESS = ("epochs", "early_stopping")
"""Settings that decide when a run ends, not how it learns."""

FIRST_ROOM = 64
"""Epochs that have room at first; more than are known make it twice as large."""

OBJECTIVE = ("cost", "lambda", "regulariser")
"""Settings that decide what the cost means: costs before and after a change do not compare."""


@dataclass(frozen=True, eq=False)
class Evidence:
    """A run up to the place that is shown; it does not change when the run goes on.

    Attributes
    ----------
    settings : TrainingSettings
        Of the next step.
    classes : int
        Number of different labels.
    chance : float
        Accuracy 0..1 of who always gives the commonest answer.
    step : int
        Mini-batches trained.
    examples, available : int
        Training examples of an epoch; all that the data set has.
    rate : float
        η as the schedule has it now.
    epoch_metrics : tuple of EpochMetrics
        Every epoch that was measured; epoch 0 is the untrained network.
    columns : Matrix, shape (3, records)
        Step, training cost and training accuracy of each record.
    loss_trace : (Vector, Vector), shape (marks,)
        Steps and costs, without penalty, of the live curve; empty in a run without recording.
    stretches : tuple of (int, TrainingSettings)
        First step of each stretch with unchanged settings.
    weight_edits : tuple of int
        Steps at which parameters were set by hand.
    divergence : Divergence or None
    labels : Mapping of Labels
        By part: "validation", "test".
    network : Network
        A copy.
    probe : Examples
        Training examples to ask the network about.
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
        """Return the step since which the settings of these names are what they are now."""
        now, start = self.settings.values(), self.step
        for first, settings in reversed(self.stretches):
            values = settings.values()
            if any(values[name] != now[name] for name in names):
                break
            start = first
        return start

    def before(self, name: str) -> float:
        """Return the number that a setting was before it became what it is; itself if none."""
        values = [settings.values()[name] for _, settings in self.stretches]
        others = [value for value in values if value != values[-1]]
        return float(others[-1] if others else values[-1])

    @cached_property
    def present(self) -> tuple[EpochMetrics, ...]:
        """The epochs under the present settings, with the place from which they started."""
        start = self.since(*(name for name in self.settings.values() if name not in HARMLESS))
        compared = self.since(*OBJECTIVE) < start or start == 0
        find = bisect_left if compared else bisect_right
        return self.epoch_metrics[find(self.columns[0], start) :]

    def of(self, epoch_metrics: tuple[EpochMetrics, ...]) -> Matrix:
        """Return the columns of the latest records, shape (3, records).

        Parameters
        ----------
        epoch_metrics : tuple of EpochMetrics
            The last ones of all.
        """
        return self.columns[:, self.columns.shape[1] - len(epoch_metrics) :]

    @property
    def frozen(self) -> bool:
        """Whether the schedule has all but stopped the learning."""
        return self.rate <= FROZEN * self.settings.eta

    @cached_property
    def last(self) -> EpochMetrics | None:
        """The latest epoch that was measured."""
        return self.epoch_metrics[-1] if self.epoch_metrics else None

    # --- how far it has come -----------------------------------------------------------------

    def learned(self, metrics: EpochMetrics, part: str = "training") -> float:
        """Return the accuracy on a scale where 0 is chance and 1 is perfect."""
        if self.chance >= 1:
            return 1.0
        return (metrics.accuracy(part) - self.chance) / (1 - self.chance)

    def skills(self, epoch_metrics: tuple[EpochMetrics, ...]) -> Vector:
        """Return `learned` of the last records of all, shape (records,)."""
        accuracies = self.of(epoch_metrics)[2]
        if self.chance >= 1:
            return np.ones(len(epoch_metrics))
        skills: Vector = (accuracies - self.chance) / (1 - self.chance)
        return skills

    @cached_property
    def skill(self) -> float:
        """What of the training set was learned: 0 is chance, 1 is perfect; NaN before that."""
        return self.learned(self.last) if self.last else float("nan")

    @cached_property
    def chance_cost(self) -> float:
        """Cost of who always answers 1/classes for each class."""
        even = np.full((1, self.classes), 1 / self.classes)
        return max(float(COST[self.settings.cost].value(even, np.eye(self.classes)[:1])[0]), 1e-9)

    @cached_property
    def penalty(self) -> float:
        """What the weight decay adds to the cost of the training sample at present."""
        if not self.settings.lambda_ or self.last is None:
            return 0.0
        return penalty(self.network, self.settings, len(self.last.scores["training"].answers))

    def levels(self, epoch_metrics: tuple[EpochMetrics, ...]) -> Vector:
        """Return training costs in units of the chance cost, the present penalty taken off.

        Parameters
        ----------
        epoch_metrics : tuple of EpochMetrics
            The last ones of all.
        """
        levels: Vector = np.maximum(self.of(epoch_metrics)[1] - self.penalty, 0) / self.chance_cost
        return levels

    @cached_property
    def curve(self) -> tuple[Vector, Vector]:
        """Steps and levels of the training cost under the present settings, finely if known."""
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

    # --- what the network is like ------------------------------------------------

    @cached_property
    def squashing(self) -> tuple[int, ...]:
        """Which dense layers have an activation whose derivative vanishes at both ends."""
        names = enumerate(self.network.specification.activations)
        return tuple(layer for layer, name in names if name in SQUASHING)

    def number_of(self, layer: int) -> int:
        """Return the number that a person gives a dense layer: 1 is the first behind the input."""
        return len(self.network.specification.front) + layer + 1

    @cached_property
    def activations(self) -> list[Matrix]:
        """Activations of each dense layer for the probe, each of shape (examples, neurons)."""
        with np.errstate(all="ignore"):
            return follow(self.network, self.probe.x)[1][1:]


class _Columns:
    """Numbers of the epochs of one run: an epoch adds a column, none is asked for twice."""

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
        """Return the first so many epochs, shape (3, count)."""
        return self._room[:, :count].copy()


_KNOWN: WeakKeyDictionary[Run, _Columns] = WeakKeyDictionary()


def _columns_of(run: Run, count: int) -> Matrix:
    known = _KNOWN.get(run)
    if known is None or known.edition != run.edition:
        known = _KNOWN[run] = _Columns(run)
    known.take(run)
    return known.table(count)


def gather(run: Run) -> Evidence:
    """Return what is known of a run at the place that is shown; takes well under 1 ms.

    The run may be on its way to another place; the best moment is the end of an epoch.
    """
    trainer, step = run.trainer, run.step
    settings, network = trainer.settings, run.network
    labels = run.data.training.labels
    # spread over all of them: a data set may be sorted by class
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
