"""PLANS: which kernel trains which network; the first plan that fits is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.kernels import dense


@dataclass(frozen=True, slots=True)
class Plan:
    """A way to train mini-batches; every plan must give the bits of the layerwise one.

    Attributes
    ----------
    fits : callable
        (sizes) -> whether the plan can train such a network.
    train : callable
        With the arguments of `dense.train_batches`.
    """

    name: str
    fits: Callable[[tuple[int, ...]], bool]
    train: Callable[..., None]


def _any(sizes: tuple[int, ...]) -> bool:
    return True


PLANS: tuple[Plan, ...] = (Plan("dense", _any, dense.train_batches),)


def choose_plan(sizes: tuple[int, ...]) -> Plan:
    """Return the first plan that fits a network of these layer sizes."""
    return next(plan for plan in PLANS if plan.fits(sizes))
