"""Versions of a network's weights."""

from __future__ import annotations

import itertools

import numpy as np

from engine.networks.network import Network

_NUMBERS = itertools.count(1)
"""Numbers of all versions: two simulations have none in common."""


class WeightVersions:
    """Numbers the versions of one network's weights.

    Attributes
    ----------
    network : Network or None
        Copy of the network that was looked at last.
    version : int
        Its number.
    """

    def __init__(self) -> None:
        self.network: Network | None = None
        self.version = 0

    def of(self, network: Network) -> int:
        """Return a number that differs whenever a weight or the shape has changed."""
        known = self.network
        same = known is not None and known.specification == network.specification
        if known is None or not same or not np.array_equal(known.parameters, network.parameters):
            self.version = next(_NUMBERS)
            self.network = Network(network.specification, network.parameters.copy())
        return self.version
