"""Cost of outputs and their error δ, by code.

Each pair of `engine.kernels.costs` is one link of a chain of comparisons. A code that no pair
has gives NaN, never another cost.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from engine.kernels.costs import PAIRS
from engine.kernels.elementwise import through
from engine.kernels.jit import exact_part, kernel, part


@exact_part
def unknown_value(cost: int, output: Any, wanted: Any) -> float:
    """Return NaN."""
    return np.nan


@part
def unknown_gradient(cost: int, output: Any, wanted: Any, real: Any) -> Any:
    """Return NaN."""
    return real(np.nan)


@part
def never(cost: int, code: int) -> bool:
    """Return that no activation is natural."""
    return False


def values(compiled: Any, number: int = 0) -> Any:
    """Return a kernel (cost, output, wanted), compiled as told, for the pairs from `number` on."""
    if number == len(PAIRS):
        return unknown_value
    value, rest = compiled(PAIRS[number].value), values(compiled, number + 1)

    @compiled  # type: ignore[untyped-decorator]
    def output_value(cost: int, output: Any, wanted: Any) -> Any:
        return value(output, wanted) if cost == number else rest(cost, output, wanted)

    return output_value


def gradients(number: int = 0) -> Any:
    """Return a kernel (cost, output, wanted, real) for the pairs from `number` on."""
    if number == len(PAIRS):
        return unknown_gradient
    gradient, rest = part(PAIRS[number].gradient), gradients(number + 1)

    @part
    def gradient_of(cost: int, output: Any, wanted: Any, real: Any) -> Any:
        if cost == number:
            return gradient(output, wanted, real)
        return rest(cost, output, wanted, real)

    return gradient_of


def cancellations(number: int = 0) -> Any:
    """Return a kernel (cost, code) for the pairs from `number` on."""
    if number == len(PAIRS):
        return never
    natural, rest = PAIRS[number].natural, cancellations(number + 1)

    @part
    def cancels_slope(cost: int, code: int) -> bool:
        return code == natural if cost == number else rest(cost, code)

    return cancels_slope


output_cost, exact_output_cost = values(part), values(exact_part)
output_gradient, is_natural = gradients(), cancellations()


@kernel
def output_row(cost: int, code: int, z: Any, a: Any, y: Any, delta: Any) -> None:
    """Write δ = ∂C/∂z of one example's outputs; shapes (n_out,).  Nielsen (2015), eq. (BP1)."""
    natural, real = is_natural(cost, code), a.dtype.type
    for j in range(a.shape[0]):
        delta[j] = a[j] - y[j] if natural else output_gradient(cost, a[j], y[j], real)
    if not natural:
        through(code, z, a, delta)
