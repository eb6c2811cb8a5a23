"""Activation functions for the universality proof of Nielsen (2015), ch. 4."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from engine.arrays import Matrix
from engine.functions.activations import LINEAR, RELU, SIGMOID, TANH, Activation, sigmoid_in_place
from engine.universality.curve_networks import RAMPS, STEPS, BumpKind

Function = Callable[[Matrix], Matrix]

OWN = "own"
"""Name of the activation with a typed formula."""

FAR = 1e4
"""The limits of a typed function are estimated from its values at ±FAR and ±2 FAR."""

SMALL = 1e-4
"""Step h of the central difference (f(z + h) − f(z − h)) / 2h."""


@dataclass(frozen=True, slots=True)
class CurveActivation:
    """An activation function, its derivative, and its construction of bumps.

    Attributes
    ----------
    value, slope : callable
        z -> s(z) and s'(z), elementwise.
    code : int or None
        Kernel code; None if no kernel implements it.
    limits : tuple of float or None
        s(−∞) and s(∞), None without limits. Steps need two different ones.
    kind : BumpKind
        Construction of a bump from these neurons.
    """

    name: str
    formula: str
    value: Function
    slope: Function
    code: int | None
    limits: tuple[float, float] | None
    kind: BumpKind = STEPS

    @property
    def makes_steps(self) -> bool:
        """Whether it tends to a step for large weights, the condition of the proof."""
        return self.limits is not None and self.limits[0] != self.limits[1]


def _ramped(z: Matrix) -> Matrix:
    s: Matrix = SIGMOID.value(z) + 0.2 * np.sin(10 * z) * np.exp(-np.abs(z))
    return s


def _ramped_slope(z: Matrix) -> Matrix:
    a = SIGMOID.value(z)
    wave = 10 * np.cos(10 * z) - np.sign(z) * np.sin(10 * z)
    slope: Matrix = a * (1 - a) + 0.2 * wave * np.exp(-np.abs(z))
    return slope


def _known(activation: Activation, formula: str, kind: BumpKind = STEPS) -> CurveActivation:
    limits = activation.range if activation.bounded else None

    def slope(z: Matrix) -> Matrix:
        return activation.derivative(z, activation.value(z))

    return CurveActivation(
        activation.name, formula, activation.value, slope, activation.code, limits, kind
    )


def _quickly(z: Matrix) -> Matrix:
    """Return σ(z) with the fast in-place `sigmoid_in_place` on a copy of z."""
    return sigmoid_in_place(np.array(z, np.float64))


ACTIVATIONS: tuple[CurveActivation, ...] = (
    replace(_known(SIGMOID, "1 / (1 + e^(−z))"), value=_quickly),
    _known(TANH, "tanh z", BumpKind((0.5, -0.5))),
    CurveActivation(
        "ramped", "σ(z) + 0.2 sin(10z) e^(−|z|)", _ramped, _ramped_slope, None, (0.0, 1.0)
    ),
    _known(RELU, "max(0, z)", RAMPS),
    _known(LINEAR, "z"),
)
ACTIVATION = {activation.name: activation for activation in ACTIVATIONS}
NAMES = (*ACTIVATION, OWN)


def typed(text: str, function: Function) -> CurveActivation:
    """Return the activation of a typed formula, with a slope by central differences.

    Parameters
    ----------
    function : callable
        z -> s(z); may be undefined for large |z|.
    """

    def slope(z: Matrix) -> Matrix:
        difference: Matrix = (function(z + SMALL) - function(z - SMALL)) / (2 * SMALL)
        return difference

    limits = _limits(function)
    kind = STEPS
    if limits is not None and limits[0] != limits[1]:
        share = 1.0 / (limits[1] - limits[0])
        kind = BumpKind((share, -share))
    return CurveActivation(OWN, text, function, slope, None, limits, kind)


def _limits(function: Function) -> tuple[float, float] | None:
    """Return the limits at −∞ and ∞, or None if the function does not settle."""
    with np.errstate(all="ignore"):
        ends = np.asarray(function(np.array([-2 * FAR, -FAR, FAR, 2 * FAR])), np.float64)
    settled = np.isfinite(ends).all() and np.allclose(ends[[0, 2]], ends[[1, 3]], atol=1e-3)
    return (float(ends[0]), float(ends[3])) if settled else None
