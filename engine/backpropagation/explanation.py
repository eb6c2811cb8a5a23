"""Explanation of one activation: the terms of its weighted sum, and its effect on the outputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix, Vector
from engine.errors import ShapeError
from engine.functions.activations import ACTIVATION


@dataclass(frozen=True, slots=True)
class Term:
    """One term w·x of a weighted sum; `source` is the index of the neuron or pixel x."""

    source: int
    weight: float
    value: float

    @property
    def product(self) -> float:
        """Contribution w·x to the sum."""
        return self.weight * self.value


@dataclass(frozen=True, slots=True)
class NeuronExplanation:
    """Explanation of one activation: its terms and its effect on the outputs.

    Attributes
    ----------
    layer, neuron : int
        The input is layer 0.
    weights : Vector, shape (n_in,)
    bias, weighted_sum, activation : float
        b, z = Σ w·x + b and a.
    activation_name : str
        A key of ACTIVATION.
    terms : tuple of Term
        The largest by absolute size, largest first.
    rest : float
        Sum of all other terms: Σ terms + rest + bias is the weighted sum.
    pushes : Vector, shape (n_outputs,)
        Contribution to the weighted sum of each output; empty for an output neuron.
        Exact in the last hidden layer, to first order before it.
    exact : bool
        Whether `pushes` is exact.
    """

    layer: int
    neuron: int
    weights: Vector
    bias: float
    weighted_sum: float
    activation: float
    activation_name: str
    terms: tuple[Term, ...]
    rest: float
    pushes: Vector
    exact: bool


def contributions(weights: Matrix, values: Vector) -> Matrix:
    """Return the signal w·a on each connection, shape (n_out, n_in)."""
    carried: Matrix = weights * values[np.newaxis, :]
    return carried


def explain_neuron(
    weights: Sequence[Matrix],
    biases: Sequence[Vector],
    activation_names: Sequence[str],
    activations: Sequence[Vector],
    *,
    layer: int,
    neuron: int,
    count: int = 8,
) -> NeuronExplanation:
    """Explain the activation of one neuron.

    Parameters
    ----------
    weights, biases : sequences
        w, shape (n_out, n_in), and b, shape (n_out,), of each layer after the input.
    activation_names : sequence of str
        Of each layer after the input.
    activations : sequence of Vector
        a of every layer for one example, the input's first.
    layer, neuron : int
        The first hidden layer is 1.
    count : int
        Maximum number of listed terms.

    Raises
    ------
    ShapeError
        If there is no such neuron.
    """
    if not 1 <= layer <= len(weights) or not 0 <= neuron < len(biases[layer - 1]):
        raise ShapeError(
            "expected a neuron of layers 1 to {layers}, got neuron {neuron} of layer {layer}; "
            "choose another",
            layers=len(weights),
            neuron=neuron,
            layer=layer,
        )
    w = np.asarray(weights[layer - 1][neuron], dtype=np.float64)
    x = np.asarray(activations[layer - 1], dtype=np.float64)
    b = float(biases[layer - 1][neuron])
    products = w * x
    largest = np.argsort(-np.abs(products), kind="stable")[:count]
    listed = [place for place in largest if products[place] != 0.0]
    return NeuronExplanation(
        layer=layer,
        neuron=neuron,
        weights=w,
        bias=b,
        weighted_sum=float(products.sum()) + b,
        activation=float(activations[layer][neuron]),
        activation_name=activation_names[layer - 1],
        terms=tuple(Term(int(place), float(w[place]), float(x[place])) for place in listed),
        rest=float(products.sum() - products[listed].sum()),
        pushes=_pushes(weights, biases, activation_names, activations, layer, neuron),
        exact=layer >= len(weights) - 1,
    )


def _pushes(
    weights: Sequence[Matrix],
    biases: Sequence[Vector],
    activation_names: Sequence[str],
    activations: Sequence[Vector],
    layer: int,
    neuron: int,
) -> Vector:
    """Return a_j ∂z_out/∂a_j by the chain rule through the later layers."""
    if layer == len(weights):
        return np.zeros(0)
    a = float(activations[layer][neuron])
    push = np.asarray(weights[layer][:, neuron], dtype=np.float64) * a
    for later in range(layer + 1, len(weights)):
        values = np.asarray(activations[later], dtype=np.float64)
        z = weights[later - 1] @ activations[later - 1] + biases[later - 1]
        slope = ACTIVATION[activation_names[later - 1]].derivative(z, values)
        push = np.asarray(weights[later], dtype=np.float64) @ (push * slope)
    return push
