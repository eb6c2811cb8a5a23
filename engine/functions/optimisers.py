"""Update rules of gradient descent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from engine.arrays import Matrix, Vector
from engine.kernels.hyper_parameters import Record

Update: TypeAlias = Callable[[Record, int, Vector, Vector, Matrix], None]


@dataclass(frozen=True, slots=True)
class Optimiser:
    """One entry of OPTIMISERS; its kernel has the same place in `engine.kernels.optimisers.RULES`.

    Attributes
    ----------
    slots : int
        Number of state arrays, each as long as the parameters and 0 before the first step.
    update : callable
        (h, t, w, g, s) -> None: step t = 1, 2 … in NumPy; h holds the hyper-parameters, s has
        shape (slots, n); w and s are changed. g is ∇C of the regularised cost if the rule is
        adaptive, else −η ∇C.
    family : str
        Meaning of the state; rules of one family keep it when one replaces the other.
    settings : tuple of str
        Names of the training settings that the rule has besides η.
    adaptive : bool
        Whether each parameter's step is scaled by its own gradients.
    """

    name: str
    slots: int
    update: Update
    family: str
    formula: str
    source: str
    settings: tuple[str, ...] = ()
    adaptive: bool = False

    @property
    def code(self) -> int:
        """Place of the rule in OPTIMISERS."""
        return OPTIMISERS.index(self)


def _sgd(h: Record, t: int, w: Vector, g: Vector, s: Matrix) -> None:
    w += g


def _momentum(h: Record, t: int, w: Vector, g: Vector, s: Matrix) -> None:
    s[0] = w.dtype.type(h.momentum) * s[0] + g
    w += s[0]


def _nesterov(h: Record, t: int, w: Vector, g: Vector, s: Matrix) -> None:
    mu = w.dtype.type(h.momentum)
    s[0] = mu * s[0] + g
    w += mu * s[0] + g


def _adagrad(h: Record, t: int, w: Vector, g: Vector, s: Matrix) -> None:
    s[0] += g * g
    w -= h.rate * g / (np.sqrt(s[0]) + h.epsilon)


def _rmsprop(h: Record, t: int, w: Vector, g: Vector, s: Matrix) -> None:
    s[0] = h.rho * s[0] + (1 - h.rho) * g * g
    w -= h.rate * g / (np.sqrt(s[0]) + h.epsilon)


def _adam(h: Record, t: int, w: Vector, g: Vector, s: Matrix) -> None:
    s[0] = h.beta1 * s[0] + (1 - h.beta1) * g
    s[1] = h.beta2 * s[1] + (1 - h.beta2) * g * g
    first, second = s[0] / (1 - h.beta1**t), s[1] / (1 - h.beta2**t)
    w -= h.rate * first / (np.sqrt(second) + h.epsilon)


OPTIMISERS: tuple[Optimiser, ...] = (
    Optimiser("sgd", 0, _sgd, "none", "w ← w − η ∇C", "Nielsen (2015), ch. 1, eq. (20)"),
    Optimiser(
        "momentum",
        1,
        _momentum,
        "velocity",
        "v ← μ v − η ∇C;  w ← w + v",
        "Nielsen (2015), ch. 3, eq. (107)-(108)",
        ("momentum",),
    ),
    Optimiser(
        "nesterov",
        1,
        _nesterov,
        "velocity",
        "v ← μ v − η ∇C;  w ← w + μ v − η ∇C",
        "Sutskever et al. (2013), in the form of Bengio et al. (2013)",
        ("momentum",),
    ),
    Optimiser(
        "adagrad",
        1,
        _adagrad,
        "sum of squares",
        "s ← s + (∇C)²;  w ← w − η ∇C / (√s + ε)",
        "Duchi et al. (2011), fig. 1, diagonal",
        ("epsilon",),
        adaptive=True,
    ),
    Optimiser(
        "rmsprop",
        1,
        _rmsprop,
        "mean square",
        "s ← ρ s + (1 − ρ) (∇C)²;  w ← w − η ∇C / (√s + ε)",
        "Tieleman and Hinton (2012), lecture 6.5, slide 29; ε added outside the root",
        ("rho", "epsilon"),
        adaptive=True,
    ),
    Optimiser(
        "adam",
        2,
        _adam,
        "moments",
        "m ← β₁ m + (1 − β₁) ∇C;  s ← β₂ s + (1 − β₂) (∇C)²;  "
        "w ← w − η m / (1 − β₁ᵗ) / (√(s / (1 − β₂ᵗ)) + ε)",
        "Kingma and Ba (2015), algorithm 1",
        ("beta1", "beta2", "epsilon"),
        adaptive=True,
    ),
)
"""Of the adaptive rules ∇C is the gradient of the regularised cost, λ/n ∂Ω/∂w included."""

OPTIMISER = {optimiser.name: optimiser for optimiser in OPTIMISERS}

OPTIMISER_SETTINGS = tuple(dict.fromkeys(name for each in OPTIMISERS for name in each.settings))
"""Names of the settings that only some rules have."""


def choose_optimiser(name: str, momentum: float) -> Optimiser:
    """Return the named rule; without momentum a rule that has it is plain gradient descent.

    Parameters
    ----------
    name : str
        A key of OPTIMISER.
    momentum : float
        μ, 0 <= μ < 1.
    """
    optimiser = OPTIMISER[name]
    return OPTIMISER["sgd"] if "momentum" in optimiser.settings and momentum == 0 else optimiser
