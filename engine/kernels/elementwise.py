"""Activation functions and their slopes on a row, by code.

Each pair of `engine.kernels.activations` becomes one loop of each kind, chosen by a chain of
comparisons. A code that no pair has gives NaN, never another function.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.activations import PAIRS, SOFTMAX
from engine.kernels.jit import kernel, part

COMPILED = tuple((part(value), part(slope)) for value, slope in PAIRS)


@kernel
def unknown_row(code: int, *rows: Any) -> None:
    """Fill the last of the rows with NaN."""
    rows[-1][:] = np.nan


@kernel
def unknown_at(code: int, *told: Any) -> None:
    """Fill n numbers with NaN; the arguments end with a pointer, the first index and n."""
    for j in range(told[-2], told[-2] + told[-1]):
        told[-3][j] = np.nan


def row_values(number: int = 0) -> Any:
    """Return a kernel (code, z, a) for the pairs from `number` on."""
    if number == len(COMPILED):
        return unknown_row
    value, rest = COMPILED[number][0], row_values(number + 1)

    @part
    def activate_row(code: int, z: Any, a: Any) -> None:
        if code == number:
            real = z.dtype.type
            for j in range(z.shape[0]):
                a[j] = value(z[j], real)
        else:
            rest(code, z, a)

    return activate_row


def row_slopes(number: int = 0) -> Any:
    """Return a kernel (code, z, a, error) for the pairs from `number` on."""
    if number == len(COMPILED):
        return unknown_row
    slope, rest = COMPILED[number][1], row_slopes(number + 1)

    @part
    def through_row(code: int, z: Any, a: Any, error: Any) -> None:
        if code == number:
            real = z.dtype.type
            for j in range(z.shape[0]):
                error[j] *= slope(z[j], a[j], real)
        else:
            rest(code, z, a, error)

    return through_row


def values_at(number: int = 0) -> Any:
    """Return a kernel (code, z, a, first, n) on pointers for the pairs from `number` on."""
    if number == len(COMPILED):
        return unknown_at
    value, rest = COMPILED[number][0], values_at(number + 1)

    @part
    def activate_from(code: int, z: Any, a: Any, first: int, n: int) -> None:
        if code == number:
            for j in range(first, first + n):
                a[j] = value(z[j], np.float64)
        else:
            rest(code, z, a, first, n)

    return activate_from


def slopes_at(number: int = 0) -> Any:
    """Return a kernel (code, z, a, error, first, n) on pointers for the pairs from `number` on."""
    if number == len(COMPILED):
        return unknown_at
    slope, rest = COMPILED[number][1], slopes_at(number + 1)

    @part
    def through_from(code: int, z: Any, a: Any, error: Any, first: int, n: int) -> None:
        if code == number:
            for j in range(first, first + n):
                error[j] *= slope(z[j], a[j], np.float64)
        else:
            rest(code, z, a, error, first, n)

    return through_from


row_value, row_slope = row_values(), row_slopes()
value_at, slope_at = values_at(), slopes_at()


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
    if code == SOFTMAX:
        softmax(z, a)
    else:
        row_value(code, z, a)


@kernel
def through_softmax(a: Any, error: Any) -> None:
    """Turn ∂C/∂a of a softmax row into ∂C/∂z in place; shapes (n,)."""
    mean = 0.0
    for j in range(a.shape[0]):
        mean += error[j] * a[j]
    for j in range(a.shape[0]):
        error[j] = a[j] * (error[j] - a.dtype.type(mean))


@kernel
def through(code: int, z: Any, a: Any, error: Any) -> None:
    """Turn ∂C/∂a of a row into ∂C/∂z in place; shapes (n,).  Nielsen (2015), eq. (BP1), (BP2)."""
    if code == SOFTMAX:
        through_softmax(a, error)
    else:
        row_slope(code, z, a, error)


@kernel
def activate_at(code: int, z: Any, a: Any, first: int, n: int) -> None:
    """Write the activations of z[first : first + n] to a; pointers to float64."""
    if code != SOFTMAX:
        value_at(code, z, a, first, n)
        return
    largest, total = z[first], 0.0
    for j in range(first, first + n):
        largest = max(largest, z[j])
    for j in range(first, first + n):
        a[j] = np.exp(z[j] - largest)
        total += a[j]
    for j in range(first, first + n):
        a[j] /= total


@kernel
def through_at(code: int, z: Any, a: Any, error: Any, first: int, n: int) -> None:
    """Turn ∂C/∂a into ∂C/∂z in error[first : first + n]; pointers to float64."""
    if code != SOFTMAX:
        slope_at(code, z, a, error, first, n)
        return
    mean = 0.0
    for j in range(first, first + n):
        mean += error[j] * a[j]
    for j in range(first, first + n):
        error[j] = a[j] * (error[j] - mean)
