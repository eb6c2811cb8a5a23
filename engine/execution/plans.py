"""Training plans: the choice of a kernel for a network and its examples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from engine.arrays import Matrix, Vector
from engine.data.examples import Examples
from engine.execution.padding import QuadBuffers, aligned, quad_buffers, row_buffers
from engine.execution.processors import size_of
from engine.kernels.hyper_parameters import Records
from engine.networks.specification import NetworkSpecification


@dataclass(frozen=True, slots=True)
class Job:
    """Mini-batches to train: the arguments common to all plans.

    Attributes
    ----------
    parameters, slots : Vector
        Parameters, and state arrays of the optimiser one after the other; changed in place.
    sizes, codes : Vector, int64
        Sizes of all layers, input included; activation codes of all layers but the input.
    y : Matrix, shape (examples, n_out)
    order : Vector, shape (examples,), int64
        Order of the examples in this epoch.
    records : Records, shape (1,)
        See `engine.kernels.hyper_parameters`.
    threads : int
        Threads that may share the work, 0 for those of `processors.SHARE`; they change no bit.
    """

    parameters: Vector
    slots: Vector
    sizes: Vector
    codes: Vector
    y: Matrix
    order: Vector
    records: Records
    threads: int = 0

    @property
    def slot_count(self) -> int:
        """Number of state arrays."""
        return len(self.slots) // len(self.parameters)


class PreparedPlan(Protocol):
    """A plan prepared for one network, with the examples of its next jobs."""

    def use_examples(self, examples: Examples) -> None:
        """Train on other examples of the same type from now on."""
        ...

    def train(self, job: Job) -> None:
        """Train mini-batches."""
        ...


class ExampleByExample:
    """Plan for small dense networks in float64, one example at a time."""

    def __init__(self, examples: Examples, specification: NetworkSpecification, batch: int) -> None:
        self._buffers = quad_buffers(specification.sizes)
        self.use_examples(examples)

    def use_examples(self, examples: Examples) -> None:
        """Train on other examples from now on."""
        self._x = examples.x.reshape(-1)

    def train(self, job: Job) -> None:
        """Train mini-batches."""
        from engine.kernels.dense.online_f64 import train_online

        head = (job.parameters, job.slots, job.sizes, job.codes, self._x, job.y)
        train_online(*head, job.order, job.records, self._room(job))

    def train_network_batch(
        self, job: Job, parameters: Matrix, slots: Matrix, orders: Matrix, records: Records
    ) -> None:
        """Train mini-batches of many networks; the arguments replace those of the job."""
        from engine.kernels.dense.network_batch import train_network_batch

        head = (parameters, slots, job.sizes, job.codes, self._x, job.y)
        train_network_batch(*head, orders, records, self._room(job))

    def train_epochs(self, job: Job, orders: Matrix, records: Records, *rest: Any) -> int:
        """Train and measure whole epochs, see `engine.kernels.dense.epoch_blocks.train_epochs`.

        Parameters
        ----------
        job : Job
            Job of the first epoch.
        orders : Matrix, shape (epochs, examples); records : Records, shape (epochs,)
        rest : tuple
            The kernel's remaining arguments, those after its scratch buffers.

        Returns
        -------
        int
            Number of epochs trained.
        """
        from engine.kernels.dense.epoch_blocks import train_epochs

        head = (job.parameters, job.slots, job.sizes, job.codes, self._x, job.y)
        return int(train_epochs(*head, orders, records, self._room(job), *rest))

    def _room(self, job: Job) -> QuadBuffers:
        wanted = job.slot_count * len(self._buffers.w)
        if len(self._buffers.s) != wanted:
            self._buffers = self._buffers._replace(s=np.zeros(wanted))
        return self._buffers


class OnSparseImages:
    """Plan for dense networks in float32 on sparse images, with explicit SIMD."""

    def __init__(self, examples: Examples, specification: NetworkSpecification, batch: int) -> None:
        self._buffers = row_buffers(specification.sizes, batch)
        self.use_examples(examples)

    def use_examples(self, examples: Examples) -> None:
        """Train on other examples from now on."""
        self._images = examples.sparse

    def train(self, job: Job) -> None:
        """Train mini-batches."""
        from engine.kernels.dense.training_f32 import train_sparse

        wanted = job.slot_count * len(self._buffers.w)
        if len(self._buffers.s) != wanted:
            self._buffers = self._buffers._replace(s=aligned(wanted))
        head = (job.parameters, job.slots, job.sizes, job.codes, self._images, job.y)
        train_sparse(*head, job.order, job.records, self._buffers)


class OnConvolutions:
    """Plan for convolutional networks in float32."""

    def __init__(self, examples: Examples, specification: NetworkSpecification, batch: int) -> None:
        from engine.execution.convolution_layout import convolution_layout

        layout = convolution_layout(specification)
        self._kernel_layout, self._batch = layout, batch
        self.use_examples(examples)
        self._buffers = [layout.buffers(batch)]
        self._layout = (layout.at_batch(batch), layout.blocks)
        self._slots, self._gradient = aligned(0), aligned(layout.weights)
        self._scratch = [layout.neurons(batch) for _ in range(3)]

    def use_examples(self, examples: Examples) -> None:
        """Train on other examples from now on."""
        self._x = examples.x

    def train(self, job: Job) -> None:
        """Train mini-batches."""
        from engine.execution.crews import places_of, together
        from engine.kernels.convolution.training import train_maps

        shared, threads = self._buffers[0], size_of(job.threads, self._batch)
        if threads != len(self._buffers):
            self._buffers = self._kernel_layout.buffers_of_crew(shared, self._batch, threads)
        wanted = job.slot_count * len(shared.w)
        if len(self._slots) != wanted:
            self._slots = aligned(wanted)
        layout = (job.sizes, job.codes, *self._layout)
        head = (job.parameters, job.slots, layout, self._x, job.y, job.order, job.records)
        scratch: tuple[Any, ...] = (self._slots, self._gradient, *self._scratch)
        buffers = self._buffers
        try:
            together(lambda part: train_maps(*head, buffers[part], *scratch), buffers[0].crew)
        except BaseException:
            self._buffers = [shared._replace(crew=places_of(1)[0])]
            raise


@dataclass(frozen=True, slots=True)
class Plan:
    """One entry of PLANS: a kernel and the networks it can train.

    Attributes
    ----------
    fits : callable
        (examples, specification) -> whether the plan can train this network on these examples.
    make : callable
        (examples, specification, batch) -> PreparedPlan; allocates its buffers.
    """

    name: str
    fits: Callable[[Examples, NetworkSpecification], bool]
    make: Callable[[Examples, NetworkSpecification, int], PreparedPlan]


def _convolutional(examples: Examples, specification: NetworkSpecification) -> bool:
    return specification.has_kernels and not specification.is_dense


def _single(examples: Examples, specification: NetworkSpecification) -> bool:
    return examples.x.dtype == np.float32


def _double(examples: Examples, specification: NetworkSpecification) -> bool:
    return examples.x.dtype == np.float64


PLANS: tuple[Plan, ...] = (
    Plan("maps", _convolutional, OnConvolutions),
    Plan("ink", _single, OnSparseImages),
    Plan("examples", _double, ExampleByExample),
)


def choose_plan(examples: Examples, specification: NetworkSpecification) -> Plan:
    """Return the first plan that fits a network and its examples."""
    return next(plan for plan in PLANS if plan.fits(examples, specification))
