"""Activation functions as pairs of scalar functions, in the order of their codes.

value(z, real) returns a, and slope(z, a, real) returns da/dz; `real` is the type of z, float32 or
float64, to which numbers are cast so that the result keeps it. They are plain functions:
`engine.kernels.elementwise` compiles them into loops over rows. The same functions with formula
and source are `engine.functions.activations.ACTIVATIONS`.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

SOFTMAX = -1
"""Code of the only function that is none of single neurons."""

SIGMOID = 0
"""Code of the function that has explicit SIMD."""

RELU = 2
"""Code of the function that passes no errors where it is 0."""

LEAK = 0.01


def sigmoid(z: Any, real: Any) -> Any:
    """Return 1 / (1 + e^-z)."""
    e = np.exp(-abs(z))
    return real(1) / (real(1) + e) if z >= 0 else e / (real(1) + e)


def sigmoid_slope(z: Any, a: Any, real: Any) -> Any:
    """Return a (1 − a)."""
    return a * (real(1) - a)


def tanh(z: Any, real: Any) -> Any:
    """Return tanh z."""
    return np.tanh(z)


def tanh_slope(z: Any, a: Any, real: Any) -> Any:
    """Return 1 − a²."""
    return real(1) - a * a


def relu(z: Any, real: Any) -> Any:
    """Return max(0, z)."""
    return z if z > 0 else real(0)


def relu_slope(z: Any, a: Any, real: Any) -> Any:
    """Return 1 for z > 0, else 0."""
    return real(0) if z <= 0 else real(1)


def leaky_relu(z: Any, real: Any) -> Any:
    """Return z for z > 0, else LEAK z."""
    return z if z > 0 else real(LEAK) * z


def leaky_relu_slope(z: Any, a: Any, real: Any) -> Any:
    """Return 1 for z > 0, else LEAK."""
    return real(LEAK) if z <= 0 else real(1)


def linear(z: Any, real: Any) -> Any:
    """Return z."""
    return z


def linear_slope(z: Any, a: Any, real: Any) -> Any:
    """Return 1."""
    return real(1)


def softplus(z: Any, real: Any) -> Any:
    """Return ln(1 + e^z)."""
    # e to a negative power never overflows
    return z + np.log1p(np.exp(-z)) if z > 0 else np.log1p(np.exp(z))


def softplus_slope(z: Any, a: Any, real: Any) -> Any:
    """Return 1 − e^-a, the sigmoid of z."""
    return -np.expm1(-a)


def elu(z: Any, real: Any) -> Any:
    """Return z for z > 0, else e^z − 1."""
    return z if z > 0 else np.expm1(z)


def elu_slope(z: Any, a: Any, real: Any) -> Any:
    """Return 1 for z > 0, else a + 1."""
    return real(1) if z > 0 else a + real(1)


def gelu(z: Any, real: Any) -> Any:
    """Return z Φ(z) = ½ z (1 + erf(z / √2)) = ½ z erfc(−z / √2)."""
    return real(0.5) * z * real(math.erfc(-z * real(math.sqrt(0.5))))


def gelu_slope(z: Any, a: Any, real: Any) -> Any:
    """Return Φ(z) + z e^(−z²/2) / √(2π)."""
    share = real(0.5) * real(math.erfc(-z * real(math.sqrt(0.5))))
    return share + z * np.exp(real(-0.5) * z * z) * real(1 / math.sqrt(2 * math.pi))


def swish(z: Any, real: Any) -> Any:
    """Return z / (1 + e^-z)."""
    e = np.exp(-abs(z))
    return z / (real(1) + e) if z >= 0 else z * e / (real(1) + e)


def swish_slope(z: Any, a: Any, real: Any) -> Any:
    """Return s + a (1 − s), s the sigmoid of z."""
    e = np.exp(-abs(z))
    s = real(1) / (real(1) + e) if z >= 0 else e / (real(1) + e)
    return s + a * (real(1) - s)


PAIRS = (
    (sigmoid, sigmoid_slope),
    (tanh, tanh_slope),
    (relu, relu_slope),
    (leaky_relu, leaky_relu_slope),
    (linear, linear_slope),
    (softplus, softplus_slope),
    (elu, elu_slope),
    (gelu, gelu_slope),
    (swish, swish_slope),
)
"""Value and slope of each function; its place is its code."""
