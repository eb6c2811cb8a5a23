"""Gradient descent of one sigmoid neuron with one input, and its gradient factor by factor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Vector, seal
from engine.functions.activations import SIGMOID
from engine.functions.costs import COST, CROSS_ENTROPY
from engine.perceptrons.perceptrons import sigmoid

UPDATES = 301
"""Updates of a run of the book's widgets, which count them from 0 to 300."""

BOOK_ETA = 0.005
"""Learning rate of the book's widgets with the cross-entropy, which lack the factor σ′(z)."""


@dataclass(frozen=True, slots=True)
class NeuronRule:
    """How a neuron learns.

    Attributes
    ----------
    cost : str
        Name in `COSTS`.
    x, y : float
        The only example: input and target, y 0..1.
    omit_slope : bool
        Whether steps follow ∂C/∂a instead of ∂C/∂z, as in the book's widgets with the
        cross-entropy.
    """

    cost: str
    eta: float
    x: float = 1.0
    y: float = 0.0
    omit_slope: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """Numbers of a neuron before the first and after every update.

    Attributes
    ----------
    w, b, z, a, cost : Vector, shape (updates + 1,)
    """

    w: Vector
    b: Vector
    z: Vector
    a: Vector
    cost: Vector


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor of ∂C/∂w.

    Attributes
    ----------
    kind : str
        "error" for a − y, "likelihood" for −y/a, "inverse slope" for 1/σ′(z), "slope" for σ′(z),
        "input" for x.
    cancelled : bool
        Whether another factor is its inverse: both together are 1.
    """

    kind: str
    value: float
    cancelled: bool = False


def descend(w: float, b: float, rule: NeuronRule, updates: int = UPDATES) -> Course:
    """Return the course of gradient descent from a weight and a bias.

    Nielsen (2015), ch. 3, eqs. (55), (56) and (61), (62).
    """
    numbers = np.empty((4, updates + 1))
    for update in range(updates + 1):
        z = w * rule.x + b
        a = sigmoid(z)
        numbers[:, update] = w, b, z, a
        step = rule.eta * followed(rule, a)
        w -= step * rule.x
        b -= step
    cost = COST[rule.cost].value(numbers[3][:, None], np.full((updates + 1, 1), rule.y))
    w_all, b_all, z_all, a_all = seal(numbers)
    return Course(w_all, b_all, z_all, a_all, seal(cost))


def followed(rule: NeuronRule, a: float) -> float:
    """Return ∂C/∂z at an output, or ∂C/∂a where the rule leaves σ′(z) out."""
    cost = COST[rule.cost]
    if not rule.omit_slope and cost.natural == SIGMOID.name:
        return a - rule.y
    gradient = float(cost.gradient(np.array(a), np.array(rule.y)))
    return gradient if rule.omit_slope else gradient * a * (1.0 - a)


def factors_of(rule: NeuronRule, a: float) -> tuple[Factor, ...]:
    """Return the factors of ∂C/∂w at an output; their product is what the neuron follows."""
    slope = a * (1.0 - a)
    error = Factor("error", a - rule.y)
    if COST[rule.cost].natural == SIGMOID.name:
        inverse = Factor("inverse slope", 1.0 / max(slope, 1e-30), not rule.omit_slope)
        first: tuple[Factor, ...] = (error, inverse)
    elif rule.cost == "log-likelihood":
        first = (Factor("likelihood", -rule.y / max(a, 1e-30)),)
    else:
        first = (error,)
    cancelled = any(each.cancelled for each in first)
    second = () if rule.omit_slope else (Factor("slope", slope, cancelled),)
    return (*first, *second, Factor("input", rule.x))


def first_close(course: Course, y: float, within: float = 0.5) -> int | None:
    """Return the first update after which the output is closer than `within` to y, or None."""
    close = np.flatnonzero(np.abs(course.a - y) < within)
    return int(close[0]) if close.size else None


def as_in_the_book(y: float = 0.0, x: float = 1.0) -> NeuronRule:
    """Return the rule of the book's widgets with the cross-entropy."""
    return NeuronRule(CROSS_ENTROPY.name, BOOK_ETA, x, y, omit_slope=True)
