"""How fast layers learn, measured with the readable network: the oracle of the fast ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from engine.arrays import Matrix, Vector
from engine.functions.costs import COST
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification
from engine.vanishing.learning_speeds import (
    LayerGradients,
    dead_share,
    gradients_of,
    saturated_share,
)


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
    pairs = zip(hidden, network.activations, strict=False)
    extreme = [saturated_share(a, activation) for a, activation in pairs]
    return np.array(extreme), np.array([dead_share(a) for a in hidden])
