"""Axes and lines of a plot, as assistive technology lists them."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF

from app.appearance.translation import significant, tr
from app.widgets.access.items import Item
from app.widgets.plots.figure import DIGITS, Axis, Bounds, Figure
from app.widgets.plots.ticks import value_at


def figure_items(
    figure: Figure, visible: Bounds, logs: tuple[bool, bool], box: QRectF
) -> list[Item]:
    """Return both axes with their ends, then every line with its last value.

    Parameters
    ----------
    visible : tuple of float
        Left, right, low and high end of what is seen, as places of the axes.
    box : QRectF
        Rectangle of the plot: its parts share it.
    """
    named = figure.readable()
    if not named:
        return []
    left, right, low, high = visible
    axes = [
        _axis_item(tr("x axis"), figure.x, (left, right), logs[0], box),
        _axis_item(tr("y axis"), figure.y, (low, high), logs[1], box),
    ]
    lines = []
    for name, line in named:
        ends = np.flatnonzero(np.isfinite(line.y))
        if ends.size:
            x, y = (significant(float(each[ends[-1]]), DIGITS) for each in (line.x, line.y))
            lines.append(Item(name, tr("{y} at {x}", y=y, x=x), box))
    return axes + lines


def _axis_item(which: str, axis: Axis, ends: tuple[float, float], log: bool, box: QRectF) -> Item:
    low, high = (significant(float(value_at(end, log)), DIGITS) for end in ends)
    name = " ".join(each for each in (which, axis.name, axis.unit) if each)
    return Item(name, tr("{low} to {high}", low=low, high=high), box)
