"""Frames of the weights of a run, and their histograms."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from engine.arrays import Vector
from engine.improvement.weight_histograms import histogram
from engine.networks.network import Network
from engine.networks.specification import NetworkSpecification
from engine.runs.recorded_runs import Frame, decode, encode

MOST_FRAMES = 96
"""Frames of a live run; when there are more, every second one goes."""

NEAR_ALL = 0.998
"""Share of the parameters that lie between the ends of the histogram."""

GROUPS: dict[str, Callable[[Network], Vector]] = {
    "hidden": lambda network: network.weights[0].ravel(),
    "output": lambda network: network.weights[-1].ravel(),
    "biases": lambda network: np.concatenate([bias.ravel() for bias in network.biases]),
}
"""Parameters by the name of their group."""


class Film:
    """Frames of one run.

    Parameters
    ----------
    specification : NetworkSpecification
    frames : sequence of Frame
        Those of a recorded run.
    """

    def __init__(self, specification: NetworkSpecification, frames: Sequence[Frame] = ()) -> None:
        self._specification = specification
        self.frames = list(frames)
        self._every = 1
        self._reach: dict[str, float] = {}
        self._rows: dict[tuple[str, int], Vector] = {}
        if frames:
            # the last frame of a recorded run is mostly its widest one
            for group in GROUPS:
                self.reach(group, self._parameters(frames[-1], group))

    def add(self, epoch: int, parameters: Vector) -> None:
        """Add a frame of a live run, unless there are later ones."""
        if self.frames and (epoch <= self.frames[-1].epoch or epoch % self._every):
            return
        self.frames.append(encode(epoch, parameters))
        if len(self.frames) > MOST_FRAMES:
            self._every *= 2
            self.frames = [each for each in self.frames if each.epoch % self._every == 0]

    def reach(self, group: str, values: Vector) -> float:
        """Return the end of a group's histograms: it grows with the parameters, by halves."""
        wanted, reach = float(np.quantile(np.abs(values), NEAR_ALL)), self._reach.get(group, 0.0)
        if wanted > reach:
            self._reach[group] = reach = rounded_up(wanted)
            self._rows = {key: row for key, row in self._rows.items() if key[0] != group}
        return reach

    def lacks(self, group: str) -> bool:
        """Return whether histograms of a group are still to be counted."""
        return any((group, frame.epoch) not in self._rows for frame in self.frames)

    def piece(self, group: str) -> bool:
        """Count one histogram; return whether there was one to count."""
        for frame in self.frames:
            if (group, frame.epoch) not in self._rows:
                values = self._parameters(frame, group)
                reach = self.reach(group, values)
                self._rows[group, frame.epoch] = histogram(values, reach)
                return True
        return False

    def row(self, group: str, epoch: int) -> Vector | None:
        """Return the histogram after an epoch, if it is counted."""
        return self._rows.get((group, epoch))

    def last(self, group: str) -> Vector | None:
        """Return the parameters of a group in the last frame."""
        return self._parameters(self.frames[-1], group) if self.frames else None

    def _parameters(self, frame: Frame, group: str) -> Vector:
        return GROUPS[group](Network(self._specification, decode(frame)))


def rounded_up(value: float) -> float:
    """Return a number rounded up to 1, 1.5, 2, 3, 4, 6 or 8 times a power of ten.

    Examples
    --------
    >>> rounded_up(2.3), rounded_up(0.08), rounded_up(0.0)
    (3.0, 0.08, 1.0)
    """
    if value <= 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(value))
    steps = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 10.0)
    return float(
        f"{next(step for step in steps if value <= step * power * (1 + 1e-9)) * power:.6g}"
    )
