"""Train several epochs per kernel call: for small networks a call takes longer than an epoch."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from engine.arrays import Vector
from engine.data.examples import Examples
from engine.functions.regularisers import REGULARISER
from engine.functions.schedules import MEMORY_SIZE, SCHEDULE
from engine.kernels.jit import JIT_AVAILABLE
from engine.training.epoch_metrics import EpochTable
from engine.training.recording import one_trace_point_an_epoch
from engine.training.settings import TrainingSettings
from engine.training.small_measures import Points, is_small, lane_buffers, saturation_limits
from engine.training.states import State
from engine.training.trainer import Trainer

if TYPE_CHECKING:
    from engine.execution.plans import ExampleByExample

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
    parameters, velocity : Matrix, shape (epochs, p) and (epochs, length of the velocity)
        Values after each epoch.
    """

    table: EpochTable
    parameters: Vector
    velocity: Vector

    def state(self, row: int) -> State:
        """Return the training state after an epoch."""
        table = self.table
        here = self.parameters[row], self.velocity[row], table.memory[row]
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
    if batch or batches < segment.steps_per_epoch or trainer.finished:
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
    specification = settings.specification()
    first, start = trainer.place[0], state.step
    buffers = _Buffers(epochs, points, len(state.parameters), len(job.velocity), len(job.codes))
    judged = points.parts.index("validation" if "validation" in points.parts else "training")
    orders = np.stack([trainer.epoch_rows(first + k) for k in range(epochs)])
    trainee = cast("ExampleByExample", trainer.trainee())
    done = trainee.train_epochs(
        job,
        orders,
        _rates(trainer, first, epochs),
        *(points.x, points.labels, points.ends, _strength(settings)),
        *(
            trainer.training_rows(len(probe)),
            saturation_limits(specification),
            lane_buffers(specification),
        ),
        *(state.memory, SCHEDULE[settings.schedule].halves, settings.patience),
        *(settings.early_stopping, judged, goal.accuracy, goal.cost),
        *buffers.arrays,
    )
    state.step += done * segment.steps_per_epoch
    if not done:
        return None
    steps = start + segment.steps_per_epoch * np.arange(1, done + 1)
    return buffers.train_epoch_block(points, first + np.arange(1, done + 1), steps)


class _Buffers:
    """Output buffers of the kernel."""

    def __init__(self, epochs: int, points: Points, p: int, v: int, layers: int) -> None:
        parts, examples = len(points.parts), len(points.labels)
        self.arrays: tuple[NDArray[Any], ...] = (
            np.empty((epochs + 1, p)),
            np.empty((epochs + 1, v)),
            np.empty((epochs, parts)),
            np.empty((epochs, parts)),
            np.empty((epochs, examples), np.uint8),
            np.empty((epochs, examples), np.float32),
            np.empty((epochs, layers)),
            np.empty((epochs, layers)),
            np.empty((epochs, MEMORY_SIZE)),
        )

    def train_epoch_block(self, points: Points, epochs: Vector, steps: Vector) -> EpochBlock:
        """Return the block of the epochs that were trained."""
        count = len(epochs)
        frames, velocities, *columns = self.arrays
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
        return EpochBlock(table, frames[1 : count + 1], velocities[1 : count + 1])


def _rates(trainer: Trainer, first: int, epochs: int) -> Vector:
    """Return η of each epoch; the kernel itself applies the factor of halving schedules."""
    settings, schedule = trainer.settings, SCHEDULE[trainer.settings.schedule]
    if schedule.halves:
        return np.full(epochs, settings.eta)
    memory = trainer.state.memory
    factors = [schedule.factor(first + k, settings.patience, memory) for k in range(epochs)]
    return settings.eta * np.array(factors)


def _strength(settings: TrainingSettings) -> float:
    return settings.lambda_ if REGULARISER[settings.regulariser].code else 0.0
