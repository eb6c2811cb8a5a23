"""Activation functions and their derivatives on a row, by code.

The codes are those of `engine.functions.activations`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.jit import kernel

SIGMOID, TANH, RELU, LEAKY_RELU, LINEAR, SOFTMAX = range(6)
LEAK = 0.01


@kernel
def sigmoid(z: Any, a: Any) -> None:
    """Write 1 / (1 + e^-z) of a row z into a; shapes (n,)."""
    one = z.dtype.type(1)
    for j in range(z.shape[0]):
        e = np.exp(-abs(z[j]))
        a[j] = one / (one + e) if z[j] >= 0 else e / (one + e)


@kernel
def softmax(z: Any, a: Any) -> None:
    """Write e^z / Σ e^z of a row z into a; shapes (n,)."""
    largest = z[0]
    for j in range(1, z.shape[0]):
        largest = max(largest, z[j])
    total = 0.0
    for j in range(z.shape[0]):
        a[j] = np.exp(z[j] - largest)
        total += a[j]
    for j in range(z.shape[0]):
        a[j] = a[j] / total


@kernel
def activate(code: int, z: Any, a: Any) -> None:
    """Write the activation of a row z into a; shapes (n,)."""
    if code == SIGMOID:
        sigmoid(z, a)
    elif code == SOFTMAX:
        softmax(z, a)
    elif code == TANH:
        for j in range(z.shape[0]):
            a[j] = np.tanh(z[j])
    elif code == RELU:
        for j in range(z.shape[0]):
            a[j] = z[j] if z[j] > 0 else z.dtype.type(0)
    elif code == LEAKY_RELU:
        for j in range(z.shape[0]):
            a[j] = z[j] if z[j] > 0 else z.dtype.type(LEAK) * z[j]
    else:
        for j in range(z.shape[0]):
            a[j] = z[j]


@kernel
def through_softmax(a: Any, error: Any) -> None:
    """Turn ∂C/∂a of a softmax row into ∂C/∂z in place; shapes (n,)."""
    mean = 0.0
    for j in range(a.shape[0]):
        mean += error[j] * a[j]
    for j in range(a.shape[0]):
        error[j] = a[j] * (error[j] - a.dtype.type(mean))


@kernel
def through_rectifier(slope: Any, z: Any, error: Any) -> None:
    """Multiply the errors of a row by `slope` where z <= 0, in place; shapes (n,)."""
    for j in range(z.shape[0]):
        if z[j] <= 0:
            error[j] *= slope


@kernel
def through(code: int, z: Any, a: Any, error: Any) -> None:
    """Turn ∂C/∂a of a row into ∂C/∂z in place; shapes (n,).  Nielsen (2015), eq. (BP1), (BP2)."""
    one = z.dtype.type(1)
    if code == SIGMOID:
        for j in range(z.shape[0]):
            error[j] *= a[j] * (one - a[j])
    elif code == SOFTMAX:
        through_softmax(a, error)
    elif code == TANH:
        for j in range(z.shape[0]):
            error[j] *= one - a[j] * a[j]
    elif code == RELU:
        through_rectifier(z.dtype.type(0), z, error)
    elif code == LEAKY_RELU:
        through_rectifier(z.dtype.type(LEAK), z, error)
