"""Round ticks of an axis, linear or logarithmic, and their abbreviated labels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.appearance.translation import number
from app.widgets.plots.figure import Axis, Bounds, Line
from engine.arrays import Vector

LETTERS = ((1e12, 1e12, "T"), (1e9, 1e9, "G"), (1e6, 1e6, "M"), (1e4, 1e3, "k"))
"""Smallest number, divisor and suffix of each abbreviation."""

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def ticks(low: float, high: float, most: int) -> list[float]:
    """Return round numbers between two limits.

    Examples
    --------
    >>> ticks(0.0, 30.0, 4)
    [0.0, 10.0, 20.0, 30.0]
    """
    span = high - low
    if not np.isfinite(span) or span <= 0:
        return [low]
    power = 10.0 ** np.floor(np.log10(span / most))
    steps = (step * power for step in (1.0, 2.0, 5.0, 10.0, 20.0, 50.0))
    step = next(step for step in steps if span / step <= most)
    first = np.ceil(low / step - 1e-9) * step
    count = int(np.floor((high - first) / step + 1e-9)) + 1
    return [float(f"{first + step * index:.10g}") for index in range(count)]


def short(value: float) -> str:
    """Abbreviate the label of a tick.

    Examples
    --------
    >>> short(20.0), short(1500000.0), short(20000.0), short(-0.5)
    ('20', '1.5M', '20k', '−0.5')
    """
    for limit, size, letter in LETTERS:
        if abs(value) >= limit:
            return f"{_plain(value / size)}{letter}"
    return _plain(value)


def power_of_ten(power: int) -> str:
    """Format a power of ten.

    Examples
    --------
    >>> power_of_ten(0), power_of_ten(-3)
    ('1', '10⁻³')
    """
    return "1" if power == 0 else "10" + str(power).translate(RAISED)


def places(values: Vector, log: bool) -> Vector:
    """Return the places of values on an axis: log₁₀ on a logarithmic one, NaN up to 0 there."""
    if not log:
        return values
    found: Vector = np.log10(np.where(values > 0, values, np.nan))
    return found


def value_at(place: float, log: bool) -> float:
    """Return the value at a place of an axis."""
    return float(10.0**place) if log else place


def limits(lines: Sequence[Line], bounds: Bounds, logs: tuple[bool, bool]) -> Bounds:
    """Return the ends of the axes as places; up to 0 the smallest value shown stands in.

    Parameters
    ----------
    logs : tuple of bool
        Whether x and y are logarithmic.
    """
    left, right, low, high = bounds
    across = _ends(left, right, [line.x for line in lines], logs[0])
    return *across, *_ends(low, high, [line.y for line in lines], logs[1])


def axis_ticks(
    axis: Axis, low: float, high: float, log: bool, most: int
) -> list[tuple[float, str]]:
    """Return places and labels of an axis's ticks between two places.

    Parameters
    ----------
    most : int
        Most ticks of which the labels do not touch.
    """
    if not log:
        chosen = axis.marks[:: 1 if most > len(axis.marks) else 2]
        return [(mark, short(mark)) for mark in chosen or ticks(low, high, most)]
    if axis.marks:
        inside = [mark for mark in axis.marks if low - 1e-9 <= np.log10(mark) <= high + 1e-9]
        shown = inside[:: max(-(-len(inside) // most), 1)]
        return [(float(np.log10(mark)), short(mark)) for mark in shown]
    first, last = int(np.ceil(low - 1e-9)), int(np.floor(high + 1e-9))
    if last - first < 1:
        values = ticks(10.0**low, 10.0**high, most)
        return [(float(np.log10(value)), short(value)) for value in values if value > 0]
    every = max(-(-(last - first + 1) // most), 1)
    return [(float(power), power_of_ten(power)) for power in range(first, last + 1, every)]


def _plain(value: float) -> str:
    return f"{value:g}".replace("-", "−").replace(".", number(0.5, 1)[1])


def _ends(low: float, high: float, values: Sequence[Vector], log: bool) -> tuple[float, float]:
    if not log:
        return low, max(high, low + 1e-300)
    if low <= 0:
        positive = [each[(each > 0) & (each <= high)] for each in values]
        least = min((float(each.min()) for each in positive if each.size), default=1e-3)
        low = min(least, high / 10) if high > 0 else least
    return float(np.log10(low)), float(np.log10(max(high, low * 1.01)))
