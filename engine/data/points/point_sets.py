"""What is learned from in the plane: a shape with noise, or points that a person has painted.

Such data have names, so that settings, undo and documents can speak of them:
``circles noise=0.12 held=0.3 seed=1`` and ``painted 1f0c9a held=0.3``.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

import numpy as np

from engine.arrays import Labels, Matrix, freeze
from engine.data.examples import DataSet, Examples
from engine.data.points.toys import MOST_NOISE, SHAPE, toy_data_set
from engine.errors import DataError, SettingError

POINTS = 300
"""Points of a shape that are learned from or held out."""

HELD = 0.3
"""Share of them that is held out at first."""

LEAST_HELD, MOST_HELD = 0.1, 0.9
MOST_PAINTED = 2_000
FARTHEST = 100.0
"""Largest coordinate of a painted point."""

PAINTED = "painted"
NAMES = (*SHAPE, PAINTED)

_NAME = re.compile(
    r"(?P<shape>[a-z-]+)(?: (?P<digest>[0-9a-f]{12}))?(?: noise=(?P<noise>[0-9.e-]+))?"
    r" held=(?P<held>[0-9.e-]+)(?: seed=(?P<seed>\d{1,10}))?"
)


@dataclass(frozen=True, slots=True)
class Points:
    """Points that a person has painted.

    Attributes
    ----------
    x : Matrix, shape (n, 2), float32
    labels : Labels, shape (n,), uint8
        0 or 1.
    """

    x: Matrix
    labels: Labels

    @property
    def digest(self) -> str:
        """Twelve letters by which they are known again."""
        return hashlib.sha256(self.x.tobytes() + self.labels.tobytes()).hexdigest()[:12]

    @classmethod
    def of(cls, x: Matrix, labels: Labels) -> Points:
        """Check and keep points.

        Raises
        ------
        DataError
            If there are too many, or one lies too far away.
        """
        if len(x) > MOST_PAINTED:
            raise DataError(
                "expected at most {most} points, got {found}; erase some first",
                most=MOST_PAINTED,
                found=len(x),
            )
        if len(x) and not np.abs(x).max() <= FARTHEST:
            raise DataError(
                "expected points between -{most} and {most}; paint inside the plane", most=FARTHEST
            )
        return cls(
            freeze(np.ascontiguousarray(x, np.float32).reshape(-1, 2)),
            freeze(np.ascontiguousarray(labels, np.uint8)),
        )


NO_POINTS = Points.of(np.zeros((0, 2)), np.zeros(0, np.uint8))


@dataclass(frozen=True, slots=True)
class PointData:
    """Which data are learned from.

    Attributes
    ----------
    shape : str
        One of NAMES.
    noise : float
        Standard deviation of what blurs a shape.
    held : float
        Share LEAST_HELD..MOST_HELD that is held out.
    points : Points
        Those that were painted; empty for a shape.
    """

    shape: str
    noise: float
    held: float = HELD
    seed: int = 1
    points: Points = NO_POINTS

    @property
    def name(self) -> str:
        """A name that tells it from all others."""
        if self.shape == PAINTED:
            return f"{PAINTED} {self.points.digest} held={self.held:g}"
        return f"{self.shape} noise={self.noise:g} held={self.held:g} seed={self.seed}"

    def load(self) -> DataSet:
        """Return the points in three parts.

        Raises
        ------
        SettingError
            If there is no such shape, or a number is out of its range.
        """
        if not LEAST_HELD <= self.held <= MOST_HELD:
            raise SettingError(
                "expected a share from {low} to {high} to be held out, got {found}",
                low=LEAST_HELD,
                high=MOST_HELD,
                found=self.held,
            )
        if self.shape == PAINTED:
            return self._painted()
        held_out = round(POINTS * self.held)
        data = toy_data_set(
            self.shape,
            POINTS - held_out,
            self.seed,
            noise=self.noise,
            held_out=held_out,
            single_output=True,
        )
        return DataSet(self.name, data.training, data.validation, data.test, 1, 2, data.classes)

    def _painted(self) -> DataSet:
        """Hold every so manyth point out; of a single point nothing."""
        x, labels, numbers = self.points.x, self.points.labels, np.arange(len(self.points.labels))
        held = np.floor((numbers + 1) * self.held) > np.floor(numbers * self.held)
        if held.all():
            held[:] = False
        learned, kept = Examples(x[~held], labels[~held]), Examples(x[held], labels[held])
        return DataSet(self.name, learned, kept, kept.take(0), 1, 2, 1)


def named(name: str, painted: dict[str, Points]) -> PointData:
    """Return the data of a name.

    Parameters
    ----------
    painted : dict
        Painted points by their digests.

    Raises
    ------
    DataError
        If it is no such name, or its points are not known.
    """
    found = _NAME.fullmatch(name)
    unknown = DataError("expected points of the plane, got {found}; choose a shape", found=name)
    if found is None or found["shape"] not in NAMES:
        raise unknown
    try:
        held, noise = float(found["held"]), float(found["noise"] or 0)
    except ValueError:
        raise unknown from None
    if found["shape"] == PAINTED:
        if found["digest"] not in painted:
            raise unknown
        return PointData(PAINTED, 0.0, held, points=painted[found["digest"]])
    if not 0 <= noise <= MOST_NOISE or not LEAST_HELD <= held <= MOST_HELD:
        raise unknown
    return PointData(found["shape"], noise, held, int(found["seed"] or 1))
