"""The x axes of curves: epochs, examples, multiplications or seconds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from app.appearance.translation import tr
from engine.arrays import Vector
from engine.simulations.learning.views.state import History

EPOCHS, EXAMPLES, MULTIPLICATIONS, SECONDS = AXES = (
    "epochs",
    "examples",
    "multiplications",
    "seconds",
)

STEPS, BATCH, BUMPS = "steps", "batch", "bumps"
"""Axes of other plots, not selectable."""

PASSES = 3
"""Forward, backward to the errors, backward to the weights; each costs about the same."""


def places(history: History, products: int, axis: str) -> Vector:
    """Return the positions of a run's measured epochs on an axis, shape (n,).

    Parameters
    ----------
    products : int
        Multiplications of one example in the forward pass.
    """
    return _PLACES[axis](history, products)


def between(history: History, epochs: Vector, products: int, axis: str) -> Vector:
    """Return the positions of fractional epochs on an axis, shape (m,)."""
    if axis == EPOCHS or len(history.epochs) < 2:
        return epochs
    measured, known = history.epochs, places(history, products, axis)
    pace = (known[-1] - known[-2]) / (measured[-1] - measured[-2])
    beyond = np.maximum(epochs - measured[-1], 0) * pace
    found: Vector = np.interp(epochs, measured, known) + beyond
    return found


def axis_after(axis: str) -> str:
    """Return the axis that follows another one: epochs, examples, multiplications, seconds."""
    return AXES[(AXES.index(axis) + 1) % len(AXES)]


def axis_name(axis: str) -> str:
    """Return the label of an axis."""
    return _NAMES[axis]()


def _epochs(history: History, products: int) -> Vector:
    return history.epochs


def _examples(history: History, products: int) -> Vector:
    return history.examples


def _multiplications(history: History, products: int) -> Vector:
    return history.examples * float(PASSES * products)


def _seconds(history: History, products: int) -> Vector:
    total: Vector = np.cumsum(history.seconds)
    return total


_PLACES: Mapping[str, Callable[[History, int], Vector]] = {
    EPOCHS: _epochs,
    EXAMPLES: _examples,
    MULTIPLICATIONS: _multiplications,
    SECONDS: _seconds,
}

_NAMES: Mapping[str, Callable[[], str]] = {
    STEPS: lambda: tr("step"),
    BATCH: lambda: tr("mini-batch"),
    BUMPS: lambda: tr("bumps"),
    EPOCHS: lambda: tr("epoch"),
    EXAMPLES: lambda: tr("examples"),
    MULTIPLICATIONS: lambda: tr("products"),
    SECONDS: lambda: tr("seconds"),
}
