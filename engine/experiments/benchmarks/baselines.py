"""Baseline implementations that `bench engine` compares with the engine."""

from __future__ import annotations

import importlib
import itertools
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from engine.arrays import Matrix, Vector
from engine.networks.specification import NetworkSpecification


class Program(Protocol):
    """A program that trains one network, by default with quadratic cost and plain SGD."""

    def epoch(self, order: Vector) -> None:
        """Train one epoch of the examples in this order."""
        ...


MakeProgram = Callable[[NetworkSpecification, Matrix, Matrix, int, float], Program]
"""(network, x of shape (n, n_in), y of shape (n, n_out), mini-batch, η) -> Program."""


def sigmoid(z: Matrix) -> Matrix:
    """Return 1 / (1 + e^-z)."""
    a: Matrix = 1.0 / (1.0 + np.exp(-z))
    return a


class MiniBatchNumPy:
    """An efficient NumPy program: float32, mini-batches as matrices, preallocated buffers."""

    def __init__(
        self, network: NetworkSpecification, x: Matrix, y: Matrix, batch: int, eta: float
    ) -> None:
        generator, pairs = np.random.default_rng(1), list(itertools.pairwise(network.sizes))
        self._weights = [
            generator.normal(0, n_in**-0.5, (n_in, n_out)).astype(np.float32)
            for n_in, n_out in pairs
        ]
        self._biases = [np.zeros(n_out, np.float32) for _, n_out in pairs]
        self._steps = [np.empty_like(w) for w in self._weights]
        self._buffers = [np.empty((batch, n_out), np.float32) for _, n_out in pairs]
        self._x, self._y, self._batch, self._eta = x, y.astype(np.float32), batch, eta

    def epoch(self, order: Vector) -> None:
        """Train one epoch."""
        for start in range(0, len(order), self._batch):
            rows = order[start : start + self._batch]
            self._step(self._x.take(rows, axis=0), self._y.take(rows, axis=0))

    def _step(self, x: Matrix, y: Matrix) -> None:
        activations = [x]
        for w, b, room in zip(self._weights, self._biases, self._buffers, strict=True):
            z = np.matmul(activations[-1], w, out=room[: len(x)])
            z += b
            np.negative(z, out=z)
            np.exp(z, out=z)
            z += 1.0
            np.reciprocal(z, out=z)
            activations.append(z)
        a = activations[-1]
        delta = (a - y) * a * (1 - a)
        delta *= np.float32(self._eta / len(x))
        for layer in reversed(range(len(self._weights))):
            w, below = self._weights[layer], activations[layer]
            error = delta @ w.T if layer else delta
            w -= np.matmul(below.T, delta, out=self._steps[layer])
            self._biases[layer] -= delta.sum(axis=0)
            if layer:
                error *= below
                error *= 1 - below
                delta = error


class OneByOne:
    """The algorithm of the book's first program: float64 columns, one example at a time."""

    def __init__(
        self, network: NetworkSpecification, x: Matrix, y: Matrix, batch: int, eta: float
    ) -> None:
        generator, sizes = np.random.default_rng(1), network.sizes
        self._biases = [generator.normal(size=(n, 1)) for n in sizes[1:]]
        pairs = itertools.pairwise(sizes)
        self._weights = [generator.normal(size=(n_out, n_in)) for n_in, n_out in pairs]
        self._x = [column.reshape(-1, 1) for column in x]
        self._y = [column.reshape(-1, 1) for column in y]
        self._batch, self._eta = batch, eta

    def epoch(self, order: Vector) -> None:
        """Train one epoch."""
        for start in range(0, len(order), self._batch):
            self._step(order[start : start + self._batch].tolist())

    def _step(self, rows: list[int]) -> None:
        sums_b = [np.zeros(b.shape) for b in self._biases]
        sums_w = [np.zeros(w.shape) for w in self._weights]
        for row in rows:
            steps_b, steps_w = self._backprop(self._x[row], self._y[row])
            sums_b = [total + step for total, step in zip(sums_b, steps_b, strict=True)]
            sums_w = [total + step for total, step in zip(sums_w, steps_w, strict=True)]
        scale = self._eta / len(rows)
        pairs = zip(self._weights, sums_w, strict=True)
        self._weights = [w - scale * total for w, total in pairs]
        self._biases = [b - scale * t for b, t in zip(self._biases, sums_b, strict=True)]

    def _backprop(self, x: Matrix, y: Matrix) -> tuple[list[Matrix], list[Matrix]]:
        zs, activations = [], [x]
        for b, w in zip(self._biases, self._weights, strict=True):
            zs.append(w @ activations[-1] + b)
            activations.append(sigmoid(zs[-1]))
        delta = (activations[-1] - y) * _slope(zs[-1])
        steps_b, steps_w = [delta], [delta @ activations[-2].T]
        for layer in range(2, len(self._weights) + 1):
            delta = (self._weights[1 - layer].T @ delta) * _slope(zs[-layer])
            steps_b.insert(0, delta)
            steps_w.insert(0, delta @ activations[-layer - 1].T)
        return steps_b, steps_w


def _slope(z: Matrix) -> Matrix:
    slope: Matrix = sigmoid(z) * (1 - sigmoid(z))
    return slope


class PyTorch:
    """The same network in PyTorch on the CPU, one thread; an optional extra.

    Uses PyTorch's fast path: the epoch is shuffled once and split into views, and the optimiser
    is fused.
    """

    def __init__(
        self, network: NetworkSpecification, x: Matrix, y: Matrix, batch: int, eta: float
    ) -> None:
        self._torch: Any = importlib.import_module("torch")
        self._torch.set_num_threads(1)
        self._model = self._build(network)
        self._optimiser = self._torch.optim.SGD(self._model.parameters(), lr=eta, fused=True)
        self._x, self._y = self._inputs(network, x), self._targets(y)
        self._batch = batch

    def epoch(self, order: Vector) -> None:
        """Train one epoch."""
        shuffled = self._torch.from_numpy(order)
        inputs = self._x[shuffled].split(self._batch)
        for x, y in zip(inputs, self._y[shuffled].split(self._batch), strict=True):
            self._optimiser.zero_grad()
            self._loss(self._model(x), y).backward()
            self._optimiser.step()

    def _build(self, network: NetworkSpecification) -> Any:
        layers: list[Any] = []
        for n_in, n_out in itertools.pairwise(network.sizes):
            layers += [self._torch.nn.Linear(n_in, n_out), self._torch.nn.Sigmoid()]
        return self._torch.nn.Sequential(*layers)

    def _inputs(self, network: NetworkSpecification, x: Matrix) -> Any:
        return self._torch.from_numpy(np.ascontiguousarray(x))

    def _targets(self, y: Matrix) -> Any:
        return self._torch.from_numpy(y.astype(np.float32))

    def _loss(self, outputs: Any, y: Any) -> Any:
        functional = self._torch.nn.functional
        return functional.mse_loss(outputs, y, reduction="sum") * (0.5 / len(y))


BASELINES: dict[str, MakeProgram] = {
    "numpy": MiniBatchNumPy,
    "book": OneByOne,
    "pytorch": PyTorch,
}
