"""Statistics of every hidden layer of a deep network from one forward and backward pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix, Vector, seal
from engine.functions.activations import SIGMOID, Activation, sigmoid_in_place
from engine.functions.costs import COST
from engine.networks.layers.layer import through
from engine.networks.network import Network, output_error
from engine.vanishing.learning_speeds import (
    LayerGradients,
    dead_share,
    gradients_of,
    saturated_share,
)

BINS = 20
"""Bins of a histogram of activations."""

SAMPLED = 200
"""Maximum number of examples in a histogram."""


@dataclass(frozen=True, slots=True, eq=False)
class Moment:
    """Statistics of a network after an epoch.

    Attributes
    ----------
    step : int
        Epochs trained.
    gradients : LayerGradients
        Of the cost without regularisation.
    cost : float
        Mean over the examples.
    accuracy : float
        Accuracy 0..1 on the examples.
    saturated, dead : Vector, shape (hidden layers,)
        Shares 0..1 of activations near an end of their range, and of neurons that are always 0.
    histograms : Matrix, shape (hidden layers, BINS)
        Shares 0..1 of activations, from the lowest bin to the highest.
    """

    step: int
    gradients: LayerGradients
    cost: float
    accuracy: float
    saturated: Vector
    dead: Vector
    histograms: Matrix


class LayerStatistics:
    """Forward and backward pass that works layer by layer and measures the hidden layers.

    Parameters
    ----------
    x, y : Matrix, shape (n, n_in) and (n, n_out)
    cost : str
        A key of COST.

    Attributes
    ----------
    moment : Moment
        Statistics of the last complete pass.
    gradient : Vector
        Gradient of that pass in the layout of the network's parameters.  Eq. (BP1)-(BP4).
    """

    moment: Moment
    gradient: Vector

    def __init__(self, x: Matrix, y: Matrix, cost: str) -> None:
        self._x, self._y, self._cost = x, y, COST[cost]
        self._labels = y.argmax(axis=1)

    def pieces(self, network: Network, step: int) -> Iterator[None]:
        """Run both passes as a generator that yields after each layer, to allow other work."""
        zs, activations = [], [self._x]
        for w, b, activation in zip(
            network.weights, network.biases, network.activations, strict=True
        ):
            zs.append(activations[-1] @ w.T + b)
            activations.append(_value(activation, zs[-1]))
            yield
        gradient = Network(network.specification, np.empty_like(network.parameters))
        last = len(zs) - 1
        delta = output_error(
            network.activations[last], self._cost, zs[last], activations[-1], self._y
        )
        for layer in range(last, -1, -1):
            gradient.biases[layer][:] = delta.mean(axis=0)  # BP3
            gradient.weights[layer].T[:] = activations[layer].T @ delta / len(self._x)  # BP4
            if layer:
                error = delta @ network.weights[layer]  # BP2
                below = network.activations[layer - 1]
                delta = through(below, zs[layer - 1], activations[layer], error)
            yield
        self.gradient = gradient.parameters
        self.moment = self._measured(network, gradient, activations, step)

    def _measured(
        self, network: Network, gradient: Network, activations: list[Matrix], step: int
    ) -> Moment:
        hidden, output = activations[1:-1], activations[-1]
        pairs = list(zip(hidden, network.activations, strict=False))
        return Moment(
            step,
            gradients_of(network.specification, gradient.parameters),
            float(self._cost.value(output, self._y).mean()),
            float((output.argmax(axis=1) == self._labels).mean()),
            seal(np.array([saturated_share(a, each) for a, each in pairs])),
            seal(np.array([dead_share(a) for a in hidden])),
            seal(np.stack([histogram(a, each)[0] for a, each in pairs])),
        )


def histogram(a: Matrix, activation: Activation) -> tuple[Vector, tuple[float, float]]:
    """Return the shares 0..1 of activations in BINS bins, and the range of the bins.

    Parameters
    ----------
    a : Matrix, shape (n, neurons)
        Only the first SAMPLED rows are counted.
    """
    values = a[:SAMPLED].ravel()
    reach = min(float(values.min()), 0.0), max(float(values.max()), 1e-6)
    low, high = activation.range if activation.bounded else reach
    places = ((values - low) * (BINS / (high - low))).astype(np.int64)
    counts = np.bincount(np.clip(places, 0, BINS - 1), minlength=BINS)
    return counts / len(values), (low, high)


def _value(activation: Activation, z: Matrix) -> Matrix:
    return sigmoid_in_place(z.copy()) if activation is SIGMOID else activation.value(z)
