"""Update rules of gradient descent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Optimiser:
    """One entry of OPTIMISERS.

    Attributes
    ----------
    code : int
        Code of the rule in kernels.
    uses_velocity : bool
        Whether the rule keeps a velocity for each parameter.
    """

    name: str
    code: int
    uses_velocity: bool
    formula: str
    source: str


OPTIMISERS = (
    Optimiser("sgd", 0, False, "w ← w − η ∇C", "Nielsen (2015), ch. 1, eq. (20)"),
    Optimiser(
        "momentum", 1, True, "v ← μ v − η ∇C;  w ← w + v", "Nielsen (2015), ch. 3, eq. (107)-(108)"
    ),
    Optimiser(
        "nesterov",
        2,
        True,
        "v ← μ v − η ∇C;  w ← w + μ v − η ∇C",
        "Sutskever et al. (2013), in the form of Bengio et al. (2013)",
    ),
)
OPTIMISER = {optimiser.name: optimiser for optimiser in OPTIMISERS}


def choose_optimiser(name: str, momentum: float) -> Optimiser:
    """Return the named rule; with μ = 0 every rule is plain gradient descent.

    Parameters
    ----------
    name : str
        A key of OPTIMISER.
    momentum : float
        μ, 0 <= μ < 1.
    """
    return OPTIMISER[name] if momentum > 0 else OPTIMISER["sgd"]
