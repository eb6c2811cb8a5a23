"""Check backpropagation by nudging: central differences, and the demon of chapter 2."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix, Vector, seal
from engine.backpropagation.backward import Case, Trace, cost_of, values
from engine.functions.costs import COST

STEP = 2e-3
"""Largest nudge ε; with half of it the error of order ε² cancels as well."""

STENCIL = np.array([STEP, -STEP, STEP / 2, -STEP / 2])
FACTORS = np.array([-1.0, 1.0, 8.0, -8.0]) / (6 * STEP)
"""(4 D(ε/2) − D(ε)) / 3 of the central differences D."""

SMALLEST = 1e-7
"""Slopes below it are compared as if they were so large: differences end where digits do."""


@dataclass(frozen=True, slots=True, eq=False)
class Differences:
    """∂C/∂w and ∂C/∂b from costs alone; as in `Trace`."""

    nabla_w: tuple[Matrix, ...]
    nabla_b: tuple[Vector, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Two gradients beside each other.

    Attributes
    ----------
    errors_w, errors_b : tuple of arrays, shapes as the gradients
        |difference| by the larger of both.
    worst : float
        The largest of them.
    """

    differences: Differences
    errors_w: tuple[Matrix, ...]
    errors_b: tuple[Vector, ...]
    worst: float


def central_differences(case: Case) -> Differences:
    """Return the slope of the cost along every weight and bias.

    The central form of Nielsen (2015), ch. 2, eq. (46), for two nudges whose errors cancel.
    All nudged networks of a layer go forward together: that is fast, and the same numbers.
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
    """Return by how much the cost changes when a demon adds `amount` to one z.

    Divided by the amount it comes to δ as the amount becomes small.  Nielsen (2015), eq. (29).
    """
    b = case.biases[layer].copy()
    b[neuron] += amount
    biases = (*case.biases[:layer], b, *case.biases[layer + 1 :])
    nudged = Case(case.weights, biases, case.functions, case.x, case.y, case.cost)
    return cost_of(nudged) - cost_of(case)


def compare(trace: Trace) -> Comparison:
    """Return the gradient by central differences, and how far backpropagation is from it."""
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
    """Return the costs for many weighted inputs of one layer; the last axis is the neurons."""
    a = values(case.functions[layer], z)
    for later in range(layer + 1, len(case.weights)):
        a = values(case.functions[later], a @ case.weights[later].T + case.biases[later])
    return COST[case.cost].value(a, case.y)
