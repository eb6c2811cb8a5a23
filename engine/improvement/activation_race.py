"""The same small network trained with every activation: one seed, one clock."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from engine.arrays import Matrix, Vector
from engine.data.points.toys import toy_data_set
from engine.functions.activations import SIGMOID
from engine.functions.initialisers import INITIALISER
from engine.improvement.bench_functions import FLAT, NAMES, BenchFunction, bench_functions
from engine.random_streams import epoch_order, generator

WIDTH = 8
"""Neurons of a hidden layer."""

POINTS = 100
BATCH = 20
EPOCHS = 200
START = INITIALISER["1/sqrt(n_in)"]
"""Distribution of the first weights and biases."""

FEW = 20
"""Points at which scaled networks are measured."""

LEAST_OUTPUT = 1e-12
"""Outputs are kept that far from 0 and 1 where the cost is measured."""


@dataclass(frozen=True, slots=True)
class RaceRule:
    """Settings shared by all networks.

    Attributes
    ----------
    shape : str
        Name of the points in `engine.data.points.toys`, of two classes.
    hidden : int
        Number of hidden layers.
    formula : str
        The typed activation.
    """

    shape: str
    hidden: int
    eta: float
    formula: str
    seed: int


class ActivationRace:
    """Networks 2-8-…-1 that differ in the activation of their hidden layers only.

    The output is a sigmoid with the cross-entropy, so that δ = a − y. Weights of all networks
    lie in one array a layer, shape (networks, n_in, n_out), biases (networks, 1, n_out).

    Attributes
    ----------
    epochs : int
        Epochs done.
    cost, accuracy, dead : Matrix, shape (EPOCHS + 1, networks)
        Mean cost, share of points that are right, and share of hidden neurons whose slope is 0
        for every point, after each epoch; NaN where a network has gone to infinity.
    """

    def __init__(self, rule: RaceRule) -> None:
        self.rule = rule
        self.functions = bench_functions(rule.formula)
        points = toy_data_set(rule.shape, POINTS, rule.seed, held_out=1).training
        self._x: Matrix = points.x.reshape(POINTS, 2).astype(np.float64)
        self._y: Matrix = points.labels.reshape(POINTS, 1).astype(np.float64)
        sizes = (2, *(WIDTH,) * rule.hidden, 1)
        self._weights: list[Matrix] = []
        self._biases: list[Matrix] = []
        for layer, (n_in, n_out) in enumerate(pairwise(sizes)):
            draws = generator(rule.seed, "initialisation", layer)
            weights, biases = START.draw(draws, n_in, n_out)
            self._weights.append(np.tile(weights, (len(NAMES), 1, 1)))
            self._biases.append(np.tile(biases, (len(NAMES), 1, 1)))
        self.epochs = 0
        self.cost, self.accuracy, self.dead = np.full((3, EPOCHS + 1, len(NAMES)), np.nan)
        self._measure()

    def advance(self) -> None:
        """Train every network for one epoch, a few milliseconds, if it is not the last one."""
        if self.epochs == EPOCHS:
            return
        order = epoch_order(self.rule.seed, self.epochs, POINTS)
        with np.errstate(all="ignore"):
            for start in range(0, POINTS, BATCH):
                chosen = order[start : start + BATCH]
                self._learn(self._x[chosen], self._y[chosen])
        self.epochs += 1
        self._measure()

    def _learn(self, x: Matrix, y: Matrix) -> None:
        inputs, sums = self._forward(x)
        delta = inputs[-1] - y
        rate = self.rule.eta / len(x)
        for layer in range(len(self._weights) - 1, -1, -1):
            back = delta @ self._weights[layer].transpose(0, 2, 1) if layer else delta
            self._weights[layer] -= rate * (inputs[layer].transpose(0, 2, 1) @ delta)
            self._biases[layer] -= rate * delta.sum(axis=1, keepdims=True)
            if layer:
                delta = back * self._slopes(sums[layer - 1], inputs[layer])

    def _forward(self, x: Matrix) -> tuple[list[Matrix], list[Matrix]]:
        """Return the inputs of every layer with the output last, and z of the hidden layers."""
        inputs = [np.broadcast_to(x, (len(NAMES), *x.shape))]
        sums = []
        last = len(self._weights) - 1
        for layer, (weights, biases) in enumerate(zip(self._weights, self._biases, strict=True)):
            z = inputs[-1] @ weights + biases
            if layer == last:
                inputs.append(SIGMOID.value(z))
            else:
                sums.append(z)
                inputs.append(each_by(self.functions, z))
        return inputs, sums

    def _slopes(self, z: Matrix, a: Matrix) -> Matrix:
        slopes = np.empty_like(z)
        for place, function in enumerate(self.functions):
            slopes[place] = function.slope(z[place], a[place])
        return slopes

    def _measure(self) -> None:
        """Measure all networks on all points."""
        with np.errstate(all="ignore"):
            inputs, sums = self._forward(self._x)
            a = inputs[-1]
            right = np.where(self._y > 0.5, a, 1.0 - a)
            cost = -np.log(np.maximum(right, LEAST_OUTPUT)).mean(axis=(1, 2))
            flat = [
                (np.abs(self._slopes(z, inputs[layer + 1])) < FLAT).all(axis=1)
                for layer, z in enumerate(sums)
            ]
        finite = np.isfinite(cost)
        accuracy = (right > 0.5).mean(axis=(1, 2))
        dead = np.concatenate(flat, axis=1).mean(axis=1)
        for kept, measured in ((self.cost, cost), (self.accuracy, accuracy), (self.dead, dead)):
            kept[self.epochs] = np.where(finite, measured, np.nan)


def each_by(functions: tuple[BenchFunction, ...], z: Matrix) -> Matrix:
    """Return the values of each function on its part of z, shape (functions, …)."""
    values = np.empty_like(z)
    for place, function in enumerate(functions):
        values[place] = function.value(z[place])
    return values


def scaled_outputs(
    functions: tuple[BenchFunction, ...], factors: Vector, layers: int, seed: int
) -> Matrix:
    """Return the mean |output| of networks without biases, all weights times each factor.

    With ReLU in every layer the output grows by factor^layers: max(0, c z) = c max(0, z).
    Nielsen (2015), ch. 6, problem on rectified linear neurons.

    Returns
    -------
    Matrix, shape (functions, factors)
    """
    sizes = (2, *(WIDTH,) * layers)
    drawn = [
        START.draw(generator(seed, "initialisation", layer), n_in, n_out)[0]
        for layer, (n_in, n_out) in enumerate(pairwise(sizes))
    ]
    x = toy_data_set("circles", FEW, seed, held_out=1).training.x.reshape(FEW, 2)
    means = np.empty((len(functions), len(factors)))
    with np.errstate(all="ignore"):
        for place, function in enumerate(functions):
            a: Matrix = np.broadcast_to(x.astype(np.float64), (len(factors), *x.shape))
            for weights in drawn:
                a = function.value(a @ (factors[:, None, None] * weights))
            means[place] = np.abs(a).mean(axis=(1, 2))
    return means
