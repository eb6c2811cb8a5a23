"""Training plans: the choice of a kernel for a network and its examples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import numpy as np

from engine.arrays import Matrix, Vector
from engine.data.examples import Examples
from engine.execution.padding import aligned, padded_size, quad_buffers
from engine.networks.specification import NetworkSpecification

Sizes: TypeAlias = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """Mini-batches to train: the arguments common to all plans.

    Attributes
    ----------
    parameters, velocity : Vector
        Changed in place; length of the velocity: 0, 1 or 2 times that of the parameters.
    sizes, codes : Vector, int64
        Sizes of all layers, input included; activation codes of all layers but the input.
    y : Matrix, shape (examples, n_out)
    order : Vector, shape (examples,), int64
        Order of the examples in this epoch.
    first, count, batch : int
        First mini-batch in the epoch, number of mini-batches, and their size.
    rate, decay, momentum, share : float
        η, λ/n, μ, and the dropout rate of hidden neurons.
    cost, penalty, optimiser : int
        Codes in the tables of `engine.functions`.
    key, step : uint64, int
        Key of the dropout stream; number of the first mini-batch in the run.
    """

    parameters: Vector
    velocity: Vector
    sizes: Vector
    codes: Vector
    y: Matrix
    order: Vector
    first: int
    count: int
    batch: int
    rate: float
    cost: int
    penalty: int
    decay: float
    optimiser: int
    momentum: float
    share: float
    key: np.uint64
    step: int

    def settings(self) -> tuple[Any, ...]:
        """Return the fields from `order` on, in the order of kernel arguments."""
        return (
            self.order,
            self.first,
            self.count,
            self.batch,
            self.rate,
            self.cost,
            self.penalty,
            self.decay,
            self.optimiser,
            self.momentum,
            self.share,
            self.key,
            self.step,
        )


class PreparedPlan(Protocol):
    """A plan prepared for one network and one training set."""

    def train(self, job: Job) -> None:
        """Train mini-batches."""
        ...


class LayerByLayer:
    """Plan for any dense network, float32 or float64, layer by layer on a mini-batch."""

    def __init__(self, examples: Examples, specification: NetworkSpecification, batch: int) -> None:
        self._x = examples.x
        neurons = batch * sum(specification.sizes[1:])
        self._scratch = [np.zeros(neurons, self._x.dtype) for _ in range(3)]

    def train(self, job: Job) -> None:
        """Train mini-batches."""
        from engine.kernels.dense.training import train_batches

        head = (job.parameters, job.velocity, job.sizes, job.codes, self._x, job.y)
        arguments: tuple[Any, ...] = (*head, *job.settings(), *self._scratch)
        train_batches(*arguments)


class ExampleByExample:
    """Plan for small dense networks in float64, one example at a time."""

    def __init__(self, examples: Examples, specification: NetworkSpecification, batch: int) -> None:
        self._x, self._velocity = examples.x.reshape(-1), np.zeros(0)
        self._weights, self._gradient, *self._scratch = quad_buffers(specification.sizes)

    def train(self, job: Job) -> None:
        """Train mini-batches."""
        from engine.kernels.dense.online_f64 import train_online

        self._make_room(job.optimiser)
        head = (job.parameters, job.velocity, job.sizes, job.codes, self._x, job.y)
        own = (self._weights, self._velocity, self._gradient, *self._scratch)
        arguments: tuple[Any, ...] = (*head, *job.settings(), *own)
        train_online(*arguments)

    def train_network_batch(
        self, job: Job, parameters: Matrix, velocity: Matrix, orders: Matrix, keys: Vector
    ) -> None:
        """Train mini-batches of many networks; the arguments replace those of the job."""
        from engine.kernels.dense.network_batch import train_network_batch

        self._make_room(job.optimiser)
        settings = list(job.settings())
        settings[0], settings[-2] = orders, keys
        own = (self._weights, self._velocity, self._gradient, *self._scratch)
        arguments: tuple[Any, ...] = (
            parameters, velocity, job.sizes, job.codes, self._x, job.y, *settings, *own,
        )  # fmt: skip
        train_network_batch(*arguments)

    def train_epochs(self, job: Job, orders: Matrix, rates: Vector, *rest: Any) -> int:
        """Train and measure whole epochs, see `engine.kernels.dense.epoch_blocks.train_epochs`.

        Parameters
        ----------
        job : Job
            Job of the first epoch.
        orders : Matrix, shape (epochs, examples); rates : Vector, shape (epochs,)
        rest : tuple
            The kernel's remaining arguments, those after its scratch buffers.

        Returns
        -------
        int
            Number of epochs trained.
        """
        from engine.kernels.dense.epoch_blocks import train_epochs

        self._make_room(job.optimiser)
        head = (job.parameters, job.velocity, job.sizes, job.codes, self._x, job.y)
        settings = (orders, job.batch, rates, *job.settings()[5:])
        own = (self._weights, self._velocity, self._gradient, *self._scratch)
        arguments: tuple[Any, ...] = (*head, *settings, *own, *rest)
        return int(train_epochs(*arguments))

    def _make_room(self, optimiser: int) -> None:
        if len(self._velocity) != optimiser * len(self._weights):
            self._velocity = np.zeros(optimiser * len(self._weights))


class OnSparseImages:
    """Plan for dense networks in float32 on sparse images, with explicit SIMD."""

    def __init__(self, examples: Examples, specification: NetworkSpecification, batch: int) -> None:
        sparse = examples.sparse
        self._sparse = (sparse.starts, sparse.index, sparse.value)
        self._weights, self._all_rows, *self._scratch = f32_buffers(specification.sizes, batch, 3)
        self._velocity = aligned(0)

    def train(self, job: Job) -> None:
        """Train mini-batches."""
        from engine.kernels.dense.training_f32 import train_sparse

        if len(self._velocity) != job.optimiser * len(self._weights):
            self._velocity = aligned(job.optimiser * len(self._weights))
        head = (job.parameters, job.velocity, job.sizes, job.codes, *self._sparse, job.y)
        own = (self._weights, self._velocity, self._all_rows)
        arguments: tuple[Any, ...] = (*head, *job.settings(), *own, *self._scratch)
        train_sparse(*arguments)


class OnConvolutions:
    """Plan for convolutional networks in float32."""

    def __init__(self, examples: Examples, specification: NetworkSpecification, batch: int) -> None:
        from engine.execution.convolution_layout import convolution_layout

        layout = convolution_layout(specification)
        self._x = examples.x
        self._front, self._buffers = layout.at_batch(batch), layout.buffers(batch)
        self._blocks, self._velocity = layout.blocks, aligned(0)
        self._scratch = [layout.neurons(batch) for _ in range(3)]

    def train(self, job: Job) -> None:
        """Train mini-batches."""
        from engine.kernels.convolution.training import train_maps

        wanted = job.optimiser * len(self._buffers.w)
        if len(self._velocity) != wanted:
            self._velocity = aligned(wanted)
        head = (job.parameters, job.velocity, job.sizes, job.codes, self._x, job.y)
        own = (self._front, self._buffers, self._blocks, self._velocity)
        arguments: tuple[Any, ...] = (*head, *job.settings(), *own, *self._scratch)
        train_maps(*arguments)


def f32_buffers(sizes: Sizes, batch: int, copies: int) -> list[Vector]:
    """Return buffers: padded parameters, row indices, and `copies` for a batch's neurons."""
    widths = [padded_size(size) for size in sizes[1:]]
    pairs = zip(sizes[:-1], widths, strict=True)
    weights = aligned(sum((n_in + 1) * width for n_in, width in pairs))
    buffers = [aligned(batch * sum(widths)) for _ in range(copies)]
    return [weights, np.arange(max(sizes), dtype=np.uint16), *buffers]


@dataclass(frozen=True, slots=True)
class Plan:
    """One entry of PLANS: a kernel and the networks it can train.

    Attributes
    ----------
    fits : callable
        (examples, specification) -> whether the plan can train this network on these examples.
    make : callable
        (examples, specification, batch) -> Trainee; allocates its buffers.
    """

    name: str
    fits: Callable[[Examples, NetworkSpecification], bool]
    make: Callable[[Examples, NetworkSpecification, int], PreparedPlan]


MOST_ROWS = 65_536
"""Widest layer whose row indices fit into uint16."""


def fits_sparse(examples: Examples, specification: NetworkSpecification) -> bool:
    """Return whether `OnSparseImages` can train a network on these examples."""
    narrow = max(specification.sizes) <= MOST_ROWS and specification.is_dense
    return examples.x.dtype == np.float32 and narrow


def _convolutional(examples: Examples, specification: NetworkSpecification) -> bool:
    return specification.has_kernels and not specification.is_dense


def _double(examples: Examples, specification: NetworkSpecification) -> bool:
    return examples.x.dtype == np.float64


def _any(examples: Examples, specification: NetworkSpecification) -> bool:
    return True


PLANS: tuple[Plan, ...] = (
    Plan("maps", _convolutional, OnConvolutions),
    Plan("ink", fits_sparse, OnSparseImages),
    Plan("examples", _double, ExampleByExample),
    Plan("layers", _any, LayerByLayer),
)


def choose_plan(examples: Examples, specification: NetworkSpecification) -> Plan:
    """Return the first plan that fits a network and its examples."""
    return next(plan for plan in PLANS if plan.fits(examples, specification))
