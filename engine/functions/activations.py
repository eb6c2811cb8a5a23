"""Activation functions: value and derivative side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix

LEAK = 0.01
"""Slope of the leaky ReLU for z < 0 (Maas, Hannun and Ng 2013)."""


@dataclass(frozen=True, slots=True)
class Activation:
    """One entry of ACTIVATIONS.

    Attributes
    ----------
    code : int
        Code of the function in kernels.
    value : callable
        z -> a, elementwise; along the last axis for softmax.
    derivative : callable
        (z, a) -> da/dz; for softmax the diagonal only, backpropagation uses the whole Jacobian.
    saturation : float
        A neuron counts as saturated where |da/dz| is below this; 0 never counts one.
    """

    name: str
    code: int
    value: Callable[[Matrix], Matrix]
    derivative: Callable[[Matrix, Matrix], Matrix]
    formula: str
    source: str
    saturation: float = 0.0


def _sigmoid(z: Matrix) -> Matrix:
    # exp of a negative number never overflows
    e = np.exp(-np.abs(z))
    a: Matrix = np.where(z >= 0, 1 / (1 + e), e / (1 + e))
    return a


def sigmoid_in_place(z: Matrix) -> Matrix:
    """Replace z by σ(z) in place and return it; several times faster than `SIGMOID.value`."""
    np.negative(z, out=z)
    with np.errstate(over="ignore"):
        np.exp(z, out=z)
    z += 1.0
    np.reciprocal(z, out=z)
    return z


def _sigmoid_prime(z: Matrix, a: Matrix) -> Matrix:
    slope: Matrix = a * (1 - a)
    return slope


def _tanh(z: Matrix) -> Matrix:
    a: Matrix = np.tanh(z)
    return a


def _tanh_prime(z: Matrix, a: Matrix) -> Matrix:
    slope: Matrix = 1 - a * a
    return slope


def _relu(z: Matrix) -> Matrix:
    a: Matrix = np.maximum(z, z.dtype.type(0))
    return a


def _relu_prime(z: Matrix, a: Matrix) -> Matrix:
    slope: Matrix = (z > 0).astype(z.dtype)
    return slope


def _leaky_relu(z: Matrix) -> Matrix:
    a: Matrix = np.where(z > 0, z, z.dtype.type(LEAK) * z)
    return a


def _leaky_relu_prime(z: Matrix, a: Matrix) -> Matrix:
    slope: Matrix = np.where(z > 0, z.dtype.type(1), z.dtype.type(LEAK))
    return slope


def _linear(z: Matrix) -> Matrix:
    return z.copy()


def _linear_prime(z: Matrix, a: Matrix) -> Matrix:
    return np.ones_like(z)


def _softmax(z: Matrix) -> Matrix:
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    a: Matrix = e / e.sum(axis=-1, keepdims=True)
    return a


SIGMOID = Activation(
    "sigmoid",
    0,
    _sigmoid,
    _sigmoid_prime,
    "a = 1 / (1 + e^(-z))",
    "Nielsen (2015), ch. 1, eq. (3)",
    saturation=0.01,
)
TANH = Activation(
    "tanh",
    1,
    _tanh,
    _tanh_prime,
    "a = tanh z",
    "Nielsen (2015), ch. 3, eq. (109)",
    saturation=0.04,
)
RELU = Activation(
    "relu",
    2,
    _relu,
    _relu_prime,
    "a = max(0, z)",
    "Nielsen (2015), ch. 3, eq. (112)",
    saturation=1e-12,
)
LEAKY_RELU = Activation(
    "leaky-relu",
    3,
    _leaky_relu,
    _leaky_relu_prime,
    "a = z if z > 0 else 0.01 z",
    "Maas, Hannun and Ng (2013)",
)
LINEAR = Activation("linear", 4, _linear, _linear_prime, "a = z", "Nielsen (2015), ch. 2")
SOFTMAX = Activation(
    "softmax",
    5,
    _softmax,
    _sigmoid_prime,
    "a_j = e^(z_j) / Σ_k e^(z_k)",
    "Nielsen (2015), ch. 3, eq. (78)",
    saturation=0.0,
)

ACTIVATIONS = (SIGMOID, TANH, RELU, LEAKY_RELU, LINEAR, SOFTMAX)
ACTIVATION = {activation.name: activation for activation in ACTIVATIONS}
