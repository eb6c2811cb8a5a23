"""The readable heart: a dense network, its feedforward and its backpropagation.

It is not fast: `engine.kernels` holds the same in fused form. It is what the formulas say.
"""

from __future__ import annotations

import hashlib

import numpy as np

from engine import streams
from engine.activations import SOFTMAX, Activation
from engine.arrays import Matrix, Vector
from engine.costs import NATURAL_COST, Cost
from engine.errors import ShapeError
from engine.initialisers import INITIALISER
from engine.specification import NetworkSpecification

SMALL = 1_000
"""Networks of up to so many parameters compute in float64, larger ones in float32."""


class Network:
    """A dense network whose weights and biases are views of one flat array.

    Parameters
    ----------
    specification : NetworkSpecification
    parameters : Vector, shape (specification.parameter_count,)
        Kept, not copied: layer by layer the weights, row by row of the layer's inputs, then
        the biases.

    Attributes
    ----------
    weights : list of Matrix, shape (n_out, n_in)
        w of each layer; views, transposed because kernels read rows of inputs.
    biases : list of Vector, shape (n_out,)
    """

    def __init__(self, specification: NetworkSpecification, parameters: Vector) -> None:
        if parameters.shape != (specification.parameter_count,):
            raise ShapeError(
                "expected {expected} parameters for {layers}, got an array of shape {found}; "
                "load weights of the same layers",
                expected=specification.parameter_count,
                layers=specification,
                found=parameters.shape,
            )
        self.specification = specification
        self.parameters = parameters
        self.activations = specification.layer_activations
        self.weights: list[Matrix] = []
        self.biases: list[Vector] = []
        start = 0
        for n_in, n_out in zip(specification.sizes[:-1], specification.sizes[1:], strict=True):
            end = start + n_in * n_out
            self.weights.append(parameters[start:end].reshape(n_in, n_out).T)
            self.biases.append(parameters[end : end + n_out])
            start = end + n_out

    @classmethod
    def initialised(
        cls, specification: NetworkSpecification, initialiser: str, seed: int
    ) -> Network:
        """Draw a network; layer l depends only on the seed, l and the layer's own shape.

        Parameters
        ----------
        initialiser : str
            A key of INITIALISER.
        """
        network = cls(
            specification, np.empty(specification.parameter_count, precision(specification))
        )
        for layer, (w, b) in enumerate(zip(network.weights, network.biases, strict=True)):
            generator = streams.generator(seed, "initialisation", layer)
            w.T[:], b[:] = INITIALISER[initialiser].draw(generator, w.shape[1], w.shape[0])
        return network

    def feedforward(self, a: Matrix) -> Matrix:
        """Return the outputs for inputs of shape (batch, n_in).  Nielsen (2015), eq. (22)."""
        for w, b, activation in zip(self.weights, self.biases, self.activations, strict=True):
            a = activation.value(a @ w.T + b)
        return a

    def trace(self, a: Matrix) -> tuple[list[Matrix], list[Matrix]]:
        """Return every layer's weighted inputs z and activations a, the input first in a."""
        zs, activations = [], [a]
        for w, b, activation in zip(self.weights, self.biases, self.activations, strict=True):
            zs.append(activations[-1] @ w.T + b)
            activations.append(activation.value(zs[-1]))
        return zs, activations

    def backprop(
        self, x: Matrix, y: Matrix, cost: Cost, masks: list[Matrix] | None = None
    ) -> Vector:
        """Return the gradient of the mean cost of a batch, laid out as `parameters`.

        Nielsen (2015), ch. 2, eq. (BP1)-(BP4).

        Parameters
        ----------
        x : Matrix, shape (batch, n_in)
        y : Matrix, shape (batch, n_out)
        masks : list of Matrix, optional
            Dropout: what each hidden layer's activations are multiplied by.
        """
        zs, activations = [], [x]
        for layer, activation in enumerate(self.activations):
            zs.append(activations[-1] @ self.weights[layer].T + self.biases[layer])
            a = activation.value(zs[-1])
            activations.append(a * masks[layer] if masks and layer < len(masks) else a)
        gradient = Network(self.specification, np.zeros_like(self.parameters))
        delta = output_error(self.activations[-1], cost, zs[-1], activations[-1], y)
        for layer in reversed(range(len(zs))):
            gradient.biases[layer][:] = delta.mean(axis=0)  # BP3
            gradient.weights[layer].T[:] = activations[layer].T @ delta / len(x)  # BP4
            if layer > 0:
                error = delta @ self.weights[layer]  # BP2
                if masks:
                    error = error * masks[layer - 1]
                a = self.activations[layer - 1].value(zs[layer - 1])
                delta = through(self.activations[layer - 1], zs[layer - 1], a, error)
        return gradient.parameters

    def digest(self) -> str:
        """Return the SHA-256 of the parameters, in hexadecimal."""
        return hashlib.sha256(np.ascontiguousarray(self.parameters).tobytes()).hexdigest()


def precision(specification: NetworkSpecification) -> type[np.floating]:
    """Return float64 for small networks, float32 for larger ones."""
    return np.float64 if specification.parameter_count <= SMALL else np.float32


def through(activation: Activation, z: Matrix, a: Matrix, error: Matrix) -> Matrix:
    """Carry ∂C/∂a of a layer to its δ = ∂C/∂z.

    For softmax, ∂a_k/∂z_j = a_k (δ_kj − a_j) mixes the neurons of the layer.
    """
    if activation is SOFTMAX:
        mixed: Matrix = a * (error - (error * a).sum(axis=-1, keepdims=True))
        return mixed
    return error * activation.derivative(z, a)


def output_error(activation: Activation, cost: Cost, z: Matrix, a: Matrix, y: Matrix) -> Matrix:
    """Return δ of the output layer, shape (batch, n_out).  Nielsen (2015), eq. (BP1).

    Where cost and activation belong together the derivative cancels and δ = a − y
    (eq. (66)-(68) and ch. 3, softmax), which also stays exact for saturated outputs.
    """
    if NATURAL_COST.get(activation.name) == cost.name:
        return a - y
    return through(activation, z, a, cost.gradient(a, y))
