"""Points of the plane in two or three classes: small enough to see everything."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.arrays import Matrix, Vector
from engine.data.examples import DataSet, Examples

Draw = Callable[[np.random.Generator, int], tuple[Matrix, Vector]]

HELD_OUT = 200
"""Points to validate with, and as many to test with."""


def _blobs(generator: np.random.Generator, count: int) -> tuple[Matrix, Vector]:
    labels = np.arange(count) % 3
    angle = 2 * np.pi * labels / 3
    centres = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return centres + generator.normal(0, 0.3, (count, 2)), labels


def _rings(generator: np.random.Generator, count: int) -> tuple[Matrix, Vector]:
    labels = np.arange(count) % 2
    angle = generator.uniform(0, 2 * np.pi, count)
    radius = np.where(labels, 1.4, 0.5) + generator.normal(0, 0.12, count)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1), labels


def _quadrants(generator: np.random.Generator, count: int) -> tuple[Matrix, Vector]:
    x = generator.uniform(-1, 1, (count, 2))
    x += 0.1 * np.sign(x)
    return x, (x[:, 0] * x[:, 1] > 0).astype(int)


def _moons(generator: np.random.Generator, count: int) -> tuple[Matrix, Vector]:
    labels = np.arange(count) % 2
    angle = generator.uniform(0, np.pi, count)
    x = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    x = np.where(labels[:, None], [1, 0.5] - x, x) + generator.normal(0, 0.1, (count, 2))
    return x - [0.5, 0.25], labels


SHAPES: dict[str, tuple[Draw, int]] = {
    "blobs": (_blobs, 3),
    "rings": (_rings, 2),
    "quadrants": (_quadrants, 2),
    "moons": (_moons, 2),
}
"""By name: what draws so many points, and the number of classes."""


def toy_data_set(shape: str, count: int, seed: int) -> DataSet:
    """Return points of the plane, some of them held out.

    Parameters
    ----------
    shape : str
        A key of SHAPES.
    count : int
        Points to learn from.
    """
    draw, classes = SHAPES[shape]
    parts = []
    for number, size in enumerate((count, HELD_OUT, HELD_OUT)):
        x, labels = draw(np.random.default_rng([seed, number]), size)
        parts.append(Examples(x.astype(np.float32), labels.astype(np.uint8)))
    training, validation, test = parts
    return DataSet(shape, training, validation, test, rows=1, columns=2, classes=classes)
