"""Table of all networks: a legend of the curves that can be pointed at, with their numbers."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import percent, tr
from app.pages.slowdown.activations.words import cost_text, look_of, title_of
from app.widgets.basics.drawn import LEFT, RIGHT, Pointed, write
from app.widgets.plots.figure import pen_of
from engine.functions.activations import ACTIVATION
from engine.improvement.bench_functions import NAMES, OWN
from engine.simulations.slowdown.activations.state import ActivationsView

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}

COLUMNS = (0.48, 0.66, 0.83, 1.0)
"""Right ends of name, cost, share that is right and share that is dead, relative to the width."""


class BenchLegend(Pointed):
    """Widget that lists the networks of an ActivationsView.

    Signals
    -------
    function_chosen : (str)
        A row was clicked or reached by an arrow key.
    pointed_at : (object)
        Place of the row under the pointer, or None.
    """

    function_chosen = Signal(str)
    pointed_at = Signal(object)

    least: ClassVar = (220, 170)
    preferred: ClassVar = (360, 220)
    focus: ClassVar = Qt.FocusPolicy.TabFocus

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "bench_legend", parent)
        self.setMouseTracking(True)
        self._view: ActivationsView | None = None
        self._pointed: int | None = None

    def show_view(self, view: ActivationsView) -> None:
        """Show the numbers of a view."""
        if view is not self._view:
            self._view = view
            self.setAccessibleDescription(self._described(view.chosen))
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("The networks, by activation"))
        self.update()

    def row(self, place: int) -> QRectF:
        """Return the rectangle of a network; −1 is the header."""
        tall = self.height() / (len(NAMES) + 1)
        return QRectF(0, (place + 1) * tall, self.width(), tall)

    def place_at(self, at: QPointF) -> int | None:
        """Return the network at a point."""
        return next((k for k in range(len(NAMES)) if self.row(k).contains(at)), None)

    def tip_at(self, at: QPointF) -> str:
        """Return the tooltip of a network."""
        place = self.place_at(at)
        if place is None or self._view is None:
            return tr("Dead: the share of hidden neurons whose slope is 0 for all points.")
        return self._described(place)

    # --- events ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self.function_chosen.emit(NAMES[place])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.place_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or self._view is None:
            super().keyPressEvent(event)
            return
        place = max(0, min(self._view.chosen + step, len(NAMES) - 1))
        self.function_chosen.emit(NAMES[place])

    def _point_at(self, place: int | None) -> None:
        if place != self._pointed:
            self._pointed = place
            self.pointed_at.emit(place)
            self.update()

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._view is None:
            return
        painter, theme = self.smooth_painter(), self._theme
        heads = (tr("hidden layers"), tr("cost"), tr("right"), tr("dead"))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text_2"))
        self._write(painter, self.row(-1), heads, indent=0.0)
        for place in range(len(NAMES)):
            self._paint_row(painter, place, self._view)
        self.paint_focus(painter)

    def _paint_row(self, painter: QPainter, place: int, view: ActivationsView) -> None:
        theme, room = self._theme, self.row(place)
        chosen = place == view.chosen
        if chosen or place == self._pointed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(room, 4, 4)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        token, dash = look_of(NAMES[place])
        small, y = theme.size("small"), room.center().y()
        painter.setPen(pen_of(theme.color(token), 1.4 * theme.size("curve"), dash))
        painter.drawLine(QLineF(0.4 * small, y, 2.4 * small, y))
        painter.setFont(theme.font("small", bold=chosen, tabular=True))
        painter.setPen(theme.color("text"))
        self._write(painter, room, (title_of(NAMES[place]), *self._numbers(place, view)),
                    indent=3.0 * small)  # fmt: skip

    def _numbers(self, place: int, view: ActivationsView) -> tuple[str, str, str]:
        cost = float(view.cost[-1, place])
        if not np.isfinite(cost):
            return cost_text(cost), "–", "–"
        right, dead = float(view.accuracy[-1, place]), float(view.dead[-1, place])
        return cost_text(cost), percent(right, 0), percent(dead, 0)

    def _write(
        self, painter: QPainter, room: QRectF, words: tuple[str, ...], *, indent: float
    ) -> None:
        left, wide = room.left() + indent, room.width() - 4.0
        for place, (word, end) in enumerate(zip(words, COLUMNS, strict=True)):
            cell = QRectF(left, room.top(), end * wide - left, room.height())
            write(painter, cell, word, RIGHT if place else LEFT, 4 if place else 0)
            left = end * wide

    def _described(self, place: int) -> str:
        view, name = self._view, NAMES[place]
        if view is None:
            return ""
        cost, right, dead = self._numbers(place, view)
        formula = view.formula if name == OWN else ACTIVATION[name].text
        return tr("{name}, f(z) = {formula}: cost {cost}, right {right}, dead {dead}",
                  name=title_of(name), formula=formula, cost=cost, right=right,
                  dead=dead)  # fmt: skip
