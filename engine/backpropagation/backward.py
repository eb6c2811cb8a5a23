"""Forward and backward pass of one example: every z, a, δ and gradient of a dense network.

Written for networks of a few neurons whose every number is shown, not for speed.
Layers are counted from 0, as in `engine.networks.network`; the book counts the input as layer 1.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from engine.arrays import Matrix, Vector, seal
from engine.errors import ShapeError
from engine.functions.activations import ACTIVATION, SOFTMAX
from engine.functions.costs import COST, NATURAL_COST
from engine.networks.network import Network

Functions: TypeAlias = tuple[tuple[str, ...], ...]
"""Name of the activation function of each neuron of each layer."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A network and one example for it.

    Attributes
    ----------
    weights : tuple of Matrix, each of shape (n_out, n_in), float64
    biases : tuple of Vector, each of shape (n_out,)
    functions : tuple of tuple of str
        Keys of ACTIVATION by layer and neuron; a layer is softmax as a whole or not at all.
    x, y : Vector
        Input and target.
    cost : str
        A key of COST.
    """

    weights: tuple[Matrix, ...]
    biases: tuple[Vector, ...]
    functions: Functions
    x: Vector
    y: Vector
    cost: str

    @property
    def sizes(self) -> tuple[int, ...]:
        """Number of inputs, then of neurons in each layer."""
        return (len(self.x), *(len(b) for b in self.biases))

    @property
    def parameter_count(self) -> int:
        """Number of weights and biases."""
        return sum(w.size + b.size for w, b in zip(self.weights, self.biases, strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """Result of both passes of a case; tuples have one entry for each layer with weights.

    Attributes
    ----------
    zs : tuple of Vector
        Weighted inputs z.
    activations : tuple of Vector
        The input, then a of each layer: one entry more.
    slopes : tuple of Matrix, each of shape (n, n)
        Σ′(z) = ∂a/∂z: diagonal, but for softmax.  Nielsen (2015), eq. (33).
    output_gradients : tuple of Vector
        ∂C/∂a, the factor that BP1 and BP2 multiply by σ′.
    deltas : tuple of Vector
        δ = ∂C/∂z, which is also ∂C/∂b.  Eq. (29), (BP3).
    nabla_w : tuple of Matrix
        ∂C/∂w.  Eq. (BP4).
    cost : float
    """

    case: Case
    zs: tuple[Vector, ...]
    activations: tuple[Vector, ...]
    slopes: tuple[Matrix, ...]
    output_gradients: tuple[Vector, ...]
    deltas: tuple[Vector, ...]
    nabla_w: tuple[Matrix, ...]
    cost: float

    @property
    def squared_length(self) -> float:
        """‖∇C‖² over all weights and biases."""
        parts = (*self.nabla_w, *self.deltas)
        return float(sum((part * part).sum() for part in parts))


def case_of(network: Network, x: Vector, y: Vector, cost: str) -> Case:
    """Return the case of a network and an example; arrays are copied as float64.

    Raises
    ------
    ShapeError
        If the network has convolutions.
    """
    if not network.specification.is_dense:
        raise ShapeError(
            "expected a network of dense layers, got {layers}; choose one without convolutions",
            layers=str(network.specification),
        )
    pairs = zip(network.specification.activations, network.biases, strict=True)
    return Case(
        tuple(_own(w) for w in network.weights),
        tuple(_own(b) for b in network.biases),
        tuple((name,) * len(b) for name, b in pairs),
        _own(x),
        _own(y),
        cost,
    )


def trace_of(case: Case) -> Trace:
    """Run the forward and the backward pass.  Nielsen (2015), ch. 2, eq. (25), (BP1)-(BP4)."""
    with np.errstate(all="ignore"):
        zs, activations = forward(case)
        output_gradients, deltas = backward(case, zs, activations)
        nabla_w = outer_products(deltas, activations)
        slopes = [
            _jacobian(names, z, a)
            for names, z, a in zip(case.functions, zs, activations[1:], strict=True)
        ]
        cost = float(COST[case.cost].value(activations[-1], case.y))
    return Trace(
        case,
        tuple(map(seal, zs)),
        tuple(map(seal, activations)),
        tuple(map(seal, slopes)),
        tuple(map(seal, output_gradients)),
        tuple(map(seal, deltas)),
        tuple(map(seal, nabla_w)),
        cost,
    )


def backward(
    case: Case, zs: list[Vector], activations: list[Vector]
) -> tuple[list[Vector], list[Vector]]:
    """Return ∂C/∂a and δ = ∂C/∂z of each layer, given the results of `forward`."""
    output_gradient = COST[case.cost].gradient(activations[-1], case.y)
    delta = _output_error(case, zs[-1], activations[-1], output_gradient)  # BP1
    output_gradients, deltas = [output_gradient], [delta]
    for layer in reversed(range(len(zs) - 1)):
        output_gradient = case.weights[layer + 1].T @ delta
        delta = _through(
            case.functions[layer], zs[layer], activations[layer + 1], output_gradient
        )  # BP2
        output_gradients.insert(0, output_gradient)
        deltas.insert(0, delta)
    return output_gradients, deltas


def outer_products(deltas: list[Vector], activations: list[Vector]) -> list[Matrix]:
    """Return ∂C/∂w of each layer: δ times its inputs.  Nielsen (2015), eq. (BP4)."""
    return [np.outer(d, a) for d, a in zip(deltas, activations[:-1], strict=True)]


def forward(case: Case) -> tuple[list[Vector], list[Vector]]:
    """Return z of each layer, and the input followed by the activations of each layer."""
    zs: list[Vector] = []
    activations = [case.x]
    for w, b, names in zip(case.weights, case.biases, case.functions, strict=True):
        zs.append(w @ activations[-1] + b)
        activations.append(values(names, zs[-1]))
    return zs, activations


def values(names: tuple[str, ...], z: Matrix) -> Matrix:
    """Return a of a layer whose neurons may have different activation functions.

    Parameters
    ----------
    z : Matrix, shape (..., neurons)
    """
    if len(set(names)) == 1:
        return ACTIVATION[names[0]].value(z)
    each = [ACTIVATION[name].value(z[..., place]) for place, name in enumerate(names)]
    return np.stack(each, axis=-1)


def descended(trace: Trace, eta: float) -> Case:
    """Return the case after one step of gradient descent.  Nielsen (2015), eq. (16), (17)."""
    case = trace.case
    with np.errstate(all="ignore"):
        pairs = zip(case.weights, trace.nabla_w, strict=True)
        weights = tuple(seal(w - eta * slope) for w, slope in pairs)
        pairs = zip(case.biases, trace.deltas, strict=True)
        biases = tuple(seal(b - eta * slope) for b, slope in pairs)
    return replace(case, weights=weights, biases=biases)


def cost_of(case: Case) -> float:
    """Return the cost of the example."""
    with np.errstate(all="ignore"):
        return float(COST[case.cost].value(forward(case)[1][-1], case.y))


# --- private ---------------------------------------------------------------------------------


def _derivatives(names: tuple[str, ...], z: Vector, a: Vector) -> Vector:
    """Return σ′(z) of a layer whose neurons may have different activation functions."""
    if len(set(names)) == 1:
        return ACTIVATION[names[0]].derivative(z, a)
    each = [
        ACTIVATION[name].derivative(z[place : place + 1], a[place : place + 1])[0]
        for place, name in enumerate(names)
    ]
    return np.array(each)


def _jacobian(names: tuple[str, ...], z: Vector, a: Vector) -> Matrix:
    """Return Σ′(z).  Nielsen (2015), eq. (33); for softmax ∂a_k/∂z_j = a_k (δ_kj − a_j)."""
    if names[0] == SOFTMAX.name:
        jacobian: Matrix = np.diag(a) - np.outer(a, a)
        return jacobian
    return np.diag(_derivatives(names, z, a))


def _through(names: tuple[str, ...], z: Vector, a: Vector, output_gradient: Vector) -> Vector:
    """Return δ of a layer from its ∂C/∂a."""
    if names[0] == SOFTMAX.name:
        mixed: Vector = a * (output_gradient - (output_gradient * a).sum())
        return mixed
    return output_gradient * _derivatives(names, z, a)


def _output_error(case: Case, z: Vector, a: Vector, output_gradient: Vector) -> Vector:
    """Return δ of the output layer; exact where σ′ cancels, even for saturated outputs."""
    names = set(case.functions[-1])
    if names == {"sigmoid"} and NATURAL_COST["sigmoid"] == case.cost:
        plain: Vector = a - case.y
        return plain
    if names == {"softmax"} and NATURAL_COST["softmax"] == case.cost:
        # targets are edited freely: their sum need not be 1
        scaled: Vector = a * case.y.sum() - case.y
        return scaled
    return _through(case.functions[-1], z, a, output_gradient)


def _own(array: Matrix) -> Matrix:
    return seal(np.array(array, dtype=np.float64))
