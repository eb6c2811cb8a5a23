"""Painter of a network's function and of its target."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.appearance.theme import Theme
from app.appearance.translation import plain, tr
from app.widgets.basics.polygons import corners_of, polygon_of
from app.widgets.networks.network_painting import blend
from app.widgets.plots.ticks import ticks
from engine.arrays import Vector
from engine.simulations.universality.state import UniversalityState

DEVIATION, WINDOW, BAR = 40, 20, 64
"""Alpha (0..255) of the area between the curves, of windows of failure, of bars."""

MOST_GRIPS = 24
"""Number of bars up to which each has a grip."""

GHOST_SHARE = 0.45
OTHERS = ("twin_1", "twin_2")
"""Colour tokens of the outputs that are not selected."""

STRIP_PX = 5.0
"""Height of the strip at the bottom of the plot that marks windows of failure."""

NARROWEST_BAR = 3.0
"""Least width in pixels at which all bars are filled."""


@dataclass(frozen=True, slots=True)
class Highlighted:
    """Highlighted part: a bump, or the edge of a neuron's step."""

    bump: int | None = None
    edge: int | None = None


class CurvePainter:
    """Painter of the plot area for one paint event."""

    def __init__(
        self,
        painter: QPainter,
        theme: Theme,
        state: UniversalityState,
        area: QRectF,
        held: Highlighted,
    ) -> None:
        assert state.curve is not None  # stations without a curve are not painted
        self._painter, self._theme, self._area = painter, theme, area
        self._state, self._curve, self._held = state, state.curve, held

    def paint(self) -> None:
        """Draw everything."""
        self._grid()
        painter = self._painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self._area.adjusted(-1, -1, 1, 1))
        self._windows()
        self._deviation()
        self._bars()
        for ghost in self._state.tries:
            if ghost.curve is not None:
                colour = blend(self._theme.color("surface"), self._theme.color("text_2"), 0.5)
                self._line(ghost.curve, colour, 0.6)
        self._functions()
        painter.setClipping(False)
        self._grips()
        self._steps()

    # --- the ground -----------------------------------------------------------------------------

    def _grid(self) -> None:
        painter, area, curve = self._painter, self._area, self._curve
        small = self._theme.size("small")
        painter.setFont(self._theme.font("small"))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        most = max(2, int(area.height() / (2.6 * small)))
        for value in ticks(curve.low, curve.high, min(most, 8)):
            y = self.pixel(0.0, value).y()
            painter.setPen(QPen(self._theme.color("line" if value else "text_2"), 1.0))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(self._theme.color("text_2"))
            room = QRectF(0, y - small, area.left() - 6, 2 * small)
            painter.drawText(room, flags, plain(value, 2))
        for value in ticks(0.0, 1.0, 5 if area.width() > 24 * small else 2):
            x = self.pixel(value, 0.0).x()
            room = QRectF(x - 3 * small, area.bottom() + 3, 6 * small, 1.6 * small)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, plain(value, 1))
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.drawRect(area)

    def _windows(self) -> None:
        """Shade the windows of failure, where neurons are neither off nor on."""
        colour = QColor(self._theme.color("warning"))
        colour.setAlpha(WINDOW)
        area = self._area
        for left, right in self._curve.windows.tolist():
            x0, x1 = (area.left() + end * area.width() for end in (left, right))
            room = QRectF(x0, self._area.top(), max(x1 - x0, 1.0), self._area.height())
            self._painter.fillRect(room, colour)
            room.setTop(self._area.bottom() - STRIP_PX)
            self._painter.fillRect(room, self._theme.color("warning"))

    def _deviation(self) -> None:
        """Shade the area between curve and target, which is the average deviation."""
        curve, output = self._curve, self._state.output
        if not len(curve.targets):
            return
        x, there = self._pixels(curve.x, curve.targets[output])
        back_x, back = self._pixels(*corners_of(curve.x, curve.curves[output]))
        around = np.concatenate([x, back_x[::-1]]), np.concatenate([there, back[::-1]])
        self._fill(polygon_of(*around), "cost", DEVIATION)

    def _bars(self) -> None:
        """Fill bars that are wide enough, and the highlighted one; none where bumps overlap."""
        curve, held = self._curve, self._held.bump
        overlap = bool((np.diff(curve.edges[:, 0]) < 0).any())
        stairs = self._state.settings["station"] in ("neuron", "steps")
        if stairs or overlap or not curve.is_bumps:
            return
        if self._area.width() / max(len(curve.heights), 1) >= NARROWEST_BAR:
            above = np.maximum(curve.levels, self.ground)
            self._fill(self._bar_outline(above), "positive", BAR)
            below = np.minimum(curve.levels, self.ground)
            self._fill(self._bar_outline(below), "negative", BAR)
        if held is not None and held < len(curve.levels):
            one = np.full(len(curve.levels), self.ground)
            one[held] = curve.levels[held]
            self._fill(self._bar_outline(one), "accent", BAR)

    def _bar_outline(self, levels: Vector) -> QPolygonF:
        """Return the outline of bars; each returns to the base line."""
        ground = np.full(len(levels), self.ground)
        x = self._curve.edges[:, [0, 0, 1, 1]].ravel()
        y = np.stack([ground, levels, levels, ground], axis=1).ravel()
        return polygon_of(*self._pixels(x, y))

    def _fill(self, outline: QPolygonF, token: str, opacity: int) -> None:
        colour = QColor(self._theme.color(token))
        colour.setAlpha(opacity)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(colour)
        self._painter.drawPolygon(outline)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    @property
    def ground(self) -> float:
        """Base line of bars: 0, or σ(0) = ½ if the output goes through σ."""
        return 0.5 if self._state.settings["output"] == "sigmoid" else 0.0

    # --- the curves -----------------------------------------------------------------------------

    def _functions(self) -> None:
        curve, theme, chosen = self._curve, self._theme, self._state.output
        others = [each for each in range(len(curve.curves)) if each != chosen]
        for output, token in zip(others, OTHERS, strict=False):
            colour = blend(theme.color("surface"), theme.color(token), 0.55)
            if len(curve.targets):
                self._line(curve.targets[output], colour, 0.6, dashed=True)
            self._line(curve.curves[output], colour, 0.7)
        if len(curve.targets):
            self._line(curve.targets[chosen], theme.color("positive"), 1.2)
        self._line(curve.curves[chosen], theme.color("text"), 1.3)

    def _line(self, y: Vector, colour: QColor, wide: float, *, dashed: bool = False) -> None:
        pen = QPen(colour, wide * self._theme.size("curve"))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dashed:
            pen.setDashPattern([4.0, 3.0])
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        x, y = self._pixels(*corners_of(self._curve.x, y))
        self._painter.drawPolyline(polygon_of(x, y))

    def _pixels(self, x: Vector, y: Vector) -> tuple[Vector, Vector]:
        """Return the pixels of points in axis units."""
        area, curve = self._area, self._curve
        # clip distant points: Qt cannot draw very large coordinates
        span = curve.high - curve.low
        x, y = np.clip(np.nan_to_num(x), -1.0, 2.0), np.nan_to_num(y)
        y = np.clip(y, curve.low - span, curve.high + span)
        across = area.left() + x * area.width()
        return across, area.bottom() - (y - curve.low) / span * area.height()

    def pixel(self, x: float, y: float) -> QPointF:
        """Return the pixel of a point in axis units."""
        curve, area = self._curve, self._area
        down = (y - curve.low) / (curve.high - curve.low) * area.height()
        return QPointF(area.left() + x * area.width(), area.bottom() - down)

    # --- highlights -----------------------------------------------------------------------------

    def _grips(self) -> None:
        """Draw a grip on each bar, or on the highlighted one if there are many."""
        curve, theme = self._curve, self._theme
        if self._state.settings["station"] in ("neuron", "steps"):
            return
        few = len(curve.heights) <= MOST_GRIPS
        shown = range(len(curve.heights)) if few else [self._held.bump or 0]
        for bump in shown:
            held = bump == self._held.bump
            (left, right), level = curve.edges[bump].tolist(), float(curve.levels[bump])
            if not np.isfinite([left, right, level]).all() or not (few or held):
                continue
            place = self.pixel((left + right) / 2, min(max(level, curve.low), curve.high))
            self._painter.setPen(QPen(theme.color("accent" if held else "text"), 2.0))
            self._painter.setBrush(theme.color("accent" if held else "surface"))
            radius = 0.8 * theme.size("point") * (1.25 if held else 1.0)
            self._painter.drawEllipse(place, radius, radius)

    def _steps(self) -> None:
        """Draw the positions of at most two steps, and the highlighted edge."""
        curve, theme = self._curve, self._theme
        named = len(curve.s) <= 2
        small = theme.size("small")
        shown = range(len(curve.s)) if named else [self._held.edge or 0]
        for neuron in shown:
            place, lit = float(curve.s[neuron]), neuron == self._held.edge
            if not np.isfinite(place) or not 0 <= place <= 1 or not (named or lit):
                continue
            x = self.pixel(place, 0).x()
            pen = QPen(theme.color("accent" if lit else "text_2"), 1.0 + lit)
            pen.setDashPattern([3.0, 3.0])
            self._painter.setPen(pen)
            self._painter.drawLine(QPointF(x, self._area.top()), QPointF(x, self._area.bottom()))
            self._painter.setFont(theme.font("small", bold=lit))
            words = tr("s = {place}", place=plain(place, 3))
            room = QRectF(x + 5, self._area.top() + 2, 9 * small, 1.6 * small)
            if room.right() > self._area.right():
                room.moveRight(x - 5)
                flags = Qt.AlignmentFlag.AlignRight
            else:
                flags = Qt.AlignmentFlag.AlignLeft
            self._painter.setPen(theme.color("accent" if lit else "text_2"))
            self._painter.drawText(room, flags, words)
