"""Two-dimensional data sets: a shape with noise, or points painted or brought by the user.

Each has a name, by which settings, undo and documents refer to it:
``circles noise=0.12 held=0.3 seed=1``, ``painted 1f0c9a held=0.3``, ``own 1f0c9a held=0.3``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.arrays import Labels, Matrix, Vector, freeze
from engine.data.examples import DataSet, Examples
from engine.data.points.own_points import MOST_POINTS, OwnPoints
from engine.data.points.toys import MOST_NOISE, SHAPE, toy_data_set
from engine.errors import DataError, SettingError

POINTS = 300
"""Points of a shape, training and held-out points together."""

HELD = 0.3
"""Default share of points that is held out."""

LEAST_HELD, MOST_HELD = 0.1, 0.9
MOST_PAINTED = MOST_POINTS
FARTHEST = 100.0
"""Largest coordinate of a painted point."""

PAINTED, OWN = "painted", "own"
GIVEN = (PAINTED, OWN)
"""Points that the user gives; they have no noise and no goal."""
NAMES = (*SHAPE, *GIVEN)

_NAME = re.compile(
    r"(?P<shape>[a-z-]+)(?: (?P<digest>[0-9a-f]{12}))?(?: noise=(?P<noise>[0-9.e-]+))?"
    r" held=(?P<held>[0-9.e-]+)(?: seed=(?P<seed>\d{1,10}))?"
)


@dataclass(frozen=True, slots=True)
class Points:
    """Points painted by the user.

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
        """First twelve hexadecimal digits of the points' SHA-256."""
        return hashlib.sha256(self.x.tobytes() + self.labels.tobytes()).hexdigest()[:12]

    @classmethod
    def of(cls, x: Matrix, labels: Labels) -> Points:
        """Return checked points, copied and read-only.

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
    """Definition of a two-dimensional data set.

    Attributes
    ----------
    shape : str
        One of NAMES.
    noise : float
        Standard deviation of the noise of a shape.
    held : float
        Share LEAST_HELD..MOST_HELD that is held out.
    points : Points
        Painted points; those of another shape are kept for a return to them.
    own : OwnPoints or None
        Points from a table, kept likewise.
    """

    shape: str
    noise: float
    held: float = HELD
    seed: int = 1
    points: Points = NO_POINTS
    own: OwnPoints | None = None

    @property
    def name(self) -> str:
        """Unique name, from which `named` restores the definition."""
        if self.shape == OWN and self.own is not None:
            return f"{OWN} {self.own.digest} held={self.held:g}"
        if self.shape == PAINTED:
            return f"{PAINTED} {self.points.digest} held={self.held:g}"
        return f"{self.shape} noise={self.noise:g} held={self.held:g} seed={self.seed}"

    def load(self) -> DataSet:
        """Return the points as training, validation and test parts.

        Raises
        ------
        SettingError
            If there is no such shape, or a number is out of its range.
        DataError
            If there are no points from a table.
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
        if self.shape == OWN:
            return self._own()
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
        """Hold out evenly spaced points; a single point is trained on."""
        x, labels, numbers = self.points.x, self.points.labels, np.arange(len(self.points.labels))
        held = np.floor((numbers + 1) * self.held) > np.floor(numbers * self.held)
        if held.all():
            held[:] = False
        return self._divided(x, labels, held, 1)

    def _own(self) -> DataSet:
        """Hold out evenly spaced points of each class; the order stays."""
        if self.own is None:
            raise DataError("expected points of your own, got none; open a table or paste one")
        labels = self.own.labels
        held = np.zeros(len(labels), bool)
        for label in range(len(self.own.classes)):
            places = np.flatnonzero(labels == label)
            counts = np.floor(np.arange(len(places) + 1) * self.held + 0.5)
            chosen = counts[1:] > counts[:-1]
            chosen[:1] &= not chosen.all()
            held[places[chosen]] = True
        return self._divided(self.own.x, labels, held, self.own.outputs)

    def _divided(self, x: Matrix, labels: Labels, held: Vector, outputs: int) -> DataSet:
        learned, kept = Examples(x[~held], labels[~held]), Examples(x[held], labels[held])
        return DataSet(self.name, learned, kept, kept.take(0), 1, 2, outputs)


def named(name: str, painted: Mapping[str, Points], own: Mapping[str, OwnPoints] = {}) -> PointData:
    """Return the definition that a name stands for.

    Parameters
    ----------
    painted, own : mapping
        Points that the user has given, by their digests.

    Raises
    ------
    DataError
        If the name is malformed, or its points are unknown.
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
    if found["shape"] == OWN:
        if found["digest"] not in own:
            raise unknown
        return PointData(OWN, 0.0, held, own=own[found["digest"]])
    if not 0 <= noise <= MOST_NOISE or not LEAST_HELD <= held <= MOST_HELD:
        raise unknown
    return PointData(found["shape"], noise, held, int(found["seed"] or 1))


def parse_points(text: str) -> PointData | None:
    """Return the points that a name stands for, None if it begins with no shape's name.

    Raises
    ------
    DataError
        If what follows the shape cannot be read.

    Examples
    --------
    >>> parse_points("circles seed=2").name
    'circles noise=0.12 held=0.3 seed=2'
    >>> parse_points("mnist") is None
    True
    """
    shape, *options = text.split() or [""]
    if shape not in SHAPE:
        return None
    given = dict(option.partition("=")[::2] for option in options)
    refused = DataError(
        "expected points such as {shape}, or {shape} noise=0.1 held=0.3 seed=2, got {found}; "
        "change it",
        shape=shape,
        found=text,
    )
    try:
        noise = float(given.pop("noise", SHAPE[shape].noise))
        held, seed = float(given.pop("held", HELD)), int(given.pop("seed", 1))
    except ValueError:
        raise refused from None
    if given or seed < 0:
        raise refused
    return PointData(shape, noise, held, seed)
