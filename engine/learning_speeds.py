"""How fast each layer of a deep network learns.  Nielsen (2015), ch. 5."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix, Vector
from engine.costs import COST
from engine.network import Network
from engine.specification import NetworkSpecification

SATURATED = 0.05
"""A sigmoid nearer than this to 0 or 1 counts as saturated."""


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
        return float(self.speeds[-1] / self.speeds[0]) if self.speeds[0] else float("inf")


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
    return _of(network.specification, network.backprop(x, y, COST[cost]))


def _of(specification: NetworkSpecification, gradient: Vector) -> LayerGradients:
    parts = Network(specification, gradient)
    hidden = len(parts.biases) - 1
    return LayerGradients(
        tuple(b.copy() for b in parts.biases[:hidden]),
        np.array([np.linalg.norm(b) for b in parts.biases[:hidden]]),
        np.array([np.linalg.norm(w) for w in parts.weights[:hidden]]),
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
        yield _of(network.specification, gradient)
        for weights in network.weights:
            weights *= decay
        network.parameters -= eta * gradient


def saturation(network: Network, x: Matrix) -> tuple[Vector, Vector]:
    """Return the shares of saturated and of dead neurons by hidden layer.

    Saturated is an activation within SATURATED of 0 or 1, over neurons and examples; dead is a
    neuron that says 0 to every example.
    """
    hidden = network.trace(x)[1][1:-1]
    extreme = [float(((a < SATURATED) | (a > 1 - SATURATED)).mean()) for a in hidden]
    dead = [float((a == 0).all(axis=0).mean()) for a in hidden]
    return np.array(extreme), np.array(dead)
