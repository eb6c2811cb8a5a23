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
    """Result of a forward and backward pass through a chain.

    Attributes
    ----------
    z, a : Vector, shape (n,)
        Weighted input and activation of each neuron.
    slopes : Vector, shape (n,)
        σ'(z_j).
    factors : Vector, shape (n − 1,)
        w_j σ'(z_j) for j = 2 … n, the factors of the error on the backward pass.
    gradients : Vector, shape (n,)
        ∂C/∂b_j divided by ∂C/∂a_n.
    """

    z: Vector
    a: Vector
    slopes: Vector
    factors: Vector
    gradients: Vector


def run_chain(w: Vector, b: Vector, x: float, activation: Activation = SIGMOID) -> ChainPass:
    """Run the forward and the backward pass through a chain of neurons.

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
    """Return the width of the interval of a in which |w σ'(w a + b)| ≥ 1.  Eq. (123).

    Parameters
    ----------
    w : float
        |w| < 4 gives 0.
    """
    size = abs(w)
    if size < SMALLEST_WEIGHT:
        return 0.0
    inside = size * (1 + np.sqrt(1 - 4 / size)) / 2 - 1
    return float(2 / size * np.log(inside))


def band(w: float, b: float) -> tuple[float, float] | None:
    """Return the ends of the interval of a in which |w σ'(w a + b)| ≥ 1; None if it is empty.

    Its middle lies where w a + b = 0, because σ' is even.
    """
    half = width(w) / 2
    if not half:
        return None
    middle = -b / w
    return middle - half, middle + half


def widest() -> tuple[float, float]:
    """Return the weight with the widest band, and the width of the band.

    Golden-section search between 4 and 20, where the width has a single maximum.
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
    """Return w₂ σ(w₁ x + b) with b = −w₁/2 and w₂ = 4/w₁, and its constant offset from x.

    A small w₁ keeps the neuron in the linear range of σ: the output is about x + 2/w₁ − ½, and
    the next bias can cancel the constant.
    """
    b, outgoing = -w / 2, 4 / w
    output: Vector = outgoing * SIGMOID.value(w * x + b)
    return output, 2 / w - 0.5


def random_chains(
    generator: np.random.Generator, count: int, neurons: int = 4
) -> tuple[Matrix, Matrix]:
    """Return the factors and gradients of random chains: w and b from N(0, 1), inputs from 0..1.

    Returns
    -------
    factors : Matrix, shape (count, neurons − 1)
        w_j σ'(z_j).
    gradients : Matrix, shape (count, neurons)
        ∂C/∂b_j divided by ∂C/∂a_n.
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
