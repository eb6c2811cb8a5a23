"""Simulations behind the pages: one folder per page, listed in SIMULATIONS."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # it brings the readers of documents, which start-up does without
    from engine.simulations.simulation import Simulation


def _digits(seed: int, clock: Callable[[], float]) -> Simulation:
    from engine.simulations.digits.simulation import Digits

    return Digits(seed, clock=clock)


def _builder(seed: int, clock: Callable[[], float]) -> Simulation:
    from engine.simulations.builder.simulation import Builder

    return Builder(seed, clock)


def _surface(seed: int, clock: Callable[[], float]) -> Simulation:
    from engine.simulations.surface.simulation import CostSurface

    return CostSurface(seed, clock)


def _perceptrons(seed: int, clock: Callable[[], float]) -> Simulation:
    from engine.simulations.perceptrons.simulation import Perceptrons

    return Perceptrons(seed, clock)


def _backprop(seed: int, clock: Callable[[], float]) -> Simulation:
    from engine.simulations.backprop.simulation import Backprop

    return Backprop(seed, clock)


def _universality(seed: int, clock: Callable[[], float]) -> Simulation:
    from engine.simulations.universality.simulation import Universality

    return Universality(seed, clock)


def _vanishing(seed: int, clock: Callable[[], float]) -> Simulation:
    from engine.simulations.vanishing.simulation import Vanishing

    return Vanishing(seed, clock)


SIMULATIONS: dict[str, Callable[[int, Callable[[], float]], Simulation]] = {
    "digits": _digits,
    "perceptrons": _perceptrons,
    "builder": _builder,
    "surface": _surface,
    "backprop": _backprop,
    "universality": _universality,
    "vanishing": _vanishing,
}
"""(seed, clock) -> simulation, by name; imported on first use to keep start-up fast."""

WITHOUT_KERNELS = frozenset({"surface", "perceptrons", "backprop"})
"""Simulations that need no compiled kernels: they start while kernels are being compiled."""
