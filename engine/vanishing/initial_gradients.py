"""Mean bias gradients of deep networks before training, computed fast for many seeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine import random_streams
from engine.arrays import Matrix, Vector
from engine.functions.activations import ACTIVATION
from engine.functions.costs import COST
from engine.functions.initialisers import INITIALISER
from engine.networks.layers.layer import through
from engine.networks.network import output_error

MOST_KEPT = 200
"""Maximum number of cached weighted inputs of first layers, (examples × width) numbers each."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Architecture of a deep network with equal hidden layers.

    Attributes
    ----------
    depth, width : int
        Number of hidden layers, and of neurons in each.
    activation, initialiser, cost : str
    """

    depth: int
    width: int
    activation: str
    initialiser: str
    cost: str


class InitialGradients:
    """Computation of ∂C/∂b of every hidden neuron without the gradients of weights.

    The weighted inputs of the first layer do not depend on depth, activation or cost: cached.

    Parameters
    ----------
    x : Matrix, shape (n, n_in)
    y : Matrix, shape (n, n_out)
    """

    def __init__(self, x: Matrix, y: Matrix) -> None:
        self._x, self._y = x, y
        self._first: dict[tuple[str, int, int], Matrix] = {}

    def bars(self, shape: Shape, seed: int) -> tuple[Vector, ...]:
        """Return the mean ∂C/∂b of each hidden layer, the first one first.

        For the parameters of `Network.initialised` with the same seed.  Eq. (BP1)-(BP3).
        """
        activation, output = ACTIVATION[shape.activation], ACTIVATION["sigmoid"]
        weights, zs, activations = [], [self._sums(shape, seed)], []
        for layer in range(1, shape.depth + 1):
            activations.append(activation.value(zs[-1]))
            last = layer == shape.depth
            w, b = _draw(shape, seed, layer, shape.width, self._y.shape[1] if last else shape.width)
            weights.append(w)
            zs.append(activations[-1] @ w + b)
        delta = output_error(output, COST[shape.cost], zs[-1], output.value(zs[-1]), self._y)
        bars = []
        for layer in reversed(range(shape.depth)):
            error = delta @ weights[layer].T
            delta = through(activation, zs[layer], activations[layer], error)
            bars.append(delta.mean(axis=0))
        return tuple(reversed(bars))

    def speeds(self, shape: Shape, seeds: Sequence[int]) -> Matrix:
        """Return ‖δ^l‖ for several seeds, shape (seeds, depth)."""
        return np.array([[np.linalg.norm(b) for b in self.bars(shape, seed)] for seed in seeds])

    def _sums(self, shape: Shape, seed: int) -> Matrix:
        key = (shape.initialiser, shape.width, seed)
        if key not in self._first:
            if len(self._first) >= MOST_KEPT:
                self._first.clear()
            w, b = _draw(shape, seed, 0, self._x.shape[1], shape.width)
            self._first[key] = self._x @ w + b
        return self._first[key]


def _draw(shape: Shape, seed: int, layer: int, n_in: int, n_out: int) -> tuple[Matrix, Vector]:
    generator = random_streams.generator(seed, "initialisation", layer)
    w, b = INITIALISER[shape.initialiser].draw(generator, n_in, n_out)
    return w.astype(np.float32), b.astype(np.float32)
