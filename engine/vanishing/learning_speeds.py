"""How fast each layer of a deep network learns.  Nielsen (2015), ch. 5."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix, Vector, seal
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification

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
        ‖δ^l‖: the norm of ∂C/∂b over the neurons of a layer; of the average, as the book
        measures it, and no average of norms.
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


def gradients_of(specification: NetworkSpecification, gradient: Vector) -> LayerGradients:
    """Return what a gradient, laid out as the parameters, says of every hidden layer."""
    parts = Network(specification, gradient)
    hidden = len(parts.biases) - 1
    return LayerGradients(
        tuple(seal(b.copy()) for b in parts.biases[:hidden]),
        seal(np.array([np.linalg.norm(b) for b in parts.biases[:hidden]], np.float64)),
        seal(np.array([np.linalg.norm(w) for w in parts.weights[:hidden]], np.float64)),
    )


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
