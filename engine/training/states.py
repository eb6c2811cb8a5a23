"""What training changes, and what a run is made of: values that can be kept and compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Vector
from engine.training.settings import TrainingSettings


@dataclass(slots=True)
class State:
    """Everything that training changes, as plain arrays.

    Attributes
    ----------
    parameters : Vector
        Weights and biases, laid out as in `Network`.
    velocity : Vector
        Memory of the optimiser; may be empty.
    memory : Vector, float64
        Memory of the schedule, see `engine.functions.schedules`.
    step : int
        Mini-batches trained.
    """

    parameters: Vector
    velocity: Vector
    memory: Vector
    step: int = 0

    def copy(self) -> State:
        """Return a state that shares no memory with this one."""
        return State(self.parameters.copy(), self.velocity.copy(), self.memory.copy(), self.step)

    @property
    def nbytes(self) -> int:
        """Memory that the arrays take, in bytes."""
        return self.parameters.nbytes + self.velocity.nbytes + self.memory.nbytes


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a run with unchanged settings.

    Attributes
    ----------
    start : int
        First step of the stretch.
    origin, first_epoch : int
        Step at which epoch number `first_epoch` began; from there epochs are counted.
    size : int
        Examples of the data set that are trained on.
    taught : tuple of (first, count)
        Blocks of the examples added by hand that are trained on as well.
    """

    start: int
    origin: int
    first_epoch: int
    settings: TrainingSettings
    size: int
    taught: tuple[tuple[int, int], ...] = ()

    @property
    def examples(self) -> int:
        """How many examples an epoch visits."""
        return self.size + sum(count for _, count in self.taught)

    @property
    def steps_per_epoch(self) -> int:
        """Mini-batches in an epoch; the last may be smaller than the others."""
        return -(-self.examples // self.settings.batch)

    def examples_between(self, first: int, last: int) -> int:
        """Return how many examples the steps from `first` to before `last` train."""
        return max(self._examples_until(last) - self._examples_until(first), 0)

    def examples_between_each(self, steps: Vector) -> Vector:
        """Return how many examples are trained from the start to before each of some steps."""
        epochs, batches = np.divmod(steps - self.origin, self.steps_per_epoch)
        until: Vector = epochs * self.examples + batches * self.settings.batch
        between: Vector = np.maximum(until - self._examples_until(self.start), 0)
        return between

    def _examples_until(self, step: int) -> int:
        epochs, batch = divmod(step - self.origin, self.steps_per_epoch)
        return epochs * self.examples + batch * self.settings.batch

    def place(self, step: int) -> tuple[int, int]:
        """Return the epoch (0 for the first) and the mini-batch within it at a step."""
        epochs, batch = divmod(step - self.origin, self.steps_per_epoch)
        return self.first_epoch + epochs, batch


@dataclass(frozen=True, slots=True)
class WeightEdit:
    """Parameters that were set by hand once `step` mini-batches were trained.

    Attributes
    ----------
    places : Vector, int64
        Which parameters, as they lie in `State.parameters`.
    values : Vector
        What they were set to.
    """

    step: int
    places: Vector
    values: Vector


@dataclass(frozen=True, slots=True)
class Divergence:
    """Where a run stopped being finite, and what to try."""

    step: int
    eta: float

    @property
    def advice(self) -> str:
        """One thing to try, as a sentence."""
        return f"try a smaller learning rate, for instance {self.eta / 10:g}"
