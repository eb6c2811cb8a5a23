"""Bars of a network's output probabilities."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import percent, tr
from app.widgets.access.items import Item
from app.widgets.basics.drawn import Drawn
from app.widgets.basics.text_pictures import TextPictures
from app.widgets.networks.network_geometry import row_centres
from app.widgets.networks.network_painting import blend
from app.widgets.networks.network_state import diagram_margins
from engine.arrays import Vector

WIDEST_NAME = 0.4
"""Most of the width that names of classes may take."""
STACKED = 2.8
"""Distance of two rows in font sizes from which on long names stand above their bars."""
CROWDED = 1.2
"""Distance of two rows in small font sizes below which only the first two are written."""
ROOMY = 1.25
"""Distance of two rows in font sizes below which texts are small."""


class OutputBars(Drawn):
    """One row for each class, level with the output neurons of a diagram beside it."""

    def __init__(self, theme: Theme, labels: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(theme, "output_bars", parent)
        self._labels, self._label_width = tuple(labels), 0.0
        self._values: Vector | None = None
        self._winner: int | None = None
        self._runner_up: int | None = None
        self._lockstep_runs: tuple[tuple[str, tuple[float, ...]], ...] = ()
        self._strength = 1.0
        self._rows: tuple[object, ...] = ()
        self._texts = TextPictures(theme)
        self._faint = QColor()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumWidth(96)
        self.retranslate()
        self._on_theme_changed()

    def _measure(self) -> None:
        """Measure the room for the names, at most WIDEST_NAME of the width."""
        metrics = QFontMetricsF(self._theme.font("strong"))
        longest = max(map(metrics.horizontalAdvance, self._labels), default=0.0)
        base = self._theme.size("base")
        self._label_width = max(min(longest, WIDEST_NAME * self.width()), base * 1.4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()
        super().resizeEvent(event)

    def _on_theme_changed(self) -> None:
        self._measure()
        self._faint = blend(self._theme.color("surface-2"), self._theme.color("text-2"), 0.8)
        self.update()

    @property
    def values(self) -> Vector | None:
        """The probabilities shown, or None."""
        return self._values

    def show_labels(self, labels: Sequence[str]) -> None:
        """Show other classes, without values until they are shown."""
        if tuple(labels) != self._labels:
            self._labels, self._values, self._lockstep_runs = tuple(labels), None, ()
            self._winner = self._runner_up = None
            self._rows = ()
            self._measure()
            self.update()

    def show_values(
        self, values: Vector | None, winner: int | None = None, runner_up: int | None = None
    ) -> None:
        """Show the probability of each class, 0..1; None empties the bars."""
        self._values = None if values is None else np.array(values, dtype=np.float64)
        self._winner, self._runner_up = winner, runner_up
        self._update_rows()

    def show_lockstep_runs(self, lockstep_runs: Sequence[tuple[str, Vector]]) -> None:
        """Show the outputs of runs in lockstep as thin bars below the wide ones.

        Parameters
        ----------
        lockstep_runs : sequence of (token, values)
            Colour and probabilities 0..1 of each run.
        """
        self._lockstep_runs = tuple(
            (token, tuple(map(float, values))) for token, values in lockstep_runs
        )
        self._update_rows()

    def table_rows(self) -> list[list[str]]:
        """Return the probability of each class, below a head."""
        if self._values is None:
            return []
        values = [repr(float(value)) for value in self._values]
        head = [tr("class"), tr("probability")]
        return [head, *map(list, zip(self._labels, values, strict=False))]

    def accessible_items(self) -> list[Item]:
        """Return the classes for assistive technology."""
        values = () if self._values is None else self._values.tolist()
        centres, pitch = self._centres()
        return [
            Item(label, percent_text(value), QRectF(self._room(y, pitch)))
            for label, value, y in zip(self._labels, values, centres, strict=False)
        ]

    def set_strength(self, strength: float) -> None:
        """Scale the bars: 0 draws them empty, 1 at full length."""
        if strength != self._strength:
            self._strength = strength
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Probability of each class"))
        self.setToolTip(
            tr("How sure the network is of each class: the winner is solid, the runner-up hatched.")
        )
        self.update()

    def _describe(self) -> str:
        if self._values is None:
            return tr("Nothing to read yet")
        return ", ".join(
            f"{label}: {percent_text(float(value))}"
            for label, value in zip(self._labels, self._values, strict=False)
        )

    def sizeHint(self) -> QSize:
        return QSize(int(self._theme.size("base") * 12), 520)

    def minimumSizeHint(self) -> QSize:
        return QSize(int(self._theme.size("base") * 8), 120)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = self.smooth_painter()
        painter.fillRect(event.rect(), self._theme.color("surface"))
        centres, pitch = self._centres()
        for row, y in enumerate(centres):
            if event.region().intersects(self._room(y, pitch)):
                self._paint_row(painter, row, y, pitch)

    def _centres(self) -> tuple[tuple[float, ...], float]:
        """Return the middle of every row, and the distance of two rows."""
        top, bottom = diagram_margins(self._theme)
        height = self.height() - top - bottom
        count = len(self._labels)
        return tuple(row_centres(top, height, count)), height / count

    def _room(self, y: float, pitch: float) -> QRect:
        return QRect(0, int(y - pitch / 2), self.width(), math.ceil(pitch) + 1)

    def _stacked(self, pitch: float) -> bool:
        """Return whether names stand above their bars: they are long, and there is room."""
        base = self._theme.size("base")
        return self._label_width > 2.5 * base and pitch > STACKED * base

    def _update_rows(self) -> None:
        """Repaint only the rows that changed: drawing text is slow."""
        shown = tuple(self._look(row) for row in range(len(self._labels)))
        centres, pitch = self._centres()
        for y, new, old in zip(centres, shown, self._rows or (None,) * len(shown), strict=True):
            if new != old:
                self.update(self._room(y, pitch))
        if shown != self._rows:
            self._rows = shown
            self.setAccessibleDescription(self._describe())

    def _look(self, row: int) -> tuple[object, ...]:
        text = "" if self._values is None else percent_text(float(self._values[row]))
        lockstep_runs = tuple(round(values[row], 3) for _, values in self._lockstep_runs)
        return (text, row == self._winner, row == self._runner_up, lockstep_runs)

    def _paint_row(self, painter: QPainter, row: int, y: float, pitch: float) -> None:
        base, stacked = self._theme.size("base"), self._stacked(pitch)
        first, second = row == self._winner, row == self._runner_up
        value = float(self._values[row]) * self._strength if self._values is not None else 0.0
        token = "text" if first or second else "text-2"
        crowded = pitch < self._theme.size("small") * CROWDED
        legible = not crowded or first or second
        if legible:
            self._paint_label(painter, row, y, pitch, token)
        left = 0.0 if stacked else self._label_width + base * 0.3
        y = y + base * 0.6 if stacked else y
        # without the numbers where bars would be too short to compare
        number_width = base * 4.7 if self.width() - left > base * 7.5 else 0.0
        high = min(base * 0.96, pitch * 0.8)
        bar = QRectF(left, y - high / 2, self.width() - left - number_width, high)
        self._paint_bar(painter, bar, value, first, second)
        self._paint_lockstep_runs(painter, bar, row)
        if self._values is not None and self._strength >= 1.0 and number_width and legible:
            room = QRectF(bar.right(), y - base, number_width, 2 * base)
            font = "mono-strong" if first else "mono"
            font = font if pitch > base * ROOMY else "mono-small"
            text = percent_text(float(self._values[row]))
            self._texts.put(painter, text, font, token, room, 1.0)

    def _paint_label(self, painter: QPainter, row: int, y: float, pitch: float, token: str) -> None:
        """Write the name of a class, elided where it is long."""
        base = self._theme.size("base")
        font = "strong" if row == self._winner else "base"
        font = font if pitch > base * ROOMY else "small"
        room = QRectF(0, y - pitch / 2, self._label_width, pitch)
        share = 1.0 if room.width() > base * 1.4 else 0.5
        if self._stacked(pitch):
            room, share = QRectF(0, y - base * 1.3, self.width(), base * 1.3), 0.0
        metrics = QFontMetricsF(self._theme.font(font))
        name = metrics.elidedText(self._labels[row], Qt.TextElideMode.ElideRight, room.width())
        # digits stand in the middle, names beside or above their bars
        self._texts.put(painter, name, font, token, room, share)

    def _paint_bar(
        self, painter: QPainter, bar: QRectF, value: float, first: bool, second: bool
    ) -> None:
        left, top, high = round(bar.left()), round(bar.top()), round(bar.height())
        length = max(round(bar.width() * min(value, 1.0)), 2)
        # square ends on whole pixels: the edge is the value, and fills are fast
        painter.fillRect(left, top, round(bar.width()), high, self._theme.color("surface-2"))
        painter.fillRect(left, top, length, high, self._fill(first, second))
        if second and length > 6:
            painter.setPen(QPen(self._theme.color("surface"), 1.0))
            for x in range(left + 5, left + length, 5):
                painter.drawLine(x, top + high, x - 3, top)

    def _paint_lockstep_runs(self, painter: QPainter, bar: QRectF, row: int) -> None:
        """Draw a thin bar below the wide one for every run in lockstep."""
        high = max(round(self._theme.size("base") * 0.16), 2)
        top = round(bar.bottom()) + 1
        for token, values in self._lockstep_runs:
            length = max(round(bar.width() * min(values[row], 1.0) * self._strength), 2)
            painter.fillRect(round(bar.left()), top, length, high, self._theme.color(token))
            top += high + 1

    def _fill(self, first: bool, second: bool) -> QColor:
        if first or second:
            return self._theme.color("positive")
        return self._faint


def percent_text(share: float) -> str:
    """Format a share 0..1 as a percentage; only exact 0 and 1 are shown as 0 % and 100 %.

    Examples
    --------
    >>> percent_text(0.9834), percent_text(0.99999), percent_text(0.0001)
    ('98.3 %', '>99.9 %', '<0.1 %')
    """
    if 0.0 < share < 0.0005:
        return "<" + percent(0.001)
    if 0.9995 <= share < 1.0:
        return ">" + percent(0.999)
    return percent(share)
