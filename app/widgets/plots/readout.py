"""Values of all lines of a figure at one x."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from app.appearance.translation import significant
from app.widgets.plots.figure import DIGITS, Axis, Figure, Line
from engine.arrays import Vector

MOST_ROWS = 10
"""Most lines whose values are written; the others are hidden behind them anyway."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The value of one line at its measured point that is nearest to the cursor."""

    name: str
    value: float
    line: Line


def measured(figure: Figure) -> Vector:
    """Return every x at which a line has a point, ascending; of ghosts only without others."""
    lines = [line for _, line in figure.readable() if not line.ghost] or figure.ghosts
    xs = [line.x[np.isfinite(line.y)] for line in lines]
    return np.unique(np.concatenate(xs)) if xs else np.zeros(0)


def nearest(x: Vector, value: float) -> int:
    """Return the index of the entry of an ascending vector that is nearest to a value."""
    after = min(int(np.searchsorted(x, value)), len(x) - 1)
    before = max(after - 1, 0)
    return before if value - x[before] <= x[after] - value else after


def readings(figure: Figure, x: float) -> list[Reading]:
    """Return the value of every line that has a point at x or on both sides of it."""
    found = []
    for name, line in figure.readable():
        known = np.isfinite(line.y)
        places, values = line.x[known], line.y[known]
        if places[0] <= x <= places[-1]:
            found.append(Reading(name, float(values[nearest(places, x)]), line))
    return found[:MOST_ROWS]


def with_unit(value: float, axis: Axis, digits: int = DIGITS) -> str:
    """Return a value in words, with the unit of its axis."""
    text = significant(value, digits)
    return f"{text} {axis.unit}" if axis.unit else text


def reading_text(figure: Figure, x: float) -> str:
    """Return the values at an x as a sentence: "epoch 3: training 0.12, validation 0.2"."""
    words = (f"{each.name} {with_unit(each.value, figure.y)}" for each in readings(figure, x))
    return f"{figure.x.name or 'x'} {with_unit(x, figure.x, 6)}: {', '.join(words)}"
