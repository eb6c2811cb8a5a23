"""Learning speed of each layer of a deep network.  Nielsen (2015), ch. 5."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix, Vector, seal
from engine.functions.activations import Activation
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification

SATURATED = 0.05
"""Distance from either end of the range, as a share of it, at which an activation is saturated."""


@dataclass(frozen=True, slots=True, eq=False)
class LayerGradients:
    """Mean gradient over a set of examples, by hidden layer.

    Attributes
    ----------
    biases : tuple of Vector
        ∂C/∂b of each neuron, signed.
    speeds : Vector, shape (hidden layers,)
        ‖δ^l‖: norm of the mean ∂C/∂b over the neurons of a layer, as in the book; not the mean
        of the norms.
    weights : Vector, shape (hidden layers,)
        ‖∂C/∂w‖ over the weights of a layer.
    """

    biases: tuple[Vector, ...]
    speeds: Vector
    weights: Vector

    @property
    def ratio(self) -> float:
        """Learning speed of the last hidden layer divided by that of the first."""
        return times_faster(self.speeds)


def times_faster(speeds: Sequence[float] | Vector) -> float:
    """Return the last speed divided by the first; inf if only the first is 0, NaN if both are."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.float64(speeds[-1]) / np.float64(speeds[0]))


def gradients_of(specification: NetworkSpecification, gradient: Vector) -> LayerGradients:
    """Return the gradients by hidden layer from a flat one in the layout of the parameters."""
    parts = Network(specification, gradient)
    hidden = len(parts.biases) - 1
    return LayerGradients(
        tuple(seal(b.copy()) for b in parts.biases[:hidden]),
        seal(np.array([np.linalg.norm(b) for b in parts.biases[:hidden]], np.float64)),
        seal(np.array([np.linalg.norm(w) for w in parts.weights[:hidden]], np.float64)),
    )


def saturated_share(a: Matrix, activation: Activation) -> float:
    """Return the share 0..1 of activations near an end of the range, where σ' is almost 0.

    Parameters
    ----------
    a : Matrix, shape (n, neurons)
    activation : Activation
        Unbounded functions give 0.
    """
    if not activation.bounded:
        return 0.0
    low, high = activation.range
    margin = SATURATED * (high - low)
    return float(((a < low + margin) | (a > high - margin)).mean())


def dead_share(a: Matrix) -> float:
    """Return the share 0..1 of neurons that are 0 for every example; a of shape (n, neurons)."""
    return float((a == 0).all(axis=0).mean())
