"""Map of the output over the unit square, with readout and painting of towers."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import number, plain, tr
from app.widgets.basics.drawn import ARROWS, ENTER, RIGHT, Drawn, box_at
from app.widgets.pictures.picture_view import square_in
from engine.simulations.universality.two_inputs.views import TwoInputsView


class FigureMap(Drawn):
    """Widget that shows the map of a TwoInputsView.

    Signals
    -------
    painted : (x, y, finished)
        Position of a painted tower, 0..1 each.
    read : (str)
        Output under the pointer as text; "" for none.
    """

    painted = Signal(float, float, bool)
    read = Signal(str)

    least: ClassVar = (160, 160)
    preferred: ClassVar = (420, 420)
    focus: ClassVar = Qt.FocusPolicy.TabFocus

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "plane_map", parent)
        self.setMouseTracking(True)
        self._view: TwoInputsView | None = None
        self._painting = False
        self._cell = (0, 0)

    def show_view(self, view: TwoInputsView) -> None:
        before, self._view = self._view, view
        if before is None or before.map is not view.map:
            self.setCursor(
                Qt.CursorShape.CrossCursor if self._can_paint else Qt.CursorShape.ArrowCursor
            )
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("The output over x and y, from above"))
        self.setToolTip(
            tr("Bright is high. With many towers: paint; arrow keys and Enter do it too.")
        )

    @property
    def area(self) -> QRectF:
        """Square between the axes."""
        small = self._theme.size("small")
        room = QRectF(self.rect()).adjusted(2.4 * small, 0.8 * small, -4.2 * small, -2.2 * small)
        return square_in(room)

    @property
    def _can_paint(self) -> bool:
        return self._view is not None and self._view.figure == "many towers"

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        view = self._view
        if view is None:
            return
        painter, area = QPainter(self), self.area
        rows, columns = view.map.shape
        picture = QImage(view.map.data, columns, rows, 4 * columns, QImage.Format.Format_ARGB32)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(area, picture)
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.drawRect(area)
        self._paint_axes(painter, area)
        self._paint_scale(painter, view, area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_readings(painter, view, area)
        if self.hasFocus():
            self._paint_focus(painter, view, area)

    def _paint_axes(self, painter: QPainter, area: QRectF) -> None:
        small = self._theme.size("small")
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("text_2"))
        for value, words in ((0.0, "0"), (0.5, "x"), (1.0, "1")):
            x = area.left() + value * area.width()
            room = QRectF(x - 2 * small, area.bottom() + 2, 4 * small, 1.6 * small)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter, words)
        for value, words in ((0.5, "y"), (1.0, "1")):
            y = area.bottom() - value * area.height()
            room = QRectF(area.left() - 3 * small - 5, y - small, 3 * small, 2 * small)
            painter.drawText(room, RIGHT, words)

    def _paint_scale(self, painter: QPainter, view: TwoInputsView, area: QRectF) -> None:
        """Draw the colour scale at the right."""
        small, table = self._theme.size("small"), self._theme.magnitude_table()
        bar = QRectF(area.right() + 0.8 * small, area.top(), 0.7 * small, area.height())
        strip = table[::-1, [2, 1, 0, 3]].copy()
        picture = QImage(strip.data, 1, len(strip), 4, QImage.Format.Format_ARGB32)
        painter.drawImage(bar, picture)
        painter.setPen(self._theme.color("text_2"))
        for value, y in ((view.high, area.top()), (view.low, area.bottom())):
            room = QRectF(bar.right() + 4, y - small, 4 * small, 2 * small)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, plain(value, 2))

    def _paint_readings(self, painter: QPainter, view: TwoInputsView, area: QRectF) -> None:
        """Write the output at each reading point."""
        painter.setFont(self._theme.font("small", bold=True, tabular=True))
        metrics = QFontMetricsF(painter.font())
        for (x, y), value in zip(view.places, view.readings.values(), strict=True):
            place = QPointF(area.left() + x * area.width(), area.bottom() - y * area.height())
            words = number(value, 3)
            wide, high = metrics.horizontalAdvance(words) + 10, metrics.height() + 4
            room = box_at(place, wide, high)
            room.moveLeft(min(max(room.left(), area.left() + 2), area.right() - wide - 2))
            room.moveTop(min(max(room.top(), area.top() + 2), area.bottom() - high - 2))
            paper = self._theme.color("surface")
            paper.setAlpha(225)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(paper)
            painter.drawRoundedRect(room, 4, 4)
            painter.setPen(self._theme.color("text"))
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_focus(self, painter: QPainter, view: TwoInputsView, area: QRectF) -> None:
        painter.setPen(QPen(self._theme.color("accent"), 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        room = area
        if self._can_paint:
            cells = len(view.cells)
            wide = area.width() / cells
            column, row = (min(each, cells - 1) for each in self._cell)
            room = QRectF(area.left() + column * wide, area.bottom() - (row + 1) * wide, wide, wide)
        painter.drawRect(room)

    # --- the mouse ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._can_paint:
            self._painting = True
            self._paint_at(event.position(), finished=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._painting:
            self._paint_at(event.position(), finished=False)
        self._read_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._painting:
            self._painting = False
            self._paint_at(event.position(), finished=True)

    def leaveEvent(self, event: QEvent) -> None:
        self.read.emit("")

    def _place(self, at: QPointF) -> tuple[float, float]:
        area = self.area
        x = (at.x() - area.left()) / area.width()
        y = (area.bottom() - at.y()) / area.height()
        return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)

    def _paint_at(self, at: QPointF, *, finished: bool) -> None:
        x, y = self._place(at)
        self.painted.emit(round(x, 3), round(y, 3), finished)

    def _read_at(self, at: QPointF) -> None:
        view = self._view
        if view is None or not self.area.contains(at):
            self.read.emit("")
            return
        x, y = self._place(at)
        side = len(view.heights)
        row, column = (min(int(each * side), side - 1) for each in (y, x))
        value = float(view.heights[row, column])
        self.read.emit(
            tr("x {x} · y {y} → {value}", x=plain(x, 2), y=plain(y, 2), value=number(value, 3))
        )

    # --- the keyboard ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        view, key = self._view, Qt.Key(event.key())
        if view is None or not self._can_paint:
            super().keyPressEvent(event)
        elif key in ARROWS:
            (column, row), (right, down), last = self._cell, ARROWS[key], len(view.cells) - 1
            self._cell = min(max(column + right, 0), last), min(max(row - down, 0), last)
            self.update()
        elif key in ENTER:
            cells = len(view.cells)
            x, y = ((min(each, cells - 1) + 0.5) / cells for each in self._cell)
            self.painted.emit(round(x, 3), round(y, 3), True)
        else:
            super().keyPressEvent(event)
