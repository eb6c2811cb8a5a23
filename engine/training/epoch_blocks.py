"""Train several epochs per kernel call: for small networks a call takes longer than an epoch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from engine.arrays import Labels, Matrix, Vector
from engine.data.examples import Examples
from engine.execution.batch_forward import lane_buffers
from engine.functions.schedules import MEMORY_SIZE, SCHEDULE
from engine.kernels.hyper_parameters import Records
from engine.kernels.jit import JIT_AVAILABLE
from engine.training.epoch_metrics import EpochTable
from engine.training.recording import one_trace_point_an_epoch
from engine.training.small_measures import Points, is_small, saturation_limits
from engine.training.states import State
from engine.training.trainer import Trainer

if TYPE_CHECKING:
    from engine.execution.plans import ExampleByExample, Job

MOST_EPOCHS = 256
"""Largest number of epochs per call."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Stopping criterion on the validation part, or on the training part if there is none.

    Attributes
    ----------
    accuracy : float
        Smallest accuracy, 0..1; above 1 it is never reached.
    cost : float
        Largest cost.
    """

    accuracy: float = 2.0
    cost: float = 0.0


NO_GOAL = Goal()


@dataclass(frozen=True, slots=True, eq=False)
class EpochBlock:
    """Epochs trained and measured in one kernel call.

    Attributes
    ----------
    table : EpochTable
        One row for each epoch.
    parameters, slots : Matrix, shape (epochs, p) and (epochs, slots · p)
        Values after each epoch.
    """

    table: EpochTable
    parameters: Vector
    slots: Vector

    def state(self, row: int) -> State:
        """Return the training state after an epoch."""
        table = self.table
        here = self.parameters[row], self.slots[row], table.memory[row]
        return State(*here, int(table.steps[row]))


def epochs_at_once(trainer: Trainer, batches: int, examples: int) -> int:
    """Return the number of epochs to train in one call, 0 if the run does not allow it.

    Parameters
    ----------
    batches : int
        Largest number of mini-batches to train.
    examples : int
        Number of examples measured after each epoch.
    """
    segment, step = trainer.segment, trainer.state.step
    epoch, batch = segment.place(step)
    if batch or batches < segment.steps_per_epoch or trainer.finished or trainer.settings.expands:
        return 0
    small = JIT_AVAILABLE and is_small(trainer.network, examples)
    if not small or not one_trace_point_an_epoch(segment) or trainer.has_later_changes:
        return 0
    return min(batches // segment.steps_per_epoch, segment.settings.epochs - epoch, MOST_EPOCHS)


def train_epoch_block(
    trainer: Trainer, parts: Mapping[str, Examples], probe: Examples, epochs: int, goal: Goal
) -> EpochBlock | None:
    """Train up to `epochs` epochs and measure each; stop at the goal or by early stopping.

    Parameters
    ----------
    parts : mapping of Examples
        Parts to measure, by name: "training", "validation", "test".
    probe : Examples
        First training examples, on which gradients and saturation are measured.

    Returns
    -------
    EpochBlock or None
        None if the first epoch diverges; the state is then unchanged.
    """
    settings, state, segment = trainer.settings, trainer.state, trainer.segment
    points, job = Points.of(parts), trainer.job(segment.steps_per_epoch)
    first, start = trainer.place[0], state.step
    orders = np.stack([trainer.epoch_rows(first + k) for k in range(epochs)])
    measured = _measured(trainer, points, len(probe))
    judged = points.parts.index("validation" if "validation" in points.parts else "training")
    schedule, early = SCHEDULE[settings.schedule], settings.early_stopping
    halved = schedule.halves, schedule.last
    stop = StopRule(*halved, settings.patience, early, judged, *astuple(goal))
    out = _arrays(epochs, points, job)
    trainee = cast("ExampleByExample", trainer.trainee())
    records = _records(trainer, job, first, epochs)
    done = trainee.train_epochs(job, orders, records, measured, stop, state.memory, out)
    state.step += done * segment.steps_per_epoch
    if not done:
        return None
    steps = start + segment.steps_per_epoch * np.arange(1, done + 1)
    return _block(out, points, first + np.arange(1, done + 1), steps)


class Measured(NamedTuple):
    """Measures that the kernel takes after each epoch.

    Attributes
    ----------
    x, labels, ends
        As in `Points`.
    probe : Vector, shape (m,), int64
        Training examples on which gradients are measured.
    limits, scratch
        As of `saturation_limits` and `lane_buffers`.
    """

    x: Matrix
    labels: Labels
    ends: Vector
    probe: Vector
    limits: Vector
    scratch: Matrix


class StopRule(NamedTuple):
    """When the kernel halves the rate, and when it stops.

    Attributes
    ----------
    halves : bool
        Whether the schedule's factor multiplies the rate.
    last : float
        Factor at which training stops.
    patience : int
        Epochs without improvement until it is halved or, if `early`, training stops.
    judged : int
        Index of the part that schedule, early stopping and goal refer to.
    accuracy, cost : float
        As in `Goal`.
    """

    halves: bool
    last: float
    patience: int
    early: bool
    judged: int
    accuracy: float
    cost: float


class EpochArrays(NamedTuple):
    """Output of the kernel.

    Attributes
    ----------
    frames, slots : Matrix, shape (epochs + 1, p) and (epochs + 1, slots · p)
        Parameters and state of the optimiser at the start and after each epoch.
    costs, accuracies, answers, confidence, norms, shares, memories : Matrix
        One row for each epoch.
    """

    frames: Matrix
    slots: Matrix
    costs: Matrix
    accuracies: Matrix
    answers: Matrix
    confidence: Matrix
    norms: Matrix
    shares: Matrix
    memories: Matrix


def _measured(trainer: Trainer, points: Points, probe: int) -> Measured:
    specification = trainer.settings.specification()
    rows, limits = trainer.training_rows(probe), saturation_limits(specification)
    places = (points.x, points.labels, points.ends)
    return Measured(*places, rows, limits, lane_buffers(specification))


def _arrays(epochs: int, points: Points, job: Job) -> EpochArrays:
    parts, examples, layers = len(points.parts), len(points.labels), len(job.codes)
    return EpochArrays(
        np.empty((epochs + 1, len(job.parameters))),
        np.empty((epochs + 1, len(job.slots))),
        np.empty((epochs, parts)),
        np.empty((epochs, parts)),
        np.empty((epochs, examples), np.uint8),
        np.empty((epochs, examples), np.float32),
        np.empty((epochs, layers)),
        np.empty((epochs, layers)),
        np.empty((epochs, MEMORY_SIZE)),
    )


def _block(out: EpochArrays, points: Points, epochs: Vector, steps: Vector) -> EpochBlock:
    """Return the block of the epochs that were trained."""
    count = len(epochs)
    frames, slots, *columns = out
    if count < len(columns[0]):
        # drop rows of epochs that were not trained
        columns = [column[:count].copy() for column in columns]
    costs, accuracies, answers, confidence, norms, shares, memory = columns
    table = EpochTable(
        points.parts,
        epochs,
        steps,
        np.zeros(count),
        *(costs, accuracies, norms, shares, memory),
        tuple(points.ends.tolist()),
        *(answers, confidence),
    )
    return EpochBlock(table, frames[1 : count + 1], slots[1 : count + 1])


def _records(trainer: Trainer, job: Job, first: int, epochs: int) -> Records:
    """Return the record of each epoch, without the factor of schedules that halve in the kernel."""
    settings, schedule = trainer.settings, SCHEDULE[trainer.settings.schedule]
    records, memory = np.repeat(job.records, epochs), trainer.state.memory
    later = trainer.segment.steps_per_epoch * np.arange(epochs)
    records["step"] += later
    records["updates"] += later
    records["rate"] = settings.eta
    if not schedule.halves:
        factors = [schedule.factor(first + k, settings.patience, memory) for k in range(epochs)]
        records["rate"] *= np.array(factors)
    return records
