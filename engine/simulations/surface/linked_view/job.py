"""How the surface of a network is looked at, and one surface that is being computed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from engine.arrays import Vector
from engine.networks.network import SMALL
from engine.settings import Setting
from engine.surfaces.loss_slice import SIDE, Heights, LossSlice, places

LINKED_VIEW: tuple[Setting, ...] = (
    Setting(
        "plane",
        "Plane",
        "random",
        "choice",
        choices=("random", "weights", "path"),
        help="Which two directions of all weights are seen.",
    ),
    Setting(
        "fixed",
        "Plane fixed",
        False,
        "switch",
        help="Whether the plane stays where it is while the network learns on.",
    ),
    Setting("first", "First weight", -1, "int", low=-1, high=1e7,
              help="Which parameter lies across; -1 chooses the steepest."),
    Setting("second", "Second weight", -1, "int", low=-1, high=1e7,
              help="Which parameter lies along; -1 chooses the steepest but one."),
    Setting("zoom", "Zoom", 1.0, low=0.05, high=20, scale="log",
              help="How much of the plane is seen."),
    Setting("directions", "Other directions", 1, "int", low=1, high=1e6,
              help="Seed of the random directions."),
)  # fmt: skip


@dataclass(eq=False)
class Job:
    """A surface that is being computed, or has been.

    Attributes
    ----------
    parameters : Vector
        Of the ball, as they were when it began; float64.
    rows : list of Vector
        Those that are done.
    """

    chosen: tuple[object, ...]
    loss_slice: LossSlice
    parameters: Vector
    heights: Heights
    penalty: Callable[[float], Vector]
    rows: list[Vector] = field(default_factory=list)
    dropped: bool = False

    @property
    def done(self) -> bool:
        """Whether every row is there."""
        return len(self.rows) == SIDE

    @property
    def large(self) -> bool:
        """Whether it takes so long that it is computed on another core."""
        return len(self.parameters) > SMALL

    def finish(self) -> None:
        """Compute all rows, unless nobody wants them any more."""
        while not self.done and not self.dropped:
            self.work()

    def work(self) -> None:
        """Compute the next row."""
        number = len(self.rows)
        height = float(places(self.loss_slice)[number])
        with np.errstate(all="ignore"):
            self.rows.append(self.heights.row(number) + self.penalty(height))
