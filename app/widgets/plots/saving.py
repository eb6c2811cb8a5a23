"""A plot as a table of its values."""

from __future__ import annotations

from itertools import zip_longest

import numpy as np

from app.appearance.translation import tr
from app.widgets.plots.figure import Axis, Figure, Line
from engine.arrays import Vector


def table(figure: Figure) -> list[list[str]]:
    """Return the values of all lines in rows below their names, not thinned, to the last digit.

    One column of x, or where lines have different ones a column of x before each of them.
    """
    lines = [*figure.readable(), *_members(figure)]
    xs = [line.x for _, line in lines]
    shared = all(np.array_equal(x, xs[0]) for x in xs)
    across = _head(figure.x.name or "x", figure.x)
    columns: list[tuple[str, list[str]]] = [(across, _texts(xs[0]))] if shared and xs else []
    for name, line in lines:
        if not shared:
            columns.append((across, _texts(line.x)))
        columns.append((_head(name, figure.y), _texts(line.y)))
    rows = zip_longest(*(values for _, values in columns), fillvalue="")
    return [[name for name, _ in columns], *map(list, rows)]


def _members(figure: Figure) -> list[tuple[str, Line]]:
    """Return the curves of a fan's members with their names."""
    if figure.fan is None:
        return []
    values, epochs = figure.fan.values, figure.fan.epochs
    return [
        (tr("member {number}", number=place + 1), Line("", epochs, values[:, place]))
        for place in range(values.shape[1])
    ]


def _head(name: str, axis: Axis) -> str:
    return f"{name} [{axis.unit}]" if axis.unit else name


def _texts(values: Vector) -> list[str]:
    return [repr(float(value)) for value in values]
