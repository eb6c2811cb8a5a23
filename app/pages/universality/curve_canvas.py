"""Canvas of the function: its curve is dragged, swept over, or moved with the arrow keys."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import plain, tr
from app.pages.universality.curve_painting import CurvePainter, Highlighted
from app.widgets.basics.drawn import ARROWS, Drawn
from engine.simulations.universality.state import CurveView, UniversalityState

NEAR_PX = 6.0
"""Distance in pixels within which the mouse picks an edge; 1 where bars are narrow."""

UP, ALONG, FINE = 0.1, 0.01, 0.1
"""Change of height and of position by an arrow key, and its factor with Shift."""


class CurveCanvas(Drawn):
    """Canvas that draws the curve of a UniversalityState.

    Signals
    -------
    pulled : (x0, y0, x1, y1, finished)
        Ends of a segment dragged along the curve, in axis units.
    moved : (neuron, place, finished)
        New position of a neuron's step along x.
    drawn : (x0, y0, x1, y1, finished)
        Ends of a drawn segment of the target, in axis units; only while `drawing`.
    looked_at : (Held)
        Bump or edge under the pointer or the keyboard cursor.
    cancelled : ()
        Esc has ended a drag.

    Attributes
    ----------
    drawing : bool
        Whether the mouse draws the target.
    """

    pulled = Signal(float, float, float, float, bool)
    moved = Signal(int, float, bool)
    drawn = Signal(float, float, float, float, bool)
    looked_at = Signal(object)
    cancelled = Signal()

    least: ClassVar = (260, 180)
    preferred: ClassVar = (620, 400)
    focus: ClassVar = Qt.FocusPolicy.StrongFocus

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "universality_curve", parent)
        self.setMouseTracking(True)
        self._state: UniversalityState | None = None
        self._held, self._cursor = Highlighted(), Highlighted()
        self._from: QPointF | None = None
        self._offset = 0.0
        self.drawing = False

    # --- called by the station -----------------------------------------------------------------

    def show_state(self, state: UniversalityState) -> None:
        """Show a state; repaint if the curve changed."""
        before, self._state = self._state, state
        if before is not None and before.settings["station"] != state.settings["station"]:
            self._held = self._cursor = Highlighted()
            self._from = None
        if before is None or before.curve is not state.curve or before.tries != state.tries:
            self.setAccessibleDescription(self._summary())
            self.update()

    def light(self, held: Highlighted) -> None:
        """Highlight the bump or edge that is selected in the network."""
        if self._from is None and held != self._held:
            self._held = held
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("The function that the network makes"))
        self.setToolTip(
            tr("Drag a bar, or sweep over several. Drag an edge sideways. Arrow keys do it too.")
        )
        self.setAccessibleDescription(self._summary())
        self.update()

    @property
    def area(self) -> QRectF:
        """Plot area between the axes."""
        small = self._theme.size("small")
        return QRectF(self.rect()).adjusted(3.4 * small, 2.2 * small, -small, -2.2 * small)

    @property
    def _curve(self) -> CurveView | None:
        return None if self._state is None else self._state.curve

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        state = self._state
        if state is None or state.curve is None:
            return
        painter = QPainter(self)
        CurvePainter(painter, self._theme, state, self.area, self._lit()).paint()
        self._paint_legend(painter, state)
        if self._cursor == Highlighted():
            self.paint_focus(painter)

    def _lit(self) -> Highlighted:
        return self._held if self._held != Highlighted() or not self.hasFocus() else self._cursor

    def _paint_legend(self, painter: QPainter, state: UniversalityState) -> None:
        """Draw the legend above the plot."""
        curve, theme, small = state.curve, self._theme, self._theme.size("small")
        assert curve is not None  # checked by the caller
        through = state.settings["output"] == "sigmoid"
        entries = [("text", tr("σ of the sum") if through else tr("weighted output"))]
        if len(curve.targets):
            name = tr("target f") if through else tr("target g = σ⁻¹∘f")
            entries.append(("positive", name))
            entries.append(("cost", tr("deviation")))
        if len(curve.windows):
            entries.append(("warning", tr("window of failure")))
        painter.setFont(theme.font("small"))
        metrics, x = QFontMetricsF(theme.font("small")), self.area.left()
        for token, words in entries:
            wide = metrics.horizontalAdvance(words)
            if x + 24 + wide > self.width():
                break
            y = 0.9 * small
            thick = theme.size("curve") * (3.0 if token in ("cost", "warning") else 1.2)
            colour = theme.color(token)
            colour.setAlphaF(0.4 if token in ("cost", "warning") else 1.0)
            painter.setPen(QPen(colour, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(x, y), QPointF(x + 16, y))
            painter.setPen(theme.color("text_2"))
            room = QRectF(x + 21, 0, wide + 2, 1.8 * small)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
            x += 21 + wide + 1.4 * small

    # --- the mouse ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        state = self._state
        if event.button() != Qt.MouseButton.LeftButton or state is None or state.curve is None:
            return
        at = self._place(event.position())
        self._from = at
        self._held = self._below(event.position())
        if self._held.edge is not None:
            self._offset = float(state.curve.s[self._held.edge]) - at.x()
        self.looked_at.emit(self._held)
        self._drag(at, finished=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._curve is None:
            return
        if self._from is None:
            self._hover(self._below(event.position()))
            return
        at = self._place(event.position())
        self._drag(at, finished=False)
        self._from = at
        if self._held.edge is None and not self.drawing:
            self._hover(self._below_column(at.x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is not None and self._curve is not None:
            self._drag(self._place(event.position()), finished=True)
            self._from = None
            self._hover(self._below(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        if self._from is None:
            self._hover(Highlighted())

    def _drag(self, at: QPointF, *, finished: bool) -> None:
        start = self._from if self._from is not None else at
        ends = (start.x(), start.y(), at.x(), at.y())
        if self.drawing:
            self.drawn.emit(*ends, finished)
        elif self._held.edge is not None:
            self.moved.emit(self._held.edge, round(at.x() + self._offset, 3), finished)
        else:
            self.pulled.emit(*ends, finished)

    def _place(self, at: QPointF) -> QPointF:
        """Return the point in axis units at a pixel, clamped to the plot area."""
        curve, area = self._curve, self.area
        assert curve is not None  # checked by the caller
        x = min(max((at.x() - area.left()) / area.width(), 0.0), 1.0)
        y = min(max((area.bottom() - at.y()) / area.height(), 0.0), 1.0)
        return QPointF(x, round(curve.low + y * (curve.high - curve.low), 3))

    def _below(self, at: QPointF) -> Highlighted:
        """Return the bump or edge that a press at a pixel would pick."""
        curve, state, area = self._curve, self._state, self.area
        if curve is None or state is None or self.drawing:
            return Highlighted()
        if state.settings["station"] == "neuron":
            return Highlighted(edge=0)
        if not area.adjusted(-8, -8, 8, 8).contains(at):
            return Highlighted()
        away = np.abs(area.left() + curve.s * area.width() - at.x())
        away[~np.isfinite(away)] = np.inf
        near = NEAR_PX if area.width() > 4 * NEAR_PX * len(curve.heights) else 1.0
        if away.min(initial=np.inf) <= near:
            return Highlighted(edge=int(away.argmin()))
        return self._below_column(self._place(at).x())

    def _below_column(self, x: float) -> Highlighted:
        curve = self._curve
        if curve is None:
            return Highlighted()
        low, high = np.sort(curve.edges, axis=1).T
        found = np.flatnonzero((low <= x) & (x < high))
        return Highlighted(bump=int(found[0])) if len(found) else Highlighted()

    def _hover(self, held: Highlighted) -> None:
        if held != self._held:
            self._held = held
            self.looked_at.emit(held)
            self.update()
        along, up = Qt.CursorShape.SizeHorCursor, Qt.CursorShape.SizeVerCursor
        shape = along if held.edge is not None else up
        self.setCursor(Qt.CursorShape.CrossCursor if self.drawing else shape)

    # --- the keyboard ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        curve, state, key = self._curve, self._state, Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self._from is not None:
            self._from = None
            self.cancelled.emit()
            return
        if curve is None or state is None or key not in ARROWS:
            super().keyPressEvent(event)
            return
        right, down = ARROWS[key]
        fine = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
        if state.settings["station"] in ("neuron", "steps"):
            self._cursor = Highlighted(edge=self._cursor.edge or 0)
            if right:
                place = float(curve.s[self._cursor.edge or 0]) + right * ALONG * fine
                self.moved.emit(self._cursor.edge, round(place, 4), True)
            elif len(curve.s) > 1:
                self._choose(Highlighted(edge=1 - (self._cursor.edge or 0)))
        elif right:
            # without a selection, right selects the first bump and left the last
            here = self._cursor.bump if self._cursor.bump is not None else min(-right, 0)
            self._choose(Highlighted(bump=(here + right) % max(len(curve.heights), 1)))
        else:
            self._pull_by_key(curve, -down * UP * fine)

    def _pull_by_key(self, curve: CurveView, up: float) -> None:
        bump = self._cursor.bump if self._cursor.bump is not None else 0
        if bump >= len(curve.heights):
            return
        self._choose(Highlighted(bump=bump))
        x, y = float(curve.edges[bump].mean()), float(curve.levels[bump])
        share = 0.1 if self._state and self._state.settings["output"] == "sigmoid" else 1.0
        wanted = round(y + up * share, 4)
        self.pulled.emit(x, wanted, x, wanted, True)

    def _choose(self, held: Highlighted) -> None:
        self._cursor = held
        self._held = Highlighted()
        self.looked_at.emit(held)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._cursor = Highlighted()
        self.looked_at.emit(self._held)
        self.update()

    def _summary(self) -> str:
        curve = self._curve
        if curve is None:
            return ""
        heights = "; ".join(plain(level, 2) for level in curve.levels[:12].tolist())
        return tr("heights {heights}", heights=heights)
