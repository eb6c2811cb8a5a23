"""Cost functions as pairs of scalar functions, in the order of their codes.

value(output, wanted) returns the contribution of one output to the cost of its example, and
gradient(output, wanted, real) its derivative ∂C/∂a, where `real` is the type of the output. They
are plain functions: `engine.kernels.output_costs` compiles them. The same functions with formula
and source are `engine.functions.costs.COSTS`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from engine.kernels.activations import SIGMOID, SOFTMAX

TINY = 1e-30
"""Smallest probability whose logarithm is taken."""

NOTHING = -2
"""Code of no activation."""


class Pair(NamedTuple):
    """Value and gradient of one cost.

    Attributes
    ----------
    natural : int
        Code of the output activation whose slope the gradient cancels, so that δ = a − y.
    """

    value: Any
    gradient: Any
    natural: int = NOTHING


def quadratic(output: Any, wanted: Any) -> Any:
    """Return ½ (a − y)²."""
    return 0.5 * (output - wanted) * (output - wanted)


def quadratic_gradient(output: Any, wanted: Any, real: Any) -> Any:
    """Return a − y."""
    return output - wanted


def cross_entropy(output: Any, wanted: Any) -> Any:
    """Return −y ln a − (1 − y) ln(1 − a)."""
    return -(wanted * np.log(max(output, TINY)) + (1.0 - wanted) * np.log(max(1.0 - output, TINY)))


def cross_entropy_gradient(output: Any, wanted: Any, real: Any) -> Any:
    """Return (a − y) / (a (1 − a))."""
    return (output - wanted) / max(output * (real(1) - output), real(TINY))


def log_likelihood(output: Any, wanted: Any) -> Any:
    """Return −y ln a."""
    return -wanted * np.log(max(output, TINY)) if wanted != 0.0 else 0.0


def log_likelihood_gradient(output: Any, wanted: Any, real: Any) -> Any:
    """Return −y / a."""
    return -wanted / max(output, real(TINY))


PAIRS = (
    Pair(quadratic, quadratic_gradient),
    Pair(cross_entropy, cross_entropy_gradient, SIGMOID),
    Pair(log_likelihood, log_likelihood_gradient, SOFTMAX),
)
"""The costs; the place of each is its code."""

QUADRATIC, CROSS_ENTROPY, LOG_LIKELIHOOD = range(3)
