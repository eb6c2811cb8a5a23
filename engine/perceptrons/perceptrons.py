"""A single perceptron and the corresponding sigmoid neuron.  Nielsen (2015), ch. 1."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import exp

import numpy as np

from engine.arrays import Vector, seal

DECIMALS = 9
"""Decimals to which sums are rounded: 0.1 + 0.2 − 0.3 is then 0, which does not fire."""

CURVE_POINTS = 201


def rounded(z: float) -> float:
    """Return a sum rounded to DECIMALS, without the error of binary fractions."""
    return round(z, DECIMALS) + 0.0


def fires(z: float) -> int:
    """Return the output of a perceptron: 1 if z > 0, else 0. Nielsen (2015), ch. 1, eq. (2)."""
    return int(rounded(z) > 0.0)


def sigmoid(z: float) -> float:
    """Return 1 / (1 + e^−z) without overflow. Nielsen (2015), ch. 1, eq. (3).

    Examples
    --------
    >>> sigmoid(0.0), sigmoid(-1e6)
    (0.5, 0.0)
    """
    e = exp(-abs(z))
    return 1.0 / (1.0 + e) if z >= 0.0 else e / (1.0 + e)


def sigmoids(z: Vector) -> Vector:
    """Return the sigmoid of each number, without overflow."""
    e = np.exp(-np.abs(z))
    a: Vector = np.where(z >= 0, 1.0, e) / (1.0 + e)
    return a


@cache
def rows_of(inputs: int) -> tuple[tuple[int, ...], ...]:
    """Return all combinations of input bits; the first input varies slowest.

    Examples
    --------
    >>> rows_of(2)
    ((0, 0), (0, 1), (1, 0), (1, 1))
    """
    return tuple(
        tuple(row >> (inputs - 1 - place) & 1 for place in range(inputs))
        for row in range(2**inputs)
    )


def weighted_sum(weights: tuple[float, ...], inputs: tuple[int, ...], start: float) -> float:
    """Return start + Σ w_j x_j, rounded."""
    z = start
    for w, x in zip(weights, inputs, strict=True):
        z += w * x
    return rounded(z)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Output of a perceptron for one combination of inputs.

    Attributes
    ----------
    evidence : float
        Σ w_j x_j, which is compared with the threshold.
    """

    inputs: tuple[int, ...]
    evidence: float
    output: int


def decide(weights: tuple[float, ...], threshold: float) -> tuple[Verdict, ...]:
    """Return the truth table of a perceptron with a threshold, Nielsen (2015), ch. 1, eq. (1)."""
    found = []
    for inputs in rows_of(len(weights)):
        evidence = weighted_sum(weights, inputs, 0.0)
        found.append(Verdict(inputs, evidence, fires(evidence - threshold)))
    return tuple(found)


def sole_reason(table: tuple[Verdict, ...]) -> int | None:
    """Return the index of an input that equals the output in every row, or None."""
    outputs = [verdict.output for verdict in table]
    columns = zip(*(verdict.inputs for verdict in table), strict=True)
    return next((place for place, bits in enumerate(columns) if list(bits) == outputs), None)


# --- from perceptron to sigmoid ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Neuron:
    """Weights and bias of a neuron, before multiplication by c."""

    weights: tuple[float, ...]
    bias: float

    def z(self, inputs: tuple[int, ...]) -> float:
        """Return w·x + b."""
        return weighted_sum(self.weights, inputs, self.bias)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Outputs of a perceptron and of the sigmoid neuron with all numbers times c.

    Attributes
    ----------
    z : float
        w·x + b, without c.
    gap : float
        |sigmoid − perceptron|, 0..1.
    """

    inputs: tuple[int, ...]
    z: float
    perceptron: int
    sigmoid: float
    gap: float


def compare(neuron: Neuron, scale: float) -> tuple[Comparison, ...]:
    """Return the outputs of perceptron and sigmoid neuron for every combination of inputs.

    Parameters
    ----------
    scale : float
        c > 0, multiplies all weights and the bias; a perceptron's output does not change.
    """
    found = []
    for inputs in rows_of(len(neuron.weights)):
        z = neuron.z(inputs)
        step, smooth = fires(z), sigmoid(scale * z)
        found.append(Comparison(inputs, z, step, smooth, abs(smooth - step)))
    return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class SmallChange:
    """Effect of a change of weight or bias on the outputs of sigmoid neuron and perceptron.

    Attributes
    ----------
    size : float
        Δw or Δb, before multiplication by c.
    slope : float
        ∂output/∂w or ∂output/∂b, per unit of `size`.
    predicted : float
        slope · Δ, Nielsen (2015), ch. 1, eq. (5).
    real, jump : float, int
        Actual change of the output of the sigmoid neuron and of the perceptron.
    sizes, outputs, promises, steps : Vector, shape (CURVE_POINTS,)
        Curves over the size of the change: sigmoid output, its linear prediction, perceptron.
    """

    changed: str
    size: float
    z: float
    before: float
    slope: float
    predicted: float
    real: float
    jump: int
    sizes: Vector
    outputs: Vector
    promises: Vector
    steps: Vector


def coefficients(changed: str, inputs: tuple[int, ...]) -> float:
    """Return the derivative of z by the changed number.

    Parameters
    ----------
    changed : str
        "w1", "w2", …, "b", or "all" of them together.

    Examples
    --------
    >>> coefficients("w2", (0, 1)), coefficients("b", (0, 1)), coefficients("all", (1, 1))
    (1.0, 1.0, 3.0)
    """
    if changed == "all":
        return float(sum(inputs) + 1)
    return 1.0 if changed == "b" else float(inputs[int(changed[1:]) - 1])


def small_change(
    neuron: Neuron, inputs: tuple[int, ...], scale: float, changed: str, size: float, reach: float
) -> SmallChange:
    """Change a weight or bias and compare the output with its linear prediction.

    Parameters
    ----------
    reach : float
        The curves cover changes from −reach to reach.
    """
    z, along = neuron.z(inputs), coefficients(changed, inputs)
    before = sigmoid(scale * z)
    # σ'(cz) = σ(1 − σ), and cz changes by c·x for each unit of w: eq. (5) with both partials
    slope = before * (1.0 - before) * scale * along
    after = rounded(z + along * size)
    sizes = np.linspace(-reach, reach, CURVE_POINTS)
    moved = np.round(z + along * sizes, DECIMALS)
    return SmallChange(
        changed,
        size,
        z,
        before,
        slope,
        slope * size,
        sigmoid(scale * after) - before,
        fires(after) - fires(z),
        seal(sizes),
        seal(sigmoids(scale * moved)),
        seal(before + slope * sizes),
        seal((moved > 0).astype(float)),
    )
