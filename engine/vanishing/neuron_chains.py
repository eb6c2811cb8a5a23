"""A chain of single neurons: why gradients vanish or explode.  Nielsen (2015), ch. 5."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix, Vector
from engine.functions.activations import SIGMOID, Activation

SMALLEST_WEIGHT = 4.0
"""Below it |w σ'(z)| ≥ 1 is impossible, because σ' ≤ ¼."""


@dataclass(frozen=True, slots=True, eq=False)
class ChainPass:
    """A way through a chain, there and back.

    Attributes
    ----------
    z, a : Vector, shape (n,)
        Weighted input and activation of each neuron.
    slopes : Vector, shape (n,)
        σ'(z_j).
    factors : Vector, shape (n − 1,)
        w_j σ'(z_j) for j = 2 … n: what the error is multiplied by on its way back.
    gradients : Vector, shape (n,)
        ∂C/∂b_j by ∂C/∂a_n.
    """

    z: Vector
    a: Vector
    slopes: Vector
    factors: Vector
    gradients: Vector


def run_chain(w: Vector, b: Vector, x: float, activation: Activation = SIGMOID) -> ChainPass:
    """Send an input through neurons that stand in a row.

    Parameters
    ----------
    w, b : Vector, shape (n,)

    Notes
    -----
    ∂C/∂b₁ = σ'(z₁) w₂ σ'(z₂) … w_n σ'(z_n) ∂C/∂a_n.  Eq. (122).
    """
    z, a = np.empty(len(w)), np.empty(len(w))
    before = x
    for place in range(len(w)):
        z[place] = w[place] * before + b[place]
        before = a[place] = float(activation.value(z[place : place + 1])[0])
    slopes: Vector = activation.derivative(z, a)
    factors = w[1:] * slopes[1:]
    behind = np.concatenate([np.cumprod(factors[::-1])[::-1], [1.0]])
    return ChainPass(z, a, slopes, factors, slopes * behind)


def centred_biases(w: Vector, x: float, activation: Activation = SIGMOID) -> Vector:
    """Return the biases with which every z_j is 0, shape (n,): every slope of σ is then ¼."""
    middle = float(activation.value(np.zeros(1))[0])
    inputs = np.concatenate([[x], np.full(len(w) - 1, middle)])
    b: Vector = -w * inputs
    return b


def width(w: float) -> float:
    """Return how wide the band of a is in which |w σ'(w a + b)| ≥ 1.  Eq. (123).

    Parameters
    ----------
    w : float
        0 is returned where |w| < 4.
    """
    size = abs(w)
    if size < SMALLEST_WEIGHT:
        return 0.0
    inside = size * (1 + np.sqrt(1 - 4 / size)) / 2 - 1
    return float(2 / size * np.log(inside))


def band(w: float, b: float) -> tuple[float, float] | None:
    """Return the ends of the a for which |w σ'(w a + b)| ≥ 1; None where there are none.

    Its middle lies where w a + b = 0, because σ' is even.
    """
    half = width(w) / 2
    if not half:
        return None
    middle = -b / w
    return middle - half, middle + half


def widest() -> tuple[float, float]:
    """Return the weight whose band is widest, and its width.

    By golden section between 4 and 20, where the width rises once and falls once.
    """
    share, low, high = (np.sqrt(5) - 1) / 2, SMALLEST_WEIGHT, 20.0
    while high - low > 1e-9:
        one, two = high - share * (high - low), low + share * (high - low)
        if width(one) < width(two):
            low = one
        else:
            high = two
    best = (low + high) / 2
    return best, width(best)


def identity_neuron(w: float, x: Vector) -> tuple[Vector, float]:
    """Return w₂ σ(w₁ x + b) with b = −w₁/2 and w₂ = 4/w₁, and the constant that it is off by.

    A small w₁ keeps the neuron where σ is straight: the output is x + 2/w₁ − ½, and the next
    bias can take the constant away.
    """
    b, outgoing = -w / 2, 4 / w
    output: Vector = outgoing * SIGMOID.value(w * x + b)
    return output, 2 / w - 0.5


def random_chains(
    generator: np.random.Generator, count: int, neurons: int = 4
) -> tuple[Matrix, Matrix]:
    """Send inputs from 0..1 through chains with weights and biases drawn from N(0, 1).

    Returns
    -------
    factors : Matrix, shape (count, neurons − 1)
        w_j σ'(z_j).
    gradients : Matrix, shape (count, neurons)
        ∂C/∂b_j by ∂C/∂a_n.
    """
    w, b = generator.standard_normal((2, count, neurons))
    before, slopes = generator.random(count), np.empty((count, neurons))
    for place in range(neurons):
        z = w[:, place] * before + b[:, place]
        before = SIGMOID.value(z)
        slopes[:, place] = SIGMOID.derivative(z, before)
    factors = w[:, 1:] * slopes[:, 1:]
    behind = np.ones((count, neurons))
    behind[:, :-1] = np.cumprod(factors[:, ::-1], axis=1)[:, ::-1]
    return factors, slopes * behind
