"""Initial learning speeds over many seeds, measured seed by seed and cached by network."""

from __future__ import annotations

from collections import OrderedDict

import numpy as np

from engine.arrays import Matrix, Vector, seal
from engine.simulations.vanishing.state import SpreadView
from engine.vanishing.initial_gradients import InitialGradients, Shape

SEEDS = 50
"""Networks whose mean and spread are shown."""

MOST_SHAPES = 60
LOW, HIGH = 10, 90
"""Percentiles at which the spread ends."""


class Spread:
    """Measurements of ‖δ^l‖ before training, for the seeds 1, 2, … of several networks.

    Parameters
    ----------
    depths : InitialGradients
    """

    def __init__(self, depths: InitialGradients) -> None:
        self._initial_gradients = depths
        self._rows: OrderedDict[Shape, list[Vector]] = OrderedDict()

    def lacks(self, shape: Shape, count: int) -> int:
        """Return how many of the first `count` seeds are not measured yet."""
        return max(count - len(self._rows.get(shape, ())), 0)

    def piece(self, shape: Shape) -> None:
        """Measure the next seed of a network: some milliseconds."""
        rows = self._rows.setdefault(shape, [])
        self._rows.move_to_end(shape)
        rows.append(self._initial_gradients.speeds(shape, [len(rows) + 1])[0])
        if len(self._rows) > MOST_SHAPES:
            self._rows.popitem(last=False)

    def rows(self, shape: Shape, count: int) -> Matrix:
        """Return the speeds of the first `count` seeds, shape (seeds so far, hidden layers)."""
        rows = self._rows.get(shape, [])[:count]
        return np.array(rows) if rows else np.zeros((0, shape.depth))

    def view(self, shape: Shape) -> SpreadView | None:
        """Return mean and spread of the seeds so far; None without any."""
        rows = self.rows(shape, SEEDS)
        if not len(rows):
            return None
        low, high = np.percentile(rows, [LOW, HIGH], axis=0)
        return SpreadView(len(rows), seal(rows.mean(axis=0)), seal(low), seal(high))
