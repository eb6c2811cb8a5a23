"""Training state, and the segments, weight edits and divergence of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Vector
from engine.functions.costs import COST
from engine.functions.optimisers import OPTIMISER_SETTINGS, Optimiser, choose_optimiser
from engine.functions.regularisers import REGULARISER
from engine.training.settings import TrainingSettings


@dataclass(slots=True)
class State:
    """Complete state of training, as plain arrays.

    Attributes
    ----------
    parameters : Vector
        Weights and biases, laid out as in `Network`.
    slots : Vector
        State arrays of the optimiser, one after the other; empty for plain descent.
    memory : Vector, float64
        Memory of the schedule, see `engine.functions.schedules`.
    step : int
        Mini-batches trained.
    """

    parameters: Vector
    slots: Vector
    memory: Vector
    step: int = 0

    def copy(self) -> State:
        """Return a state that shares no memory with this one."""
        return State(self.parameters.copy(), self.slots.copy(), self.memory.copy(), self.step)

    @property
    def nbytes(self) -> int:
        """Size of the arrays in bytes."""
        return self.parameters.nbytes + self.slots.nbytes + self.memory.nbytes


@dataclass(frozen=True, slots=True)
class Segment:
    """Part of a run with constant settings and training set.

    Attributes
    ----------
    start : int
        First step of the segment.
    origin, first_epoch : int
        Step at which epoch `first_epoch` began; epochs are counted from there.
    size : int
        Number of examples of the data set in the training set.
    taught : tuple of (first, count)
        Blocks of examples added by hand that are in the training set as well.
    """

    start: int
    origin: int
    first_epoch: int
    settings: TrainingSettings
    size: int
    taught: tuple[tuple[int, int], ...] = ()

    @property
    def examples(self) -> int:
        """Number of examples in an epoch."""
        return self.size + sum(count for _, count in self.taught)

    @property
    def steps_per_epoch(self) -> int:
        """Mini-batches in an epoch; the last may be smaller than the others."""
        return -(-self.examples // self.settings.batch)

    def examples_between(self, first: int, last: int) -> int:
        """Return the number of examples trained in the steps `first` .. `last` − 1."""
        return max(self._examples_until(last) - self._examples_until(first), 0)

    def examples_between_each(self, steps: Vector) -> Vector:
        """Return the number of examples trained from `start` to before each step."""
        epochs, batches = np.divmod(steps - self.origin, self.steps_per_epoch)
        until: Vector = epochs * self.examples + batches * self.settings.batch
        between: Vector = np.maximum(until - self._examples_until(self.start), 0)
        return between

    @property
    def optimiser(self) -> Optimiser:
        """Update rule of the segment."""
        return choose_optimiser(self.settings.optimiser, self.settings.momentum)

    def hyper_parameters(self) -> dict[str, float]:
        """Return the fields of `engine.kernels.hyper_parameters` that the segment determines."""
        settings, optimiser = self.settings, self.optimiser
        return {
            "batch": settings.batch,
            "cost": COST[settings.cost].code,
            "penalty": REGULARISER[settings.regulariser].code if settings.lambda_ else 0,
            "decay": settings.lambda_ / self.examples,
            "strength": settings.lambda_,
            "share": settings.dropout,
            "rule": optimiser.code,
            "adaptive": optimiser.adaptive,
            **{name: getattr(settings, name) for name in OPTIMISER_SETTINGS},
        }

    def _examples_until(self, step: int) -> int:
        epochs, batch = divmod(step - self.origin, self.steps_per_epoch)
        return epochs * self.examples + batch * self.settings.batch

    def place(self, step: int) -> tuple[int, int]:
        """Return the epoch, from 0, and the mini-batch within it at a step."""
        epochs, batch = divmod(step - self.origin, self.steps_per_epoch)
        return self.first_epoch + epochs, batch


def updates_at(segments: Sequence[Segment], step: int) -> int:
    """Return the number of steps at which the optimiser of a step has kept its state so far."""
    since, family = 0, ""
    for segment in segments:
        if segment.start <= step and segment.optimiser.family != family:
            since, family = segment.start, segment.optimiser.family
    return step - since


def fitted_slots(state: State, segments: Sequence[Segment]) -> Vector:
    """Return the state arrays of the optimiser of the next step, which are 0 before its first one.

    Parameters
    ----------
    state : State
        Its `slots` change.
    """
    optimiser = next(s for s in reversed(segments) if s.start <= state.step).optimiser
    wanted = optimiser.slots * len(state.parameters)
    if len(state.slots) != wanted:
        # old files hold the last step of Nesterov's rule behind its velocity
        kept = state.slots[:wanted]
        state.slots = np.zeros(wanted, state.parameters.dtype)
        state.slots[: len(kept)] = kept
    if not updates_at(segments, state.step):
        state.slots[:] = 0
    return state.slots


@dataclass(frozen=True, slots=True)
class WeightEdit:
    """Parameters set by hand after `step` mini-batches.

    Attributes
    ----------
    places : Vector, int64
        Indices in `State.parameters`.
    values : Vector
        New values of these parameters.
    """

    step: int
    places: Vector
    values: Vector


@dataclass(frozen=True, slots=True)
class Divergence:
    """Step at which a run diverged, and the learning rate there."""

    step: int
    eta: float

    @property
    def advice(self) -> str:
        """Suggested remedy, as part of a sentence."""
        return f"try a smaller learning rate, for instance {self.eta / 10:g}"
