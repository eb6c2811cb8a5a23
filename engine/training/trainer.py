"""The training loop: deterministic, resumable, silent."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine import random_streams
from engine.arrays import Labels, Matrix, Vector
from engine.data.examples import Examples, one_hot
from engine.execution.tracing import kernel_layout
from engine.functions.costs import COST
from engine.functions.optimisers import choose_optimiser
from engine.functions.regularisers import REGULARISER
from engine.functions.schedules import BEST, SCHEDULE, WAITED, new_memory, remember
from engine.kernels.jit import JIT_AVAILABLE
from engine.networks.network import Network
from engine.training.reference import train_plainly
from engine.training.settings import TrainingSettings, check_fit
from engine.training.states import Divergence, Segment, State, WeightEdit

if TYPE_CHECKING:
    from engine.execution.plans import Job, Trainee

EXPLODED = 1e8
"""A parameter beyond this size counts as diverged: its outputs overflow in float32."""


class Trainer:
    """Train one network on one training set, step by step, replayable from any state.

    Parameters
    ----------
    settings : TrainingSettings
    training : Examples
        All examples; `settings.train_size` of them are used.
    classes : int
        Number of outputs that labels are encoded for.
    """

    def __init__(self, settings: TrainingSettings, training: Examples, classes: int = 10) -> None:
        specification = settings.specification()
        check_fit(settings, training.x.shape[1], classes)
        self.network = Network.initialised(specification, settings.initialiser, settings.seed)
        self.base_size = len(training.labels)
        kind = self.network.parameters.dtype
        x = np.ascontiguousarray(training.x, kind)
        self._examples = training if x is training.x else Examples(x, training.labels)
        self._y = one_hot(training.labels, classes, kind)
        self.state = State(self.network.parameters, np.zeros(0, kind), new_memory())
        self.segments = [Segment(0, 0, 0, settings, self._size(settings))]
        self.weight_edits: list[WeightEdit] = []
        self.divergence: Divergence | None = None
        self._order: tuple[object, Vector] | None = None
        self._prepared: tuple[int, Trainee] | None = None
        self._key = random_streams.counter_key(settings.seed, "dropout")

    @property
    def segment(self) -> Segment:
        """The stretch that the next step belongs to."""
        step, last = self.state.step, self.segments[-1]
        if last.start <= step:
            return last
        return next(s for s in reversed(self.segments) if s.start <= step)

    @property
    def settings(self) -> TrainingSettings:
        """The settings of the next step."""
        return self.segment.settings

    @property
    def examples(self) -> Examples:
        """All examples: those that were added by hand stand behind the data set."""
        return self._examples

    @property
    def place(self) -> tuple[int, int]:
        """Epochs completed, and mini-batches trained in the present one."""
        return self.segment.place(self.state.step)

    def examples_until(self, step: int) -> int:
        """Return how many examples were trained in the first so many steps."""
        ends = [*(segment.start for segment in self.segments[1:]), step]
        spans = zip(self.segments, ends, strict=True)
        return sum(s.examples_between(s.start, min(end, step)) for s, end in spans)

    def examples_until_each(self, steps: Vector) -> Vector:
        """Return how many examples were trained in the first so many steps, for each number."""
        segment = self.segments[-1]
        if segment.start > steps[0]:
            return np.array([self.examples_until(int(step)) for step in steps])
        before = self.examples_until(segment.start)
        counts: Vector = before + segment.examples_between_each(steps)
        return counts

    @property
    def finished(self) -> bool:
        """Whether the epochs are done, or training stopped early or diverged."""
        epoch, batch = self.place
        settings = self.settings
        waited = batch == 0 and self.state.memory[WAITED] >= settings.patience
        stopped = settings.early_stopping and epoch > 0 and bool(waited)
        return epoch >= settings.epochs or stopped or self.divergence is not None

    def change(self, settings: TrainingSettings) -> None:
        """Go on with other settings from the present step; what was learned is kept.

        The layers, their initialisation and the seed cannot change. Another mini-batch or
        training size begins a new epoch; a later recorded future is forgotten.
        """
        self._append(replace(self.segment, settings=settings, size=self._size(settings)))

    def teach(self, x: Matrix, labels: Labels) -> None:
        """Add examples to the training set from the present step on; begins a new epoch.

        Parameters
        ----------
        x : Matrix, shape (n, n_in); labels : Labels, shape (n,)
        """
        mine, kind = self._examples, self._y.dtype
        block = (len(mine), len(labels))
        self._examples = Examples(
            np.concatenate([mine.x, x.astype(kind)]), np.concatenate([mine.labels, labels])
        )
        self._y = one_hot(self._examples.labels, self._y.shape[1], kind)
        self._prepared = None
        self._append(replace(self.segment, taught=(*self.segment.taught, block)))

    def unteach(self) -> None:
        """Train on without the examples that were added last."""
        self._append(replace(self.segment, taught=self.segment.taught[:-1]))

    def edit_weights(self, places: Vector, values: Vector) -> None:
        """Set parameters by hand at the present step; a replay sets them again there.

        Parameters
        ----------
        places : Vector, int64
            Which of `state.parameters`.
        values : Vector
            Finite; one for each place.
        """
        step = self.state.step
        weight_edit = WeightEdit(step, places.copy(), values.astype(self.state.parameters.dtype))
        self.weight_edits = [t for t in self.weight_edits if t.step <= step] + [weight_edit]
        self._apply(weight_edit)

    def fork(self) -> Trainer:
        """Return a trainer at the same place, with the same past, that goes its own way."""
        other = copy(self)
        state = self.state.copy()
        specification = self.network.specification
        other.network, other.state = Network(specification, state.parameters), state
        other.segments = [s for s in self.segments if s.start <= state.step]
        other.weight_edits = [t for t in self.weight_edits if t.step <= state.step]
        other.divergence = other._prepared = None
        return other

    def replace_inputs(self, x: Matrix) -> None:
        """Show the data set's examples in another form from now on, as expansion does.

        Parameters
        ----------
        x : Matrix, shape (base size, n_in)
            Copied; the labels stay.
        """
        mine = self._examples
        np.copyto(mine.x[: self.base_size], x)
        self._examples, self._prepared = Examples(mine.x, mine.labels), None

    def restore(self, state: State) -> None:
        """Go to a recorded state; its arrays are copied."""
        np.copyto(self.state.parameters, state.parameters)
        self.state.velocity = state.velocity.copy()
        self.state.memory = state.memory.copy()
        self.state.step = state.step
        self.divergence = None
        self._adapt()

    def train(self, batches: int) -> int:
        """Train up to so many mini-batches; stop at the end of an epoch or of a segment.

        Returns
        -------
        int
            0 if the run is finished. At a divergence the state is the last finite one.
        """
        count = min(batches, self.steps_to_boundary())
        if count < 1 or self.finished:
            return 0
        before = self.state.copy()
        self._train_unchecked(count)
        if not self._finite():
            return self._back_to_finite(before, count)
        for weight_edit in self.weight_edits:
            if weight_edit.step == self.state.step:
                self._apply(weight_edit)
        self._adapt()
        return count

    def move_to(self, parameters: Vector, velocity: Vector) -> None:
        """Keep parameters and velocity in the memory of somebody else from now on."""
        np.copyto(parameters, self.state.parameters)
        np.copyto(velocity, self._velocity(self.settings))
        self.state.parameters, self.state.velocity = parameters, velocity
        self.network = Network(self.network.specification, parameters)

    def end_epoch(self, validation_accuracy: float) -> None:
        """Let the schedule and early stopping take in an epoch that has just ended."""
        settings = self._ended_settings()
        schedule = SCHEDULE[settings.schedule]
        remember(self.state.memory, schedule, settings.patience, validation_accuracy)

    def give_up(self) -> None:
        """Call the run diverged at the present step: its outputs are no numbers any more."""
        self.divergence = Divergence(self.state.step, self.settings.eta)

    @property
    def best_validation(self) -> float:
        """Best validation accuracy so far, -1 before the first epoch."""
        return float(self.state.memory[BEST])

    def training_part(self, count: int = 0) -> Examples:
        """Return the examples that the present segment trains on.

        Parameters
        ----------
        count : int
            Only the first so many; 0 stands for all.
        """
        segment = self.segment
        count = min(count or segment.examples, segment.examples)
        if count <= segment.size:
            return self._examples.take(count)
        chosen = self.training_rows(count)
        return Examples(self._examples.x[chosen], self._examples.labels[chosen])

    def training_rows(self, count: int) -> Vector:
        """Return which examples are the first so many that the present segment trains on."""
        return self._rows(self.segment, np.arange(count))

    @property
    def has_future(self) -> bool:
        """Whether something is known that happens at a later step."""
        step = self.state.step
        later = any(segment.start > step for segment in self.segments)
        return later or any(weight_edit.step > step for weight_edit in self.weight_edits)

    # --- private ----------------------------------------------------------------------

    def _apply(self, weight_edit: WeightEdit) -> None:
        self.state.parameters[weight_edit.places] = weight_edit.values
        self.divergence = None

    def _adapt(self) -> None:
        """Let the outputs be those of the present segment: another cost may change them."""
        specification = self.settings.specification()
        if specification != self.network.specification:
            self.network = Network(specification, self.state.parameters)

    def _size(self, settings: TrainingSettings) -> int:
        return min(settings.train_size or self.base_size, self.base_size)

    def _append(self, segment: Segment) -> None:
        old, step = self.segment, self.state.step
        epoch, batch = old.place(step)
        segment = replace(segment, start=step)
        same_epochs = (segment.size, segment.taught, segment.settings.batch) == (
            old.size,
            old.taught,
            old.settings.batch,
        )
        if not same_epochs:
            segment = replace(segment, origin=step, first_epoch=epoch + (batch > 0))
        self.segments = [s for s in self.segments if s.start < step] + [segment]
        self._adapt()
        self.divergence = None

    def _ended_settings(self) -> TrainingSettings:
        last = self.state.step - 1
        return next(s for s in reversed(self.segments) if s.start <= max(last, 0)).settings

    def steps_to_boundary(self) -> int:
        """Return how many mini-batches the epoch or the segment still has."""
        segment, step = self.segment, self.state.step
        _, batch = segment.place(step)
        later = [s.start for s in self.segments if s.start > step]
        later += [t.step for t in self.weight_edits if t.step > step]
        return min([segment.steps_per_epoch - batch, *(start - step for start in later)])

    def epoch_rows(self, epoch: int) -> Vector:
        """Return the examples of an epoch of the present segment in their order, int64."""
        segment = self.segment
        key = (epoch, segment.size, segment.taught)
        if self._order is None or self._order[0] != key:
            order = random_streams.epoch_order(segment.settings.seed, epoch, segment.examples)
            self._order = (key, self._rows(segment, order))
        return self._order[1]

    def _rows(self, segment: Segment, order: Vector) -> Vector:
        if not segment.taught:
            return order
        # examples added by hand stand behind the whole data set
        blocks = [np.arange(first, first + count) for first, count in segment.taught]
        rows: Vector = np.concatenate([np.arange(segment.size), *blocks])[order]
        return rows

    def _rate(self, segment: Segment, epoch: int) -> float:
        settings = segment.settings
        schedule = SCHEDULE[settings.schedule]
        return settings.eta * schedule.factor(epoch, settings.patience, self.state.memory)

    def _velocity(self, settings: TrainingSettings) -> Vector:
        optimiser = choose_optimiser(settings.optimiser, settings.momentum)
        wanted = len(self.state.parameters) * optimiser.code
        if len(self.state.velocity) != wanted:
            grown = np.zeros(wanted, self.state.parameters.dtype)
            kept = min(wanted, len(self.state.velocity), len(self.state.parameters))
            grown[:kept] = self.state.velocity[:kept]
            self.state.velocity = grown
        return self.state.velocity

    def _train_unchecked(self, count: int) -> None:
        if JIT_AVAILABLE:
            self.trainee().train(self.job(count))
        else:
            train_plainly(self.settings, self._examples, self._y, self.job(count))
        self.state.step += count

    def job(self, count: int) -> Job:
        """Return what kernels need to train so many mini-batches, all of one epoch."""
        from engine.execution.plans import Job

        segment = self.segment
        settings = segment.settings
        layout = kernel_layout(settings.specification())
        epoch, first = segment.place(self.state.step)
        return Job(
            self.state.parameters,
            self._velocity(settings),
            layout.sizes,
            layout.codes,
            self._y,
            self.epoch_rows(epoch),
            first,
            count,
            settings.batch,
            self._rate(segment, epoch),
            COST[settings.cost].code,
            REGULARISER[settings.regulariser].code if settings.lambda_ else 0,
            settings.lambda_ / segment.examples,
            choose_optimiser(settings.optimiser, settings.momentum).code,
            settings.momentum,
            settings.dropout,
            self._key,
            self.state.step,
        )

    def trainee(self) -> Trainee:
        """Return the plan for this network, prepared once for each size of mini-batch."""
        from engine.execution.plans import choose_plan

        settings = self.settings
        if self._prepared is None or self._prepared[0] != settings.batch:
            specification, examples = settings.specification(), self._examples
            plan = choose_plan(examples, specification)
            trainee = plan.make(examples, specification, settings.batch)
            self._prepared = (settings.batch, trainee)
        return self._prepared[1]

    def _finite(self) -> bool:
        # NaN compares false with everything
        return bool(np.abs(self.state.parameters).max() < EXPLODED)

    def _back_to_finite(self, before: State, count: int) -> int:
        """Train the same steps again one by one, and stop before the one that diverges."""
        self.restore(before)
        for done in range(count):
            last = self.state.copy()
            self._train_unchecked(1)
            if not self._finite():
                self.restore(last)
                self.divergence = Divergence(last.step + 1, self.settings.eta)
                return done
        return count
