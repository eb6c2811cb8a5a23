"""Data for staged runs: a few built-in digits, and points of the plane."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from engine.data.built_in import built_in_digits
from engine.data.examples import DataSet, Examples


@lru_cache(maxsize=4)
def _digits(seed: int) -> Examples:
    return built_in_digits(3_000, 1_000 + seed)


def digits(count: int) -> Callable[[int], DataSet]:
    """Return seed -> so many built-in digits, 500 to validate and 500 to test."""

    def data(seed: int) -> DataSet:
        every = _digits(seed)
        cuts = [slice(0, count), slice(2_000, 2_500), slice(2_500, 3_000)]
        training, validation, test = (Examples(every.x[cut], every.labels[cut]) for cut in cuts)
        return DataSet("digits", training, validation, test)

    return data


def _blobs(generator: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    labels = np.arange(count) % 3
    angle = 2 * np.pi * labels / 3
    centres = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return centres + generator.normal(0, 0.3, (count, 2)), labels


def _rings(generator: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    labels = np.arange(count) % 2
    angle = generator.uniform(0, 2 * np.pi, count)
    radius = np.where(labels, 1.4, 0.5) + generator.normal(0, 0.12, count)
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1), labels


def _quadrants(generator: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    x = generator.uniform(-1, 1, (count, 2))
    x += 0.1 * np.sign(x)
    return x, (x[:, 0] * x[:, 1] > 0).astype(int)


def _moons(generator: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    labels = np.arange(count) % 2
    angle = generator.uniform(0, np.pi, count)
    x = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    x = np.where(labels[:, None], [1, 0.5] - x, x) + generator.normal(0, 0.1, (count, 2))
    return x - [0.5, 0.25], labels


SHAPES = {
    "blobs": (_blobs, 3),
    "rings": (_rings, 2),
    "quadrants": (_quadrants, 2),
    "moons": (_moons, 2),
}


def points(shape: str, count: int) -> Callable[[int], DataSet]:
    """Return seed -> so many points of the plane, 200 to validate and 200 to test."""
    draw, classes = SHAPES[shape]

    def data(seed: int) -> DataSet:
        parts = []
        for number, size in enumerate((count, 200, 200)):
            x, labels = draw(np.random.default_rng([seed, number]), size)
            parts.append(Examples(x.astype(np.float32), labels.astype(np.uint8)))
        training, validation, test = parts
        return DataSet(shape, training, validation, test, rows=1, columns=2, classes=classes)

    return data
