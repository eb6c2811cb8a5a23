"""Points of the user's own: two measured inputs with their units, and named classes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor, log10

import numpy as np

from engine.arrays import Labels, Matrix, Vector, freeze
from engine.errors import DataError, SettingError

PLANE = 2.0
"""The plane shows both inputs from -PLANE to PLANE."""

FILLED = 1.7
"""Where the outermost values of scaled points may lie at most, before the centre is rounded."""

MOST_POINTS = 2_000
MOST_CLASSES = 6
"""Classes that have a colour and a marker of their own."""
LARGEST = 1e12
"""Largest absolute value of an input."""
LONGEST_NAME = 60
"""Most characters of the name of an input or a class."""

STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
"""Leading digits of the units by which inputs are divided."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How an input is shown on the plane: as (value - centre) / unit."""

    centre: float
    unit: float

    def shown(self, values: Vector) -> Vector:
        """Return values as they are shown on the plane."""
        return (values - self.centre) / self.unit

    def original(self, place: float) -> float:
        """Return the value at a place of the plane."""
        return place * self.unit + self.centre

    @classmethod
    def of(cls, values: Vector) -> Scale:
        """Return a scale of few digits that brings values well onto the plane.

        Parameters
        ----------
        values : Vector, shape (n,), n >= 1
        """
        low, high = float(values.min()), float(values.max())
        half = (high - low) / 2
        if half <= 1e-9 * max(abs(low), abs(high)):
            return cls(low, 1.0)
        least = half / FILLED
        power = floor(log10(least))
        step = next(step for step in STEPS if step * 10.0**power >= least * (1 - 1e-12))
        unit = float(f"{step}e{power}")
        power = floor(log10(unit / 2))
        return cls(float(f"{round((low + half) / 10.0**power)}e{power}"), unit)


UNSCALED = Scale(0.0, 1.0)


@dataclass(frozen=True, slots=True)
class OwnPoints:
    """Points that were read from a table, in their own units.

    Attributes
    ----------
    values : Matrix, shape (n, 2), float64
        Both inputs, in the order of the table.
    labels : Labels, shape (n,), uint8
        Places in `classes`.
    axes : tuple of two str
        Names of the inputs with their units, as the table gives them; "" where it has no heading.
    classes : tuple of str
        Names of the classes.
    title : str
        Where the points come from.
    scales : tuple of two Scale
        Of each input; kept when points are added.
    scaled : bool
        Whether the network gets scaled inputs, or the values themselves.
    """

    values: Matrix
    labels: Labels
    axes: tuple[str, str]
    classes: tuple[str, ...]
    title: str
    scales: tuple[Scale, Scale]
    scaled: bool

    @classmethod
    def of(
        cls,
        values: Matrix,
        labels: Labels,
        axes: tuple[str, str],
        classes: tuple[str, ...],
        title: str,
    ) -> OwnPoints:
        """Return points with scales that suit them; they are scaled if they leave the plane."""
        scales = Scale.of(values[:, 0]), Scale.of(values[:, 1])
        scaled = not _on_plane(values)
        return cls(_values(values), _labels(labels), axes, classes, title, scales, scaled)

    @property
    def digest(self) -> str:
        """First twelve hexadecimal digits of the SHA-256 of everything."""
        words = repr((self.axes, self.classes, self.title, self.scales, self.scaled))
        content = self.values.tobytes() + self.labels.tobytes() + words.encode()
        return hashlib.sha256(content).hexdigest()[:12]

    @property
    def outputs(self) -> int:
        """Neurons of the last layer: one for two classes, else one per class."""
        return 1 if len(self.classes) == 2 else len(self.classes)

    @property
    def shown_scales(self) -> tuple[Scale, Scale]:
        """The scales by which the points are shown now."""
        return self.scales if self.scaled else (UNSCALED, UNSCALED)

    @property
    def x(self) -> Matrix:
        """The inputs of the network, shape (n, 2), float32."""
        pairs = zip(self.shown_scales, self.values.T, strict=True)
        columns = [scale.shown(column) for scale, column in pairs]
        return freeze(np.stack(columns, axis=1).astype(np.float32))

    @property
    def fits_unscaled(self) -> bool:
        """Whether the plane shows the values themselves."""
        return _on_plane(self.values)

    def with_scaling(self, scaled: bool) -> OwnPoints:
        """Return the points, scaled or not.

        Raises
        ------
        SettingError
            If they would leave the plane.
        """
        if not scaled and not self.fits_unscaled:
            raise SettingError(
                "the plane shows values from -{most:g} to {most:g} only, and these points leave "
                "it; they stay scaled",
                most=PLANE,
            )
        return replace(self, scaled=scaled)

    def added(self, places: Sequence[tuple[float, float]], label: int) -> OwnPoints:
        """Return the points with more of a class, given by their places on the plane.

        Raises
        ------
        DataError
            If there are too many.
        """
        if len(self.labels) + len(places) > MOST_POINTS:
            raise DataError(
                "expected at most {most} points, got {found}; erase some first",
                most=MOST_POINTS,
                found=len(self.labels) + len(places),
            )
        scales = self.shown_scales
        new = [(scales[0].original(x), scales[1].original(y)) for x, y in places]
        values = np.concatenate([self.values, np.array(new, np.float64).reshape(-1, 2)])
        labels = np.concatenate([self.labels, np.full(len(places), label, np.uint8)])
        return replace(self, values=_values(values), labels=_labels(labels))

    def kept(self, chosen: Vector) -> OwnPoints:
        """Return the chosen points, a Vector of shape (n,), bool."""
        return replace(
            self, values=_values(self.values[chosen]), labels=_labels(self.labels[chosen])
        )


def _on_plane(values: Matrix) -> bool:
    return bool(np.abs(values).max(initial=0.0) <= PLANE)


def _values(values: Matrix) -> Matrix:
    return freeze(np.ascontiguousarray(values, np.float64).reshape(-1, 2))


def _labels(labels: Labels) -> Labels:
    return freeze(np.ascontiguousarray(labels, np.uint8))
