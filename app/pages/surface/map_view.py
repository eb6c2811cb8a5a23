"""Map of the surface: colours, contour lines, balls and their paths."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import significant, tr
from app.widgets.access.items import Item, around
from app.widgets.basics.drawn import ARROWS, RIGHT, Drawn
from app.widgets.pictures.picture_view import square_in
from app.widgets.plots.ticks import ticks
from engine.simulations.surface.state import BALL_COLOURS, BallView, SurfaceState

BALL_PX, ARROW_PX = 7.0, 64.0
"""Radius of a ball at the theme's point size of 6, and length limit of the gradient arrow."""


KEY_SHARE = 0.02
"""Shift of a ball by an arrow key, as a share of the visible range."""


class MapView(Drawn):
    """Map of a SurfaceState; a click drops a ball, a drag moves the newest one.

    Signals
    -------
    dropped : (x, y)
    moved : (x, y, finished)
    """

    dropped = Signal(float, float)
    moved = Signal(float, float, bool)

    least: ClassVar = (160, 160)
    preferred: ClassVar = (420, 440)
    focus: ClassVar = Qt.FocusPolicy.TabFocus

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "surface_map", parent)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._state: SurfaceState | None = None
        self._dragging = False

    def show_state(self, state: SurfaceState) -> None:
        """Show a state; repaint if the picture differs."""
        before = self._state
        self._state = state
        if before is None or _seen(before) != _seen(state):
            self.update()
        self.setAccessibleDescription(
            tr("{formula} from above, {count} balls.", formula=state.formula,
               count=len(state.balls))
        )  # fmt: skip

    @property
    def area(self) -> QRectF:
        """Square that the surface is drawn in."""
        small = self._theme.size("small")
        room = QRectF(self.rect()).adjusted(3.2 * small, 0.7 * small, -6, -2.2 * small)
        return square_in(room)

    def accessible_items(self) -> list[Item]:
        """Return the balls for assistive technology."""
        state = self._state
        return [] if state is None else [
            self._ball_item(state, place, ball) for place, ball in enumerate(state.balls, 1)
        ]  # fmt: skip

    def _ball_item(self, state: SurfaceState, place: int, ball: BallView) -> Item:
        across, up = state.names
        value = tr(
            "{across} {x}, {up} {y}, cost {cost}, {steps} steps",
            across=across, x=significant(ball.x), up=up, y=significant(ball.y),
            cost=significant(ball.cost), steps=ball.steps,
        )  # fmt: skip
        near = _is_near(ball.x, ball.y)
        middle = self._pixel(state, self.area, ball.x, ball.y) if near else QPointF()
        return Item(tr("ball {number}", number=place), value, around(middle, BALL_PX))

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        state = self._state
        if state is None:
            return
        painter, area = QPainter(self), self.area
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if state.map is not None:
            rows, columns = state.map.shape
            kind = QImage.Format.Format_RGB32
            painter.drawImage(area, QImage(state.map.data, columns, rows, 4 * columns, kind))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axes(painter, state, area)
        painter.setClipRect(area)
        for ball, colour in zip(state.balls, BALL_COLOURS, strict=False):
            self._paint_ball(painter, state, area, ball, QColor(colour & 0xFFFFFF))
        painter.setClipping(False)
        token, width = ("accent", 2.0) if self.hasFocus() else ("line", 1.0)
        painter.setPen(QPen(self._theme.color(token), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)

    def _paint_axes(self, painter: QPainter, state: SurfaceState, area: QRectF) -> None:
        left, right, bottom, top = state.reach
        small = self._theme.size("small")
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("text_2"))
        for value in ticks(left, right, 5):
            x = area.left() + (value - left) / (right - left) * area.width()
            room = QRectF(x - 2 * small, area.bottom() + 3, 4 * small, 1.6 * small)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, significant(value, 3))
        for value in ticks(bottom, top, 5):
            y = area.bottom() - (value - bottom) / (top - bottom) * area.height()
            room = QRectF(area.left() - 6 * small, y - small, 6 * small - 5, 2 * small)
            painter.drawText(room, RIGHT, significant(value, 3))
        painter.setPen(self._theme.color("text"))
        across, up = state.names
        room = QRectF(area.right() - 96, area.bottom() - 2 * small, 90, 1.8 * small)
        corner = QRectF(area.left() + 6, area.top() + 4, 90, 1.8 * small)
        # white on a black shadow is legible on every colour of the map
        for colour, away in (("black", 1.0), ("white", 0.0)):
            painter.setPen(QColor(colour))
            painter.drawText(room.translated(away, away), Qt.AlignmentFlag.AlignRight, across)
            painter.drawText(corner.translated(away, away), 0, up)

    def _paint_ball(
        self, painter: QPainter, state: SurfaceState, area: QRectF, ball: BallView, colour: QColor
    ) -> None:
        places = [self._pixel(state, area, x, y) for x, y in ball.path.tolist() if _is_near(x, y)]
        if not places:
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(0, 0, 0, 150), 4.0))
        painter.drawPolyline(QPolygonF(places))
        painter.setPen(QPen(colour, 2.0))
        painter.drawPolyline(QPolygonF(places))
        if len(places) <= 60:
            painter.setBrush(colour)
            painter.setPen(Qt.PenStyle.NoPen)
            for place in places:
                painter.drawEllipse(place, 2.4, 2.4)
        if not _is_near(ball.x, ball.y):
            return
        self._paint_arrow(painter, state, area, ball, places[-1])
        painter.setPen(QPen(QColor(0, 0, 0, 200), 1.5))
        painter.setBrush(colour)
        radius = BALL_PX * self._theme.size("point") / 6
        painter.drawEllipse(places[-1], radius, radius)

    def _paint_arrow(
        self, painter: QPainter, state: SurfaceState, area: QRectF, ball: BallView, place: QPointF
    ) -> None:
        """Draw −∇C as an arrow whose length grows with η|∇C| and saturates at ARROW_PX."""
        left, right, bottom, top = state.reach
        across = -ball.gradient[0] * area.width() / (right - left)
        down = ball.gradient[1] * area.height() / (top - bottom)
        length = float(np.hypot(across, down))
        if not np.isfinite(length) or length < 1e-9:
            return
        shown = ARROW_PX * (1 - np.exp(-length * ball.eta / ARROW_PX * 4))
        tip = place + QPointF(across, down) * (shown / length)
        painter.setPen(QPen(QColor("black"), 2.0))
        painter.drawLine(place, tip)
        side = QPointF(-down, across) / length * 4
        back = tip - QPointF(across, down) / length * 8
        painter.setBrush(QColor("black"))
        painter.drawPolygon(QPolygonF([tip, back + side, back - side]))

    def _pixel(self, state: SurfaceState, area: QRectF, x: float, y: float) -> QPointF:
        left, right, bottom, top = state.reach
        return QPointF(
            area.left() + (x - left) / (right - left) * area.width(),
            area.bottom() - (y - bottom) / (top - bottom) * area.height(),
        )

    # --- mouse and keys -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        state, arrow = self._state, ARROWS.get(Qt.Key(event.key()))
        if state is None or arrow is None:
            super().keyPressEvent(event)
            return
        left, right, bottom, top = state.reach
        if not state.balls:
            self.dropped.emit((left + right) / 2, (bottom + top) / 2)
            return
        ball = state.balls[-1]
        x = ball.x + KEY_SHARE * arrow[0] * (right - left)
        y = ball.y - KEY_SHARE * arrow[1] * (top - bottom)
        self.moved.emit(min(max(x, left), right), min(max(y, bottom), top), True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        state, at = self._state, event.position()
        if state is None or not self.area.contains(at):
            return
        if state.balls:
            newest = state.balls[-1]
            place = self._pixel(state, self.area, newest.x, newest.y)
            if (place - at).manhattanLength() < 2.5 * BALL_PX:
                self._dragging = True
                return
        self.dropped.emit(*self._point(state, at))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging and self._state is not None:
            self.moved.emit(*self._point(self._state, event.position()), False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging and self._state is not None:
            self._dragging = False
            self.moved.emit(*self._point(self._state, event.position()), True)

    def _point(self, state: SurfaceState, at: QPointF) -> tuple[float, float]:
        left, right, bottom, top = state.reach
        area = self.area
        x = left + (at.x() - area.left()) / area.width() * (right - left)
        y = bottom + (area.bottom() - at.y()) / area.height() * (top - bottom)
        return min(max(x, left), right), min(max(y, bottom), top)


def _is_near(x: float, y: float) -> bool:
    """Return whether a point can be drawn; a diverging ball leaves Qt's coordinate range."""
    return abs(x) < 1e4 and abs(y) < 1e4


def _seen(state: SurfaceState) -> tuple[object, ...]:
    balls = tuple((ball.x, ball.y, ball.steps, ball.eta) for ball in state.balls)
    return id(state.map), state.step, balls
