"""Error of mini-batch gradients of a network, measured example by example in short slices."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np

from engine.arrays import Matrix, Vector
from engine.functions.costs import COST
from engine.networks.network import Network
from engine.surfaces.descent import GradientNoise, poll

EXAMPLES_PER_SLICE = 50


class Polling:
    """The measurement that was finished last, and the one under way.

    Attributes
    ----------
    noise : GradientNoise or None
        Result of the last measurement; None before the first.
    """

    def __init__(self) -> None:
        self.noise: GradientNoise | None = None
        self._subject: Hashable = None
        self._version: Hashable = None
        self._begun: tuple[Hashable, Network] | None = None
        self._gradients: list[Vector] = []

    def lacks(self, subject: Hashable, version: Hashable) -> bool:
        """Return whether the last measurement is of another subject or version."""
        return (subject, version) != (self._subject, self._version)

    def follow(self, subject: Hashable) -> None:
        """Drop what was measured of another subject: another run or cost."""
        if subject != self._subject:
            self.noise, self._begun, self._gradients = None, None, []
            self._subject, self._version = subject, None

    def work(
        self,
        version: Hashable,
        network: Network,
        probe: tuple[Matrix, Matrix],
        cost: str,
        seed: int,
    ) -> None:
        """Measure some examples; a measurement keeps the weights with which it began."""
        if self._begun is None:
            self._begun = version, Network(network.specification, network.parameters.copy())
        x, y = probe
        first = len(self._gradients)
        for i in range(first, min(first + EXAMPLES_PER_SLICE, len(x))):
            gradient = self._begun[1].backprop(x[i : i + 1], y[i : i + 1], COST[cost])
            self._gradients.append(gradient)
        if len(self._gradients) == len(x):
            self.noise = poll(np.array(self._gradients), seed)
            self._version, self._begun, self._gradients = self._begun[0], None, []
