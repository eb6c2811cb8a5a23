"""A pale area between two curves, and dashed vertical lines, in a plot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QBrush

from app.appearance.theme import Theme
from app.widgets.plots.figure import Shade, Upright, pen_of
from app.widgets.plots.ticks import places

OPACITY = 0.16
"""Opacity of the area."""

DASH = (4.0, 3.0)


class ShadeLayer:
    """The items that draw a shade and uprights.

    Parameters
    ----------
    box : ViewBox
    """

    def __init__(self, box: Any) -> None:
        self._box = box
        self._ends = pg.PlotCurveItem(), pg.PlotCurveItem()
        self._area = pg.FillBetweenItem(*self._ends)
        self._area.setZValue(2)
        box.addItem(self._area, ignoreBounds=True)
        self._area.hide()
        self._lines: list[pg.InfiniteLine] = []

    def draw(
        self,
        shade: Shade | None,
        uprights: Sequence[Upright],
        logs: tuple[bool, bool],
        theme: Theme,
    ) -> None:
        """Draw a shade, None for none, and uprights."""
        self._area.setVisible(shade is not None)
        if shade is not None:
            self._draw_area(shade, logs, theme)
        while len(self._lines) < len(uprights):
            line = pg.InfiniteLine(angle=90)
            line.setZValue(10)
            self._box.addItem(line, ignoreBounds=True)
            self._lines.append(line)
        for number, line in enumerate(self._lines):
            line.setVisible(number < len(uprights))
            if number < len(uprights):
                upright = uprights[number]
                line.setValue(float(places(np.array([upright.x]), logs[0])[0]))
                line.setPen(pen_of(theme.color(upright.token), 1.5 * theme.size("line"), DASH))

    def _draw_area(self, shade: Shade, logs: tuple[bool, bool], theme: Theme) -> None:
        x = places(shade.x, logs[0])
        low, high = places(shade.low, logs[1]), places(shade.high, logs[1])
        known = np.isfinite(x) & np.isfinite(low) & np.isfinite(high)
        for end, values in zip(self._ends, (low, high), strict=True):
            end.setData(x=x[known], y=values[known])
        colour = theme.color(shade.token)
        colour.setAlphaF(OPACITY)
        self._area.setBrush(QBrush(colour))
