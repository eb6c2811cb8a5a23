"""Reference implementation of a network: forward pass and backpropagation in NumPy.

It follows the book's formulas; `engine.kernels` holds the same in fast, fused form.
"""

from __future__ import annotations

import hashlib

import numpy as np

from engine import random_streams
from engine.arrays import Images, Matrix, Vector
from engine.errors import ShapeError
from engine.functions.activations import SOFTMAX, Activation
from engine.functions.costs import NATURAL_COST, Cost
from engine.functions.initialisers import INITIALISER
from engine.networks.layers.stages import StageTrace, backward, forward
from engine.networks.specification import NetworkSpecification

SMALL = 1_000
"""Largest parameter count of dense networks in float64; all others compute in float32."""


class Network:
    """A network whose weights and biases are views of one flat array.

    Parameters
    ----------
    specification : NetworkSpecification
    parameters : Vector, shape (specification.parameter_count,)
        Not copied. Layer by layer: weights, one row for each input of the layer, then biases.

    Attributes
    ----------
    weights : list of Matrix, shape (n_out, n_in)
        w of each dense layer; transposed views, because kernels store one row for each input.
    biases : list of Vector, shape (n_out,)
    map_weights : list of Images, shape (maps, kernel, kernel, channels)
        Shared weights of each convolution; views.
    map_biases : list of Vector, shape (maps,)
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
        self.map_weights: list[Images] = []
        self.map_biases: list[Vector] = []
        start = self._view_front()
        for n_in, n_out in zip(specification.sizes[:-1], specification.sizes[1:], strict=True):
            end = start + n_in * n_out
            self.weights.append(parameters[start:end].reshape(n_in, n_out).T)
            self.biases.append(parameters[end : end + n_out])
            start = end + n_out

    def _view_front(self) -> int:
        start = 0
        for stage in self.specification.front:
            end = start + stage.fan_in * stage.maps
            side, channels = stage.kernel, stage.in_shape[0]
            weights = self.parameters[start:end].reshape(side, side, channels, stage.maps)
            self.map_weights.append(np.moveaxis(weights, 3, 0))
            self.map_biases.append(self.parameters[end : end + stage.maps])
            start = end + stage.maps
        return start

    @property
    def all_weights(self) -> list[Matrix]:
        """Weights of every layer without biases, the convolutions first."""
        return [*self.map_weights, *self.weights]

    @classmethod
    def initialised(
        cls, specification: NetworkSpecification, initialiser: str, seed: int
    ) -> Network:
        """Return a newly drawn network; each layer depends only on the seed, its index and shape.

        Parameters
        ----------
        initialiser : str
            A key of INITIALISER.
        """
        network = cls(
            specification, np.empty(specification.parameter_count, precision(specification))
        )
        entry = INITIALISER[initialiser]
        maps = list(zip(network.map_weights, network.map_biases, strict=True))
        for layer, (w, b) in enumerate(maps):
            generator = random_streams.generator(seed, "initialisation", layer)
            drawn, b[:] = entry.draw(generator, w[0].size, len(b))
            w[:] = np.moveaxis(drawn.reshape(*w.shape[1:], len(b)), 3, 0)
        dense = zip(network.weights, network.biases, strict=True)
        for layer, (w, b) in enumerate(dense, len(maps)):
            generator = random_streams.generator(seed, "initialisation", layer)
            w.T[:], b[:] = entry.draw(generator, w.shape[1], w.shape[0])
        return network

    def feedforward(self, a: Matrix) -> Matrix:
        """Return the outputs for inputs of shape (batch, n_in).  Nielsen (2015), eq. (22)."""
        a = self.features(a)
        for w, b, activation in zip(self.weights, self.biases, self.activations, strict=True):
            a = activation.value(a @ w.T + b)
        return a

    def features(self, x: Matrix) -> Matrix:
        """Return the outputs of the convolutions, shape (batch, sizes[0]).

        Order (row, column, map), maps innermost; without convolutions the inputs themselves.
        """
        return forward(self.specification.front, self.map_weights, self.map_biases, x)[1]

    def trace(self, a: Matrix) -> tuple[list[Matrix], list[Matrix]]:
        """Return every dense layer's weighted inputs z and activations a.

        The first entry of a is the input of the first dense layer: the network's input or the
        features of the convolutions.
        """
        zs, activations = [], [self.features(a)]
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
            Dropout factors of each hidden layer's activations; with convolutions preceded by
            those of the features.
        """
        scales = self._input_scales(masks)
        passed, a = forward(self.specification.front, self.map_weights, self.map_biases, x)
        zs, inputs = [], []
        for layer, activation in enumerate(self.activations):
            inputs.append(_scaled(a, scales[layer]))
            zs.append(inputs[-1] @ self.weights[layer].T + self.biases[layer])
            a = activation.value(zs[-1])
        gradient = Network(self.specification, np.zeros_like(self.parameters))
        delta = output_error(self.activations[-1], cost, zs[-1], a, y)
        for layer in reversed(range(len(zs))):
            gradient.biases[layer][:] = delta.mean(axis=0)  # BP3
            gradient.weights[layer].T[:] = inputs[layer].T @ delta / len(x)  # BP4
            if layer == 0 and not passed:
                break
            error = _scaled(delta @ self.weights[layer], scales[layer])  # BP2
            if layer > 0:
                below = self.activations[layer - 1]
                delta = through(below, zs[layer - 1], below.value(zs[layer - 1]), error)
        if passed:
            self._front_gradient(gradient, passed, error / len(x))
        return gradient.parameters

    def _input_scales(self, masks: list[Matrix] | None) -> list[Matrix | None]:
        """Return the dropout factors of each dense layer's inputs, None where there are none."""
        scales: list[Matrix | None] = [*(masks or [])]
        if not self.specification.front:
            scales.insert(0, None)
        return scales + [None] * (len(self.weights) - len(scales))

    def _front_gradient(self, gradient: Network, passed: list[StageTrace], error: Matrix) -> None:
        parts = backward(self.specification.front, self.map_weights, passed, error)
        for place, (nabla_w, nabla_b) in enumerate(parts):
            gradient.map_weights[place][:] = nabla_w
            gradient.map_biases[place][:] = nabla_b

    def digest(self) -> str:
        """Return the SHA-256 of the parameters, in hexadecimal."""
        return hashlib.sha256(np.ascontiguousarray(self.parameters).tobytes()).hexdigest()


def precision(specification: NetworkSpecification) -> type[np.floating]:
    """Return float64 for small dense networks, float32 for larger ones and for convolution."""
    small = specification.parameter_count <= SMALL and not specification.front
    return np.float64 if small else np.float32


def _scaled(a: Matrix, scale: Matrix | None) -> Matrix:
    return a if scale is None else a * scale


def through(activation: Activation, z: Matrix, a: Matrix, error: Matrix) -> Matrix:
    """Return δ = ∂C/∂z of a layer from its ∂C/∂a.

    For softmax, ∂a_k/∂z_j = a_k (δ_kj − a_j) mixes the neurons of the layer.
    """
    if activation is SOFTMAX:
        mixed: Matrix = a * (error - (error * a).sum(axis=-1, keepdims=True))
        return mixed
    return error * activation.derivative(z, a)


def output_error(activation: Activation, cost: Cost, z: Matrix, a: Matrix, y: Matrix) -> Matrix:
    """Return δ of the output layer, shape (batch, n_out).  Nielsen (2015), eq. (BP1).

    For the natural cost of an activation the derivative cancels and δ = a − y (eq. (66)-(68)
    and ch. 3, softmax), which stays exact for saturated outputs.
    """
    if NATURAL_COST.get(activation.name) == cost.name:
        return a - y
    return through(activation, z, a, cost.gradient(a, y))
