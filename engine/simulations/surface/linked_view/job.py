"""Settings of the cost surface of a network, and the job that computes one."""

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
    Setting("zoom", "Zoom", 1.0, low=0.05, high=20, scale="log", ends=(0.1, 10.0),
              help="How much of the plane is seen."),
    Setting("directions", "Other directions", 1, "int", low=1, high=1e6,
              help="Seed of the random directions."),
)  # fmt: skip


@dataclass(eq=False)
class Job:
    """Computation of the cost on a loss slice, row by row.

    Attributes
    ----------
    parameters : Vector
        Parameters of the network when the job began; float64.
    rows : list of Vector
        Rows of costs computed so far.
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
        """Whether all rows are computed."""
        return len(self.rows) == SIDE

    @property
    def large(self) -> bool:
        """Whether it takes so long that it is computed on the background thread."""
        return len(self.parameters) > SMALL

    def finish(self) -> None:
        """Compute all rows, unless the job is dropped."""
        while not self.done and not self.dropped:
            self.work()

    def work(self) -> None:
        """Compute the next row."""
        number = len(self.rows)
        height = float(places(self.loss_slice)[number])
        with np.errstate(all="ignore"):
            self.rows.append(self.heights.row(number) + self.penalty(height))
