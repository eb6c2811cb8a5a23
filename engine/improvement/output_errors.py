"""The error δ = ∂C/∂z of an output for every pair of activation and cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from engine.arrays import Vector
from engine.functions.activations import ACTIVATION, LINEAR, SIGMOID, SOFTMAX
from engine.functions.costs import COST, COSTS, CROSS_ENTROPY, LOG_LIKELIHOOD, QUADRATIC

OUTPUTS = (SIGMOID.name, LINEAR.name, SOFTMAX.name)
PAIR_COSTS = tuple(cost.name for cost in COSTS)

Verdict: TypeAlias = Literal["natural", "slow", "double", "blind", "senseless"]
"""δ = a − y; δ with the slope; twice a − y; δ = 0 wherever y is 0; a cost that need not exist."""

VERDICTS: dict[tuple[str, str], Verdict] = {
    (SIGMOID.name, QUADRATIC.name): "slow",
    (SIGMOID.name, CROSS_ENTROPY.name): "natural",
    (SIGMOID.name, LOG_LIKELIHOOD.name): "blind",
    (LINEAR.name, QUADRATIC.name): "natural",
    (LINEAR.name, CROSS_ENTROPY.name): "senseless",
    (LINEAR.name, LOG_LIKELIHOOD.name): "senseless",
    (SOFTMAX.name, QUADRATIC.name): "slow",
    (SOFTMAX.name, CROSS_ENTROPY.name): "double",
    (SOFTMAX.name, LOG_LIKELIHOOD.name): "natural",
}
"""Verdict on each pair.  Nielsen (2015), ch. 3, eqs. (65) to (70), (81), (82)."""


@dataclass(frozen=True, slots=True)
class OutputError:
    """δ of the first output for one pair.

    Attributes
    ----------
    activation, cost : str
        Names in `ACTIVATIONS` and `COSTS`.
    a : float
        The output.
    delta : float or None
        None where the cost does not exist at this output.
    """

    activation: str
    cost: str
    a: float
    delta: float | None
    verdict: Verdict


def error_of(activation: str, cost: str, z: float, y: float) -> OutputError:
    """Return δ of an output with weighted input z and target y.

    Softmax has a second output with weighted input 0 and target 1 − y, so that its first
    output is σ(z), too.
    """
    softmax = activation == SOFTMAX.name
    inputs = np.array([z, 0.0] if softmax else [z])
    targets = np.array([y, 1.0 - y] if softmax else [y])
    a: Vector = ACTIVATION[activation].value(inputs)
    verdict = VERDICTS[activation, cost]
    if COST[cost].probabilities and not np.all((a > 0.0) & (a < 1.0)):
        return OutputError(activation, cost, float(a[0]), None, verdict)
    gradient = COST[cost].gradient(a, targets)
    delta = (gradient * _slopes(activation, inputs, a)).sum()
    return OutputError(activation, cost, float(a[0]), float(delta), verdict)


def errors_at(z: float, y: float) -> tuple[OutputError, ...]:
    """Return δ of every pair, activation by activation."""
    return tuple(error_of(each, cost, z, y) for each in OUTPUTS for cost in PAIR_COSTS)


def _slopes(activation: str, z: Vector, a: Vector) -> Vector:
    """Return ∂a/∂z₁ of every output, shape (outputs,)."""
    if activation == SOFTMAX.name:
        slopes: Vector = a * (np.eye(len(a))[0] - a[0])
        return slopes
    return np.asarray(ACTIVATION[activation].derivative(z, a))
