"""Reference implementation of a network: forward pass and backpropagation in NumPy.

It follows the book's formulas; `engine.kernels` holds the same in fast, fused form.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

import numpy as np

from engine import random_streams
from engine.arrays import Images, Matrix, Vector
from engine.errors import ShapeError
from engine.functions.activations import Activation
from engine.functions.costs import NATURAL_COST, Cost
from engine.functions.initialisers import INITIALISER
from engine.networks.layers.layer import Parameters, Shape, Signal, fitted, through, unfitted
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
    layer_parameters : list of Parameters
        Weights and biases of every layer, views; empty for layers that learn nothing.
    weights : list of Matrix, shape (n_out, n_in)
        w of each dense layer; transposed views, because kernels store one row for each input.
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
        self.layer_parameters: list[Parameters] = []
        self.weights: list[Matrix] = []
        self.biases: list[Vector] = []
        start = 0
        for layer in specification.layers:
            end = start + layer.parameter_count
            self.layer_parameters.append(layer.views(parameters[start:end]))
            if layer.kernels == "dense":
                w, b = self.layer_parameters[-1]
                self.weights.append(w)
                self.biases.append(b)
            start = end

    @property
    def all_weights(self) -> list[Images]:
        """Weights of every layer that has any, without biases."""
        return [parameters[0] for parameters in self.layer_parameters if parameters]

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
        entry, start = INITIALISER[initialiser], 0
        learning = [layer for layer in specification.layers if layer.units]
        for number, layer in enumerate(learning):
            generator = random_streams.generator(seed, "initialisation", number)
            w, b = entry.draw(generator, layer.fan_in, layer.units)
            end = start + layer.parameter_count
            network.parameters[start:end] = np.concatenate([w.ravel(), b])
            start = end
        return network

    def feedforward(self, a: Matrix) -> Matrix:
        """Return the outputs for inputs of shape (batch, n_in).  Nielsen (2015), eq. (22)."""
        return self.signals(a)[-1].a

    def features(self, x: Matrix) -> Matrix:
        """Return the inputs of the first dense layer, shape (batch, sizes[0]).

        Order (row, column, map), maps innermost; without convolutions the inputs themselves.
        """
        return fitted(self.signals(x, len(self.specification.front))[-1].a, (0,))

    def trace(self, a: Matrix) -> tuple[list[Matrix], list[Matrix]]:
        """Return every dense layer's weighted inputs z and activations a.

        The first entry of a is the input of the first dense layer: the network's input or the
        features of the convolutions.
        """
        signals = self.signals(a)
        dense = [
            signal
            for layer, signal in zip(self.specification.layers, signals[1:], strict=True)
            if layer.kernels == "dense"
        ]
        features = fitted(signals[len(self.specification.front)].a, (0,))
        return [each.z for each in dense], [features, *(each.a for each in dense)]

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
            Dropout factors of the inputs of each dense layer that is not the first of all layers.
        """
        scales = self._input_scales(masks)
        gradient = Network(self.specification, np.zeros_like(self.parameters))
        signals = self.signals(x, scales=scales)
        for place, before, delta, count in self.back(signals, y, cost, scales):
            nablas = self.specification.layers[place].gradient(before, delta)
            for target, nabla in zip(gradient.layer_parameters[place], nablas, strict=True):
                target[:] = nabla / count  # BP3, BP4
        return gradient.parameters

    def back(
        self,
        signals: list[Signal],
        y: Matrix,
        cost: Cost,
        scales: Sequence[Matrix | None] = (),
    ) -> Iterator[tuple[int, Signal, Matrix, int]]:
        """Yield index, inputs, δ and divisor of every layer, the last one first.

        Sums over the batch are to be divided by the divisor, which is 1 where δ is that of the
        mean cost already: as in the kernels, in all maps.

        Parameters
        ----------
        signals : list of Signal
            As `signals` returns them.
        scales : sequence of Matrix or None
            Dropout factors of each layer's inputs.
        """
        layers, last, count = self.specification.layers, signals[-1], len(y)
        delta = output_error(self.activations[-1], cost, last.z, last.a, y)
        for place in reversed(range(len(layers))):
            scale = scales[place] if scales else None
            before = _entering(signals[place], layers[place].in_shape, scale)
            yield place, before, delta, count
            if place:
                error = layers[place].error(self.layer_parameters[place], before, delta)  # BP2
                error, shape = _scaled(error, scale), layers[place - 1].out_shape
                if len(shape) == 3:
                    error, count = error / count, 1
                delta = layers[place - 1].delta(signals[place], unfitted(error, shape))

    def signals(
        self, x: Matrix, end: int | None = None, scales: Sequence[Matrix | None] = ()
    ) -> list[Signal]:
        """Return the values of the input and of every layer before index `end`."""
        signals = [Signal(x, x)]
        layers = self.specification.layers[:end]
        for place, (layer, parameters) in enumerate(
            zip(layers, self.layer_parameters, strict=False)
        ):
            scale = scales[place] if scales else None
            signals.append(layer.forward(parameters, _entering(signals[-1], layer.in_shape, scale)))
        return signals

    def _input_scales(self, masks: list[Matrix] | None) -> list[Matrix | None]:
        """Return the dropout factors of each layer's inputs, None where there are none."""
        left = iter(masks or [])
        dense = [layer.kernels == "dense" for layer in self.specification.layers]
        return [next(left, None) if place and dense[place] else None for place in range(len(dense))]

    def digest(self) -> str:
        """Return the SHA-256 of the parameters, in hexadecimal."""
        return hashlib.sha256(np.ascontiguousarray(self.parameters).tobytes()).hexdigest()


def precision(specification: NetworkSpecification) -> type[np.floating]:
    """Return float64 for small dense networks, float32 for larger ones and for convolution."""
    small = specification.parameter_count <= SMALL and specification.is_dense
    return np.float64 if small else np.float32


def _entering(signal: Signal, shape: Shape, scale: Matrix | None) -> Signal:
    """Return a layer's values as the next one takes them, with its dropout factors."""
    if scale is None and signal.a.ndim == len(shape) + 1:
        return signal
    return Signal(fitted(signal.z, shape), _scaled(fitted(signal.a, shape), scale))


def _scaled(a: Matrix, scale: Matrix | None) -> Matrix:
    return a if scale is None else a * scale


def output_error(activation: Activation, cost: Cost, z: Matrix, a: Matrix, y: Matrix) -> Matrix:
    """Return δ of the output layer, shape (batch, n_out).  Nielsen (2015), eq. (BP1).

    For the natural cost of an activation the derivative cancels and δ = a − y (eq. (66)-(68)
    and ch. 3, softmax), which stays exact for saturated outputs.
    """
    if NATURAL_COST.get(activation.name) == cost.name:
        return a - y
    return through(activation, z, a, cost.gradient(a, y))
