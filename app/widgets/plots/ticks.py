"""Round ticks of an axis and their abbreviated labels."""

from __future__ import annotations

import numpy as np

LETTERS = ((1e12, 1e12, "T"), (1e9, 1e9, "G"), (1e6, 1e6, "M"), (1e4, 1e3, "k"))
"""Smallest number, divisor and suffix of each abbreviation."""


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
    >>> short(20.0), short(1500000.0), short(20000.0)
    ('20', '1.5M', '20k')
    """
    for limit, size, letter in LETTERS:
        if value >= limit:
            return f"{value / size:g}{letter}"
    return f"{value:g}"
