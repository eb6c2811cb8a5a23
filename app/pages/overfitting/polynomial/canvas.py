"""Points that are dragged, and the curves through them."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import plain, tr
from app.pages.overfitting.polynomial.painting import CurvePainter
from app.widgets.basics.drawn import ARROWS, Pointed
from engine.simulations.overfitting.polynomial.settings import HIGH, LEFT, LOW, RIGHT, DataPoint
from engine.simulations.overfitting.polynomial.state import PolynomialView

NEAR_PX = 14.0
"""Distance in pixels within which a point is caught."""

BY_KEY, FINE = 0.1, 0.1
"""Way of a point by an arrow key, and its factor while Shift is held."""

REMOVE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class PointsCanvas(Pointed):
    """Plane of a PolynomialView.

    Signals
    -------
    moved : (place, x, y, finished)
    added : (x, y)
    removed : (place)
    held : (place, whether it is held out)
    cancelled : ()
        Esc has ended a drag.
    chosen : (place)
        −1 for none.
    """

    moved = Signal(int, float, float, bool)
    added = Signal(float, float)
    removed = Signal(int)
    held = Signal(int, bool)
    cancelled = Signal()
    chosen = Signal(int)

    least: ClassVar = (220, 160)
    preferred: ClassVar = (620, 420)
    focus: ClassVar = Qt.FocusPolicy.StrongFocus

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "points_canvas", parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self._view: PolynomialView | None = None
        self._dragged: int | None = None
        self._way = QPointF()
        self.selected = -1

    def show_view(self, view: PolynomialView) -> None:
        """Show another view."""
        if view is not self._view:
            self._view = view
            if self.selected >= len(view.points):
                self._select(-1)
            self._describe()
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Points and polynomial"))
        self._describe()
        self.update()

    @property
    def area(self) -> QRectF:
        """Rectangle between the ends of the axes."""
        small = self._theme.size("small")
        room = QRectF(self.rect())
        return room.adjusted(2.6 * small, 2.4 * small, -1.0 * small, -2.0 * small)

    def pixel(self, x: float, y: float) -> QPointF:
        """Return the pixel of a place."""
        area = self.area
        return QPointF(
            area.left() + (x - LEFT) / (RIGHT - LEFT) * area.width(),
            area.bottom() - (y - LOW) / (HIGH - LOW) * area.height(),
        )

    def place_of(self, at: QPointF) -> tuple[float, float]:
        """Return the place of a pixel."""
        area = self.area
        return (
            LEFT + (at.x() - area.left()) / area.width() * (RIGHT - LEFT),
            LOW + (area.bottom() - at.y()) / area.height() * (HIGH - LOW),
        )

    def tip_at(self, at: QPointF) -> str:
        """Return the place of a point, or what can be done."""
        found = self._point_at(at)
        if self._view is not None and found >= 0:
            return _point_words(self._view.points[found])
        return tr("Drag points. Double-click adds one, Del removes it, H holds it out of the fit.")

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._view is None:
            return
        painter = self.smooth_painter()
        CurvePainter(painter, self._theme, self.area, self.pixel).paint(self._view, self.selected)
        if self.selected < 0:
            self.paint_focus(painter)

    # --- mouse ----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._view is None:
            return
        found = self._point_at(event.position())
        self._select(found)
        if found >= 0:
            point = self._view.points[found]
            self._dragged = found
            self._way = self.pixel(point.x, point.y) - event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged is None:
            over = self._point_at(event.position()) >= 0
            shape = Qt.CursorShape.SizeAllCursor if over else Qt.CursorShape.CrossCursor
            self.setCursor(shape)
            return
        self._drag(event.position(), finished=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged is not None:
            self._drag(event.position(), finished=True)
            self._dragged = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._view is not None and self._point_at(event.position()) < 0:
            self.added.emit(*self.place_of(event.position()))
            self._select(len(self._view.points))

    def _drag(self, at: QPointF, *, finished: bool) -> None:
        assert self._dragged is not None  # checked by the caller
        self.moved.emit(self._dragged, *self.place_of(at + self._way), finished)

    # --- keyboard -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, view = Qt.Key(event.key()), self._view
        if key == Qt.Key.Key_Escape and self._dragged is not None:
            self._dragged = None
            self.cancelled.emit()
        elif view is None or not 0 <= self.selected < len(view.points):
            super().keyPressEvent(event)
        elif key in REMOVE:
            self.removed.emit(self.selected)
        elif key in ARROWS:
            right, down = ARROWS[key]
            fine = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
            point = view.points[self.selected]
            x, y = point.x + right * BY_KEY * fine, point.y - down * BY_KEY * fine
            self.moved.emit(self.selected, x, y, True)
        else:
            super().keyPressEvent(event)

    def toggle_held(self) -> None:
        """Hold the selected point out of the fit, or fit it again."""
        view = self._view
        if view is not None and 0 <= self.selected < len(view.points):
            self.held.emit(self.selected, not view.points[self.selected].held)

    def focusNextPrevChild(self, forward: bool) -> bool:
        count = len(self._view.points) if self._view is not None else 0
        there = self.selected + (1 if forward else -1)
        if not self.hasFocus() or not 0 <= there < count:
            self._select(-1)
            return super().focusNextPrevChild(forward)
        self._select(there)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        reason, count = event.reason(), len(self._view.points) if self._view is not None else 0
        if reason == Qt.FocusReason.TabFocusReason:
            self._select(0 if count else -1)
        elif reason == Qt.FocusReason.BacktabFocusReason:
            self._select(count - 1)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    # --- private --------------------------------------------------------------------------------

    def _select(self, place: int) -> None:
        if place != self.selected:
            self.selected = place
            self.chosen.emit(place)
            self._describe()
            self.update()

    def _point_at(self, at: QPointF) -> int:
        """Return the place of the nearest point that is caught; −1 for none."""
        points = self._view.points if self._view is not None else ()
        reach = NEAR_PX * self._theme.size("point") / 6
        away = [(self.pixel(each.x, each.y) - at).manhattanLength() for each in points]
        nearest = min(range(len(away)), key=away.__getitem__, default=-1)
        return nearest if nearest >= 0 and away[nearest] <= reach else -1

    def _describe(self) -> None:
        view = self._view
        if view is None:
            return
        if 0 <= self.selected < len(view.points):
            self.setAccessibleDescription(_point_words(view.points[self.selected]))
            return
        count = len(view.points)
        self.setAccessibleDescription(tr("{count} points, order {order}", count=count,
                                         order=view.order))  # fmt: skip


def _point_words(point: DataPoint) -> str:
    words = f"({plain(point.x, 2)}; {plain(point.y, 2)})"
    return tr("{place}, held out", place=words) if point.held else words
