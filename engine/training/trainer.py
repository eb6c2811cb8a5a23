"""Training loop: deterministic and resumable at any step."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine import random_streams
from engine.arrays import Labels, Matrix, Vector
from engine.data.examples import Examples, one_hot
from engine.execution.tracing import compiled, kernel_layout
from engine.functions.schedules import SCHEDULE, ends, new_memory, remember
from engine.kernels.hyper_parameters import packed
from engine.networks.network import Network
from engine.training.reference import train_with_numpy
from engine.training.settings import TrainingSettings, check_fit
from engine.training.states import Divergence, Segment, State, WeightEdit, fitted_slots, updates_at

if TYPE_CHECKING:
    from engine.execution.plans import Job, PreparedPlan

EXPLODED = 1e8
"""A parameter beyond this size counts as diverged: its outputs overflow in float32."""


class Trainer:
    """Training of one network on one training set, replayable from any recorded state.

    Parameters
    ----------
    settings : TrainingSettings
    training : Examples
        All examples; `settings.train_size` of them are used.
    classes : int
        Number of outputs for the one-hot labels.
    targets : Matrix, shape (n, outputs), optional
        y(x) of every example instead of its one-hot label; such a network cannot be taught more.

    Attributes
    ----------
    threads : int
        Threads that may share a mini-batch, 0 for those of `engine.execution.processors.SHARE`;
        may be changed at any time, and changes no bit.
    """

    def __init__(
        self,
        settings: TrainingSettings,
        training: Examples,
        classes: int = 10,
        targets: Matrix | None = None,
    ) -> None:
        specification = settings.specification()
        check_fit(settings, training.x.shape[1], classes)
        self.network = Network.initialised(specification, settings.initialiser, settings.seed)
        self.base_size = len(training.labels)
        kind = self.network.parameters.dtype
        x = np.ascontiguousarray(training.x, kind)
        self._examples = training if x is training.x else Examples(x, training.labels)
        self._y = (
            one_hot(training.labels, classes, kind) if targets is None else targets.astype(kind)
        )
        self.state = State(self.network.parameters, np.zeros(0, kind), new_memory())
        self.segments = [Segment(0, 0, 0, settings, self._size(settings))]
        self.weight_edits: list[WeightEdit] = []
        self.divergence: Divergence | None = None
        self._order: tuple[object, Vector] | None = None
        self._prepared: tuple[int, PreparedPlan] | None = None
        self._key = random_streams.counter_key(settings.seed, "dropout")
        self.threads = 0

    @property
    def segment(self) -> Segment:
        """Segment of the next step."""
        step, last = self.state.step, self.segments[-1]
        if last.start <= step:
            return last
        return next(s for s in reversed(self.segments) if s.start <= step)

    @property
    def settings(self) -> TrainingSettings:
        """Settings of the next step."""
        return self.segment.settings

    @property
    def examples(self) -> Examples:
        """All examples: the data set, then the examples added by hand."""
        return self._examples

    @property
    def place(self) -> tuple[int, int]:
        """Epochs completed, and mini-batches trained in the current one."""
        return self.segment.place(self.state.step)

    def examples_until(self, step: int) -> int:
        """Return the number of examples trained in the first `step` steps."""
        ends = [*(segment.start for segment in self.segments[1:]), step]
        spans = zip(self.segments, ends, strict=True)
        return sum(s.examples_between(s.start, min(end, step)) for s, end in spans)

    def examples_until_each(self, steps: Vector) -> Vector:
        """Return `examples_until` of each step; steps in ascending order."""
        segment = self.segments[-1]
        if segment.start > steps[0]:
            return np.array([self.examples_until(int(step)) for step in steps])
        before = self.examples_until(segment.start)
        counts: Vector = before + segment.examples_between_each(steps)
        return counts

    @property
    def finished(self) -> bool:
        """Whether the epochs are done, or training stopped early or diverged."""
        (epoch, batch), settings = self.place, self.settings
        patience = settings.early_stopping * settings.patience
        stopped = ends(self.state.memory, SCHEDULE[settings.schedule], patience)
        stopped = epoch >= settings.epochs or (stopped and epoch > 0 and not batch)
        return stopped or self.divergence is not None

    def change(self, settings: TrainingSettings) -> None:
        """Continue with other settings from the current step; the parameters are kept.

        Layers, initialisation and seed must stay the same. Another mini-batch or training
        size begins a new epoch; later segments are dropped.
        """
        self._append(replace(self.segment, settings=settings, size=self._size(settings)))

    def teach(self, x: Matrix, labels: Labels) -> None:
        """Add examples to the training set from the current step on; begins a new epoch.

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
        """Remove the block of examples added last from the training set; begins a new epoch."""
        self._append(replace(self.segment, taught=self.segment.taught[:-1]))

    def edit_weights(self, places: Vector, values: Vector) -> None:
        """Set parameters by hand at the current step; a replay repeats the edit.

        Parameters
        ----------
        places : Vector, int64
            Indices in `state.parameters`.
        values : Vector
            Finite; one for each place.
        """
        step = self.state.step
        weight_edit = WeightEdit(step, places.copy(), values.astype(self.state.parameters.dtype))
        self.weight_edits = [t for t in self.weight_edits if t.step <= step] + [weight_edit]
        self._apply(weight_edit)

    def fork(self) -> Trainer:
        """Return an independent trainer with the same state and past."""
        other = copy(self)
        state = self.state.copy()
        specification = self.network.specification
        other.network, other.state = Network(specification, state.parameters), state
        other.segments = [s for s in self.segments if s.start <= state.step]
        other.weight_edits = [t for t in self.weight_edits if t.step <= state.step]
        other.divergence = other._prepared = None
        return other

    def replace_inputs(self, x: Matrix) -> None:
        """Replace the inputs of the data set's examples from now on, as expansion does.

        Parameters
        ----------
        x : Matrix, shape (base size, n_in)
            Copied into the inputs of `examples`, which may be the array given to `Trainer`; the
            labels stay.
        """
        mine = self._examples
        np.copyto(mine.x[: self.base_size], x)
        self._examples, self._prepared = Examples(mine.x, mine.labels), None

    def restore(self, state: State) -> None:
        """Restore a recorded state; its arrays are copied."""
        np.copyto(self.state.parameters, state.parameters)
        self.state.slots = state.slots.copy()
        self.state.memory = state.memory.copy()
        self.state.step = state.step
        self.divergence = None
        self._adapt()

    def train(self, batches: int) -> int:
        """Train up to `batches` mini-batches; stop at the end of an epoch or of a segment.

        Returns
        -------
        int
            Mini-batches trained, 0 if finished. At a divergence the state is the last finite one.
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

    def use_arrays(self, parameters: Vector, slots: Vector) -> None:
        """Move parameters and the optimiser's state into arrays and train there from now on."""
        np.copyto(parameters, self.state.parameters)
        np.copyto(slots, fitted_slots(self.state, self.segments))
        self.state.parameters, self.state.slots = parameters, slots
        self.network = Network(self.network.specification, parameters)

    def end_epoch(self, validation_accuracy: float) -> None:
        """Update schedule and early stopping with the epoch that has just ended."""
        settings = self._ended_settings()
        schedule = SCHEDULE[settings.schedule]
        remember(self.state.memory, schedule, settings.patience, validation_accuracy)

    def mark_diverged(self) -> None:
        """Mark the run as diverged at the current step: its outputs are not finite."""
        self.divergence = Divergence(self.state.step, self.settings.eta)

    def training_part(self, count: int = 0) -> Examples:
        """Return the training set of the current segment.

        Parameters
        ----------
        count : int
            Number of examples to return, the first ones; 0 stands for all.
        """
        segment = self.segment
        count = min(count or segment.examples, segment.examples)
        if count <= segment.size:
            return self._examples.take(count)
        chosen = self.training_rows(count)
        return Examples(self._examples.x[chosen], self._examples.labels[chosen])

    def training_rows(self, count: int) -> Vector:
        """Return the indices of the first `count` examples of the current training set."""
        return self._rows(self.segment, np.arange(count))

    @property
    def has_later_changes(self) -> bool:
        """Whether a segment or weight edit is recorded at a later step."""
        step = self.state.step
        later = any(segment.start > step for segment in self.segments)
        return later or any(weight_edit.step > step for weight_edit in self.weight_edits)

    # --- private ----------------------------------------------------------------------

    def _apply(self, weight_edit: WeightEdit) -> None:
        self.state.parameters[weight_edit.places] = weight_edit.values
        self.divergence = None

    def _adapt(self) -> None:
        """Rebuild the network if another cost has changed its output activation."""
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
        """Return the mini-batches left in the epoch, or until the next segment or weight edit."""
        segment, step = self.segment, self.state.step
        _, batch = segment.place(step)
        later = [s.start for s in self.segments if s.start > step]
        later += [t.step for t in self.weight_edits if t.step > step]
        return min([segment.steps_per_epoch - batch, *(start - step for start in later)])

    def epoch_rows(self, epoch: int) -> Vector:
        """Return the order of examples in an epoch of the current segment, int64."""
        segment = self.segment
        key = (epoch, segment.size, segment.taught)
        if self._order is None or self._order[0] != key:
            order = random_streams.epoch_order(segment.settings.seed, epoch, segment.examples)
            self._order = (key, self._rows(segment, order))
        return self._order[1]

    def _rows(self, segment: Segment, order: Vector) -> Vector:
        if not segment.taught:
            return order
        # examples added by hand follow the whole data set
        blocks = [np.arange(first, first + count) for first, count in segment.taught]
        rows: Vector = np.concatenate([np.arange(segment.size), *blocks])[order]
        return rows

    def _rate(self, segment: Segment, epoch: int) -> float:
        settings = segment.settings
        schedule = SCHEDULE[settings.schedule]
        return settings.eta * schedule.factor(epoch, settings.patience, self.state.memory)

    def _train_unchecked(self, count: int) -> None:
        settings, job = self.settings, self.job(count)
        jobs: Iterable[tuple[Examples, Job]] = [(self._examples, job)]
        if settings.expands:
            # imported here: it brings kernels, which start-up does without
            from engine.training.expansion import expanded_jobs

            jobs = expanded_jobs(settings, self._examples, job, self.place[0])
        for examples, each in jobs:
            if compiled(settings.specification()):
                self.trainee(examples).train(each)
            else:
                train_with_numpy(settings, examples, each.y, each)
        self.state.step += count

    def job(self, count: int) -> Job:
        """Return the job of training the next `count` mini-batches, all of one epoch."""
        from engine.execution.plans import Job

        segment = self.segment
        settings = segment.settings
        layout = kernel_layout(settings.specification())
        epoch, first = segment.place(self.state.step)
        return Job(
            self.state.parameters,
            fitted_slots(self.state, self.segments),
            layout.sizes,
            layout.codes,
            self._y,
            self.epoch_rows(epoch),
            packed(
                first=first,
                count=count,
                step=self.state.step,
                updates=updates_at(self.segments, self.state.step),
                key=self._key,
                rate=self._rate(segment, epoch),
                **segment.hyper_parameters(),
            ),
            self.threads,
        )

    def trainee(self, examples: Examples | None = None) -> PreparedPlan:
        """Return the plan for this network and mini-batch size, on all examples or on others."""
        from engine.execution.plans import choose_plan

        settings, examples = self.settings, examples or self._examples
        if self._prepared is None or self._prepared[0] != settings.batch:
            specification = settings.specification()
            plan = choose_plan(examples, specification)
            trainee = plan.make(examples, specification, settings.batch)
            self._prepared = (settings.batch, trainee)
        self._prepared[1].use_examples(examples)
        return self._prepared[1]

    def _finite(self) -> bool:
        # NaN compares false with everything
        return bool(np.abs(self.state.parameters).max() < EXPLODED)

    def _back_to_finite(self, before: State, count: int) -> int:
        """Repeat the steps singly, stop before the one that diverges; return their number."""
        self.restore(before)
        for done in range(count):
            last = self.state.copy()
            self._train_unchecked(1)
            if not self._finite():
                self.restore(last)
                self.divergence = Divergence(last.step + 1, self.settings.eta)
                return done
        return count
