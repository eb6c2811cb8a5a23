"""How fast each layer of a deep network learns.  Nielsen (2015), ch. 5."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix, Vector, seal
from engine.costs import COST
from engine.network import Network
from engine.specification import NetworkSpecification

SATURATED = 0.05
"""An activation counts as saturated within this share of its range from either end."""

RANGES = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0)}
"""Lowest and highest activation of the functions that have both."""


@dataclass(frozen=True, slots=True, eq=False)
class LayerGradients:
    """The mean gradient of a set of examples, hidden layer by hidden layer.

    Attributes
    ----------
    biases : tuple of Vector
        ∂C/∂b of each neuron, signed.
    speeds : Vector, shape (hidden layers,)
        ‖δ^l‖: the norm of ∂C/∂b over the neurons of a layer.
    weights : Vector, shape (hidden layers,)
        ‖∂C/∂w‖ over the weights of a layer.
    """

    biases: tuple[Vector, ...]
    speeds: Vector
    weights: Vector

    @property
    def ratio(self) -> float:
        """How many times faster the last hidden layer learns than the first."""
        return times_faster(self.speeds)


def times_faster(speeds: Sequence[float] | Vector) -> float:
    """Return how many times the last of some speeds is the first: inf if only the first is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.float64(speeds[-1]) / np.float64(speeds[0]))


def layer_gradients(network: Network, x: Matrix, y: Matrix, cost: str) -> LayerGradients:
    """Return how fast each hidden layer learns from some examples.

    Parameters
    ----------
    x, y : Matrix, shape (n, n_in) and (n, n_out)
    cost : str
        A key of COST; without regularisation.

    Notes
    -----
    The norm of the average, as the book measures it, not the average of norms.
    """
    return gradients_of(network.specification, network.backprop(x, y, COST[cost]))


def gradients_of(specification: NetworkSpecification, gradient: Vector) -> LayerGradients:
    """Return what a gradient, laid out as the parameters, says of every hidden layer."""
    parts = Network(specification, gradient)
    hidden = len(parts.biases) - 1
    return LayerGradients(
        tuple(seal(b.copy()) for b in parts.biases[:hidden]),
        seal(np.array([np.linalg.norm(b) for b in parts.biases[:hidden]], np.float64)),
        seal(np.array([np.linalg.norm(w) for w in parts.weights[:hidden]], np.float64)),
    )


def drawn(specification: NetworkSpecification, initialiser: str, seed: int) -> Network:
    """Return a network in float64 with the numbers that a run of that seed begins with."""
    network = Network.initialised(specification, initialiser, seed)
    return Network(specification, network.parameters.astype(np.float64))


def initial_speeds(
    specification: NetworkSpecification,
    initialiser: str,
    cost: str,
    examples: tuple[Matrix, Matrix],
    seeds: Sequence[int],
) -> Matrix:
    """Return ‖δ^l‖ before training for several seeds, shape (seeds, hidden layers)."""
    x, y = examples
    return np.stack(
        [
            layer_gradients(drawn(specification, initialiser, seed), x, y, cost).speeds
            for seed in seeds
        ]
    )


def descend(
    network: Network,
    examples: tuple[Matrix, Matrix],
    cost: str,
    eta: float,
    penalty: float,
) -> Iterator[LayerGradients]:
    """Train on all examples at once for ever; yield the gradients before each step.

    Parameters
    ----------
    network : Network
        Changed in place.
    eta : float
        Learning rate η.
    penalty : float
        λ of L2 regularisation, which counts by the number of examples.  Eq. (93).
    """
    x, y = examples
    decay = 1.0 - eta * penalty / len(x)
    while True:
        gradient = network.backprop(x, y, COST[cost])
        yield gradients_of(network.specification, gradient)
        for weights in network.weights:
            weights *= decay
        network.parameters -= eta * gradient


def saturation(network: Network, x: Matrix) -> tuple[Vector, Vector]:
    """Return the shares of saturated and of dead neurons by hidden layer, shape (layers,)."""
    hidden = network.trace(x)[1][1:-1]
    names = [activation.name for activation in network.activations]
    extreme = [saturated_share(a, name) for a, name in zip(hidden, names, strict=False)]
    return np.array(extreme), np.array([dead_share(a) for a in hidden])


def saturated_share(a: Matrix, activation: str) -> float:
    """Return how many of some activations lie near an end of the range, where σ' is almost 0.

    Parameters
    ----------
    a : Matrix, shape (n, neurons)
    activation : str
        0 is returned for functions without two ends.
    """
    if activation not in RANGES:
        return 0.0
    low, high = RANGES[activation]
    margin = SATURATED * (high - low)
    return float(((a < low + margin) | (a > high - margin)).mean())


def dead_share(a: Matrix) -> float:
    """Return how many neurons say 0 to every example; a of shape (n, neurons)."""
    return float((a == 0).all(axis=0).mean())
