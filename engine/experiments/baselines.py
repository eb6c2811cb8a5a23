"""Programs that somebody might write or use instead of the engine: what `bench engine` compares."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from engine.arrays import Matrix, Vector


class Program(Protocol):
    """A program that trains one network; quadratic cost, sigmoid layers, plain descent."""

    def epoch(self, order: Vector) -> None:
        """Train one epoch of the examples in this order."""
        ...


MakeProgram = Callable[[tuple[int, ...], Matrix, Matrix, int, float], Program]
"""(sizes, x of shape (n, n_in), y of shape (n, n_out), mini-batch, η) -> Program."""


def sigmoid(z: Matrix) -> Matrix:
    """Return 1 / (1 + e^-z)."""
    a: Matrix = 1.0 / (1.0 + np.exp(-z))
    return a


class MiniBatchNumPy:
    """A good NumPy program: float32, whole mini-batches as matrices, updates in place."""

    def __init__(
        self, sizes: tuple[int, ...], x: Matrix, y: Matrix, batch: int, eta: float
    ) -> None:
        generator = np.random.default_rng(1)
        pairs = list(itertools.pairwise(sizes))
        self._weights = [
            generator.normal(0, n_in**-0.5, (n_in, n_out)).astype(np.float32)
            for n_in, n_out in pairs
        ]
        self._biases = [np.zeros(n_out, np.float32) for _, n_out in pairs]
        self._x, self._y, self._batch, self._eta = x, y.astype(np.float32), batch, eta

    def epoch(self, order: Vector) -> None:
        """Train one epoch."""
        for start in range(0, len(order), self._batch):
            rows = order[start : start + self._batch]
            self._step(self._x[rows], self._y[rows])

    def _step(self, x: Matrix, y: Matrix) -> None:
        activations = [x]
        for w, b in zip(self._weights, self._biases, strict=True):
            z = activations[-1] @ w
            z += b
            np.negative(z, out=z)
            np.exp(z, out=z)
            z += 1.0
            np.reciprocal(z, out=z)
            activations.append(z)
        scale = np.float32(self._eta / len(x))
        a = activations[-1]
        delta = (a - y) * a * (1 - a)
        for layer in reversed(range(len(self._weights))):
            below = activations[layer]
            step = below.T @ delta
            bias_step = delta.sum(axis=0)
            if layer:
                delta = (delta @ self._weights[layer].T) * below * (1 - below)
            step *= scale
            self._weights[layer] -= step
            self._biases[layer] -= scale * bias_step


class OneByOne:
    """The way of the book's first program: float64 columns, one example after the other."""

    def __init__(
        self, sizes: tuple[int, ...], x: Matrix, y: Matrix, batch: int, eta: float
    ) -> None:
        generator = np.random.default_rng(1)
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
    """The same network in PyTorch on the processor, one thread; an optional extra."""

    def __init__(
        self, sizes: tuple[int, ...], x: Matrix, y: Matrix, batch: int, eta: float
    ) -> None:
        import importlib

        torch: Any = importlib.import_module("torch")
        torch.set_num_threads(1)
        layers: list[Any] = []
        for n_in, n_out in itertools.pairwise(sizes):
            layers += [torch.nn.Linear(n_in, n_out), torch.nn.Sigmoid()]
        self._torch, self._model = torch, torch.nn.Sequential(*layers)
        self._optimiser = torch.optim.SGD(self._model.parameters(), lr=eta)
        self._x = torch.from_numpy(np.ascontiguousarray(x))
        self._y = torch.from_numpy(y.astype(np.float32))
        self._batch = batch

    def epoch(self, order: Vector) -> None:
        """Train one epoch."""
        shuffled = self._torch.from_numpy(order)
        for start in range(0, len(order), self._batch):
            rows = shuffled[start : start + self._batch]
            self._optimiser.zero_grad()
            difference = self._model(self._x[rows]) - self._y[rows]
            (0.5 * (difference * difference).sum() / len(rows)).backward()
            self._optimiser.step()


BASELINES: dict[str, MakeProgram] = {
    "numpy": MiniBatchNumPy,
    "book": OneByOne,
    "pytorch": PyTorch,
}
