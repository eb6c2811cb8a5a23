"""Gradient check by central differences, and the demon of chapter 2."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix, Vector, seal
from engine.backpropagation.backward import Case, Trace, cost_of, values
from engine.functions.costs import COST

STEP = 2e-3
"""Largest nudge ε; combined with ε/2 it cancels the error of order ε²."""

STENCIL = np.array([STEP, -STEP, STEP / 2, -STEP / 2])
FACTORS = np.array([-1.0, 1.0, 8.0, -8.0]) / (6 * STEP)
"""Richardson extrapolation (4 D(ε/2) − D(ε)) / 3 of the central differences D."""

SMALLEST = 1e-7
"""Smallest denominator of a relative error: below it differences are only rounding noise."""


@dataclass(frozen=True, slots=True, eq=False)
class Differences:
    """Numerical gradient ∂C/∂w and ∂C/∂b, shaped as in `Trace`."""

    nabla_w: tuple[Matrix, ...]
    nabla_b: tuple[Vector, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Comparison of the gradients of backpropagation and of central differences.

    Attributes
    ----------
    errors_w, errors_b : tuple of arrays, shapes as the gradients
        |difference| divided by the larger of both magnitudes.
    worst : float
        The largest of these errors.
    """

    differences: Differences
    errors_w: tuple[Matrix, ...]
    errors_b: tuple[Vector, ...]
    worst: float


def central_differences(case: Case) -> Differences:
    """Return the derivative of the cost by every weight and bias.

    The central form of Nielsen (2015), ch. 2, eq. (46), for two nudges whose errors cancel.
    All nudged networks of a layer share one batched forward pass, for speed.
    """
    nabla_w, nabla_b = [], []
    a = case.x
    with np.errstate(all="ignore"):
        for layer, (w, b) in enumerate(zip(case.weights, case.biases, strict=True)):
            z = w @ a + b
            # nudging w_jk moves z_j by ε a_k; nudging b_j moves it by ε
            nudges = np.append(a, 1.0)[:, np.newaxis] * STENCIL
            moved = np.broadcast_to(z, (len(z), *nudges.shape, len(z))).copy()
            for neuron in range(len(z)):
                moved[neuron, :, :, neuron] += nudges
            slopes = _costs(case, layer, moved) @ FACTORS
            nabla_w.append(seal(slopes[:, :-1].copy()))
            nabla_b.append(seal(slopes[:, -1].copy()))
            a = values(case.functions[layer], z)
    return Differences(tuple(nabla_w), tuple(nabla_b))


def demon(case: Case, layer: int, neuron: int, amount: float) -> float:
    """Return the change of the cost when the demon adds `amount` to one z.

    Divided by the amount it tends to δ as the amount tends to 0.  Nielsen (2015), eq. (29).
    """
    b = case.biases[layer].copy()
    b[neuron] += amount
    biases = (*case.biases[:layer], b, *case.biases[layer + 1 :])
    nudged = Case(case.weights, biases, case.functions, case.x, case.y, case.cost)
    return cost_of(nudged) - cost_of(case)


def compare(trace: Trace) -> Comparison:
    """Compare the gradient of backpropagation with central differences."""
    differences = central_differences(trace.case)
    errors_w, errors_b = (
        tuple(seal(_apart(left, right)) for left, right in zip(ours, measured, strict=True))
        for ours, measured in (
            (trace.nabla_w, differences.nabla_w),
            (trace.deltas, differences.nabla_b),
        )
    )
    worst = max(float(part.max()) for part in (*errors_w, *errors_b))
    return Comparison(differences, errors_w, errors_b, worst)


def _apart(left: Matrix, right: Matrix) -> Matrix:
    size = np.maximum(np.maximum(np.abs(left), np.abs(right)), SMALLEST)
    apart: Matrix = np.abs(left - right) / size
    return apart


def _costs(case: Case, layer: int, z: Matrix) -> Matrix:
    """Return the costs for many z of one layer; the last axis is the neurons."""
    a = values(case.functions[layer], z)
    for later in range(layer + 1, len(case.weights)):
        a = values(case.functions[later], a @ case.weights[later].T + case.biases[later])
    return COST[case.cost].value(a, case.y)
