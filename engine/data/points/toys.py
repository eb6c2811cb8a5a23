"""Toy data sets: two-dimensional points in two or three classes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from engine.arrays import Matrix, Vector
from engine.data.examples import DataSet, Examples
from engine.errors import SettingError
from engine.settings import check_known

Draw = Callable[[np.random.Generator, int, float], tuple[Matrix, Vector]]

HELD_OUT = 200
"""Default number of validation points, and of test points."""

TURNS = 1.5
"""Turns of each spiral around the origin."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One entry of SHAPES.

    Attributes
    ----------
    draw : callable
        (generator, count, noise) -> points of shape (count, 2) and labels.
    noise : float
        Default standard deviation of the noise.
    layers : str
        Default network.
    eta : float
        Learning rate at which that network converges.
    goal : float
        Validation accuracy 0..1 at which the network counts as trained.
    """

    name: str
    draw: Draw
    classes: int
    noise: float
    layers: str
    eta: float
    goal: float

    @property
    def outputs(self) -> int:
        """Neurons of the last layer: one for two classes, else one per class."""
        return 1 if self.classes == 2 else self.classes


def _clusters(generator: np.random.Generator, count: int, noise: float) -> tuple[Matrix, Vector]:
    labels = np.arange(count) % 2
    centres = np.where(labels[:, None], [0.7, 0.7], [-0.7, -0.7])
    return centres + generator.normal(0, noise, (count, 2)), labels


def _three_clusters(
    generator: np.random.Generator, count: int, noise: float
) -> tuple[Matrix, Vector]:
    labels = np.arange(count) % 3
    angle = 2 * np.pi * labels / 3
    centres = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return centres + generator.normal(0, noise, (count, 2)), labels


def _circles(generator: np.random.Generator, count: int, noise: float) -> tuple[Matrix, Vector]:
    labels = np.arange(count) % 2
    angle = generator.uniform(0, 2 * np.pi, count)
    radius = np.where(labels, 1.4, 0.5) + generator.normal(0, noise, count)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1), labels


def _xor(generator: np.random.Generator, count: int, noise: float) -> tuple[Matrix, Vector]:
    x = generator.uniform(-1, 1, (count, 2))
    x += 0.1 * np.sign(x)
    labels = (x[:, 0] * x[:, 1] > 0).astype(int)
    return (x + generator.normal(0, noise, (count, 2)) if noise else x), labels


def _spirals(generator: np.random.Generator, count: int, noise: float) -> tuple[Matrix, Vector]:
    labels = np.arange(count) % 2
    share = np.sqrt(generator.uniform(0.02, 1, count))
    angle = 2 * np.pi * TURNS * share + np.pi * labels
    x = 1.4 * share[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=1)
    return x + generator.normal(0, noise, (count, 2)), labels


def _moons(generator: np.random.Generator, count: int, noise: float) -> tuple[Matrix, Vector]:
    labels = np.arange(count) % 2
    angle = generator.uniform(0, np.pi, count)
    x = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    x = np.where(labels[:, None], [1, 0.5] - x, x) + generator.normal(0, noise, (count, 2))
    return x - [0.5, 0.25], labels


SHAPES: tuple[Shape, ...] = (
    Shape("clusters", _clusters, 2, 0.3, "2-4:tanh-1", 0.03, 0.97),
    Shape("circles", _circles, 2, 0.12, "2-4:tanh-1", 0.3, 0.98),
    Shape("xor", _xor, 2, 0.0, "2-6:tanh-1", 0.3, 0.95),
    Shape("moons", _moons, 2, 0.1, "2-6:tanh-1", 0.3, 0.97),
    Shape("three-clusters", _three_clusters, 3, 0.3, "2-4:tanh-3", 0.1, 0.95),
    Shape("spirals", _spirals, 2, 0.03, "2-16:tanh-16:tanh-1", 0.2, 0.97),
)
SHAPE = {shape.name: shape for shape in SHAPES}

MOST_NOISE = 0.5


def toy_data_set(
    name: str,
    count: int,
    seed: int,
    *,
    noise: float | None = None,
    held_out: int = HELD_OUT,
    single_output: bool = False,
) -> DataSet:
    """Return two-dimensional points, some of them held out.

    Parameters
    ----------
    name : str
        A key of SHAPE.
    count : int
        Number of training points.
    noise : float, optional
        Standard deviation 0..MOST_NOISE of the noise; the shape's own by default.
    held_out : int
        Number of validation points, and of test points.
    single_output : bool
        Whether two classes share one output; otherwise each class has its own.

    Raises
    ------
    SettingError
        If there is no such shape, or the noise is out of its range.
    """
    check_known("expected a shape among {known}, got {found}; choose one of them", SHAPE, name)
    shape = SHAPE[name]
    blur = shape.noise if noise is None else noise
    if not 0 <= blur <= MOST_NOISE:
        raise SettingError(
            "expected noise from 0 to {most}, got {found}; choose less",
            most=MOST_NOISE,
            found=blur,
        )
    classes = shape.outputs if single_output else shape.classes
    parts = []
    for number, size in enumerate((count, held_out, held_out)):
        x, labels = shape.draw(np.random.default_rng([seed, number]), size, blur)
        parts.append(Examples(x.astype(np.float32), labels.astype(np.uint8)))
    training, validation, test = parts
    return DataSet(name, training, validation, test, rows=1, columns=2, classes=classes)
