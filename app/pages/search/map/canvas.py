"""The map: a coloured cell, or a point, for every network."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import percent, tr
from app.pages.search.map.geometry import MapGeometry, axis_ticks, point_shares, trial_at
from app.pages.search.words import AXIS_NAMES
from app.widgets.basics.drawn import ARROWS, CENTRE, LEFT, RIGHT, Drawn
from engine.arrays import Matrix
from engine.simulations.search.state import MapView

GHOST = 0.35
"""Opacity of the stored map."""

POINT = 0.55
"""Radius of a point, in sizes of the small type."""

REACH = 14.0
"""Pixels from a point at which it is meant."""


class MapCanvas(Drawn):
    """Canvas that shows a MapView.

    Signals
    -------
    chosen : (int)
        Number of the trial that was clicked, or reached by an arrow key.
    pointed : (int)
        Number of the trial under the cursor, -1 for none.
    """

    least: ClassVar = (240, 200)
    preferred: ClassVar = (560, 440)
    focus: ClassVar = Qt.FocusPolicy.StrongFocus
    chosen = Signal(int)
    pointed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "search_map", parent)
        self.setMouseTracking(True)
        self._view: MapView | None = None
        self._image: QImage | None = None
        self._under = -1

    @property
    def geometry_now(self) -> MapGeometry:
        """Rectangles at the present size."""
        view, base = self._view, self._theme.size("base")
        small = self._theme.size("small")
        left = 1.7 * base + 3.4 * small
        room = QRectF(self.rect()).adjusted(left, 2.2 * small, -1.0 * small, -3.6 * small)
        columns, rows = view.cells if view is not None else (0, 0)
        return MapGeometry(room, columns, rows)

    def show_view(self, view: MapView) -> None:
        """Show a map."""
        before, self._view = self._view, view
        if before is not None and _same_colours(before, view):
            if _marks(before) != _marks(view):
                self.update()
            return
        self._image = None
        self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Map of the search"))
        self.update()

    def _on_theme_changed(self) -> None:
        self._image = None
        super()._on_theme_changed()

    # --- hands ------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._trial_at(event.position()))

    def leaveEvent(self, event: object) -> None:
        self._point_at(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        # a click beside the map shows the best one again
        self.chosen.emit(self._trial_at(event.position()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, view = Qt.Key(event.key()), self._view
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if key not in ARROWS or view is None or not view.cells[0] or not plain:
            super().keyPressEvent(event)
            return
        right, down = ARROWS[key]
        number = self._chosen_number()
        row, column = divmod(max(number, 0), view.cells[0])
        column = min(max(column + right, 0), view.cells[0] - 1)
        row = min(max(row - down, 0), view.cells[1] - 1)
        self.chosen.emit(row * view.cells[0] + column)

    def _trial_at(self, at: QPointF) -> int:
        view = self._view
        return -1 if view is None else trial_at(self.geometry_now, view, at, REACH)

    def _point_at(self, number: int) -> None:
        if number != self._under:
            self._under = number
            self.pointed.emit(number)
            self.update()

    def _chosen_number(self) -> int:
        view = self._view
        if view is None:
            return -1
        if view.chosen is not None:
            return view.chosen.result.number
        if view.waits >= 0:
            return view.waits
        return -1 if view.best is None else view.best.result.number

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, view = self.smooth_painter(), self._view
        if view is None:
            return
        geometry = self.geometry_now
        painter.fillRect(geometry.field, self._theme.color("surface_2"))
        if geometry.columns:
            self._paint_cells(painter, geometry, view)
        else:
            self._paint_points(painter, geometry, view)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.drawRect(geometry.field)
        self._paint_axes(painter, geometry, view)
        self._paint_legend(painter, geometry)
        self.paint_focus(painter)

    def _paint_cells(self, painter: QPainter, geometry: MapGeometry, view: MapView) -> None:
        if self._image is None:
            self._image = cell_image(self._theme.magnitude_table(), colours_of(view))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        painter.setOpacity(GHOST if view.sample is not None else 1.0)
        painter.drawImage(geometry.field, self._image)
        painter.setOpacity(1.0)
        cells = [(number, "text_2", 1.0, True) for number in view.running]
        if view.best is not None:
            cells.append((view.best.result.number, "negative", 2.5, False))
        number = self._chosen_number()
        if number >= 0 and (view.chosen is not None or view.waits >= 0):
            cells.append((number, "accent", 3.0, False))
        if self._under >= 0:
            cells.append((self._under, "text", 1.5, False))
        for number, token, width, dashed in cells:
            row, column = divmod(number, geometry.columns)
            if row < geometry.rows:
                self._frame(painter, geometry.cell(column, row), token, width, dashed=dashed)
        if view.best is not None:
            row, column = divmod(view.best.result.number, geometry.columns)
            self._paint_best(painter, geometry, geometry.cell(column, row))

    def _frame(
        self, painter: QPainter, cell: QRectF, token: str, width: float, *, dashed: bool
    ) -> None:
        """Frame a cell with a stroke that is seen on every colour."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if not dashed:
            painter.setPen(QPen(self._theme.color("surface"), width + 2.0))
            painter.drawRect(cell)
        pen = QPen(self._theme.color(token), width)
        pen.setStyle(Qt.PenStyle.DotLine if dashed else Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        painter.drawRect(cell)

    def _paint_best(self, painter: QPainter, geometry: MapGeometry, cell: QRectF) -> None:
        """Write at the best cell that it is the best."""
        painter.setFont(self._theme.font("small", bold=True))
        words, metrics = tr("best"), painter.fontMetrics()
        room = QRectF(0, 0, metrics.horizontalAdvance(words) + 10, metrics.height() + 2)
        above = cell.top() - room.height() - 4 >= geometry.field.top()
        y = cell.top() - room.height() / 2 - 4 if above else cell.bottom() + room.height() / 2 + 4
        room.moveCenter(QPointF(cell.center().x(), y))
        room.moveLeft(min(max(room.left(), geometry.field.left()),
                          geometry.field.right() - room.width()))  # fmt: skip
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("surface"))
        painter.drawRoundedRect(room, 4, 4)
        painter.setPen(self._theme.color("text"))
        painter.drawText(room, CENTRE, words)

    def _paint_points(self, painter: QPainter, geometry: MapGeometry, view: MapView) -> None:
        table, radius = self._theme.magnitude_table(), POINT * self._theme.size("small")
        marked = {} if view.best is None else {view.best.result.number: "negative"}
        if view.chosen is not None:
            marked[view.chosen.result.number] = "accent"
        if self._under >= 0:
            marked.setdefault(self._under, "text")
        best: QRectF | None = None
        for place, number in enumerate(view.numbers.tolist()):
            score = float(view.scores[place])
            middle = geometry.point(*point_shares(view, place))
            token = marked.get(number)
            painter.setPen(QPen(self._theme.color(token or "surface"), 3.0 if token else 1.0))
            painter.setBrush(colour_at(table, score))
            around = QRectF(0, 0, 2 * radius, 2 * radius)
            around.moveCenter(middle)
            painter.drawEllipse(around)
            if view.best is not None and number == view.best.result.number:
                best = around
        if best is not None:
            self._paint_best(painter, geometry, best)

    def _paint_axes(self, painter: QPainter, geometry: MapGeometry, view: MapView) -> None:
        theme, field, small = self._theme, geometry.field, self._theme.size("small")
        painter.setFont(theme.font("small", tabular=True))
        painter.setPen(theme.color("text_2"))
        most = max(2, int(field.width() / (7 * small)))
        for tick in axis_ticks(view.across, most):
            x = field.left() + tick.share * field.width()
            painter.drawLine(QPointF(x, field.bottom()), QPointF(x, field.bottom() + 4))
            room = QRectF(x - 60, field.bottom() + 5, 120, 1.4 * small)
            painter.drawText(room, CENTRE, tick.words)
        most = max(2, int(field.height() / (3 * small)))
        for tick in axis_ticks(view.up, most):
            y = field.bottom() - tick.share * field.height()
            painter.drawLine(QPointF(field.left() - 4, y), QPointF(field.left(), y))
            left = 1.7 * theme.size("base")
            room = QRectF(left, y - small, field.left() - left - 7, 2 * small)
            painter.drawText(room, RIGHT, tick.words)
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("base", bold=True))
        below = QRectF(field.left(), field.bottom() + 1.6 * small, field.width(), 1.9 * small)
        painter.drawText(below, CENTRE, tr(AXIS_NAMES[view.across.name]))
        if view.up.name:
            painter.save()
            painter.translate(0.9 * theme.size("base"), field.center().y())
            painter.rotate(-90)
            high = field.height()
            painter.drawText(QRectF(-high / 2, -small, high, 2 * small), CENTRE,
                             tr(AXIS_NAMES[view.up.name]))  # fmt: skip
            painter.restore()

    def _paint_legend(self, painter: QPainter, geometry: MapGeometry) -> None:
        """Draw the scale of colours above the map, with what they stand for."""
        theme, field, small = self._theme, geometry.field, self._theme.size("small")
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text_2"))
        top = QRectF(field.left(), 0, field.width(), 1.8 * small)
        ends = percent(0.0, 0), percent(1.0, 0)
        metrics = painter.fontMetrics()
        right = metrics.horizontalAdvance(ends[1]) + 6
        wide = min(9 * small, 0.16 * field.width())
        bar = QRectF(top.right() - right - wide, top.center().y() - 4, wide, 8)
        low = metrics.horizontalAdvance(ends[0]) + 12
        words = QRectF(top.left(), top.top(), bar.left() - low - top.left(), top.height())
        shown = metrics.elidedText(
            tr("Validation accuracy"), Qt.TextElideMode.ElideRight,
            int(words.width()),
        )  # fmt: skip
        painter.drawText(words, LEFT, shown)
        painter.drawText(QRectF(top.right() - right + 6, top.top(), right, top.height()), LEFT,
                         ends[1])  # fmt: skip
        painter.drawText(QRectF(bar.left() - low, top.top(), low - 6, top.height()), RIGHT, ends[0])
        table = theme.magnitude_table()
        shade = QLinearGradient(bar.topLeft(), bar.topRight())
        for stop in range(0, 11):
            shade.setColorAt(stop / 10, colour_at(table, stop / 10))
        painter.fillRect(bar, shade)


def colours_of(view: MapView) -> Matrix:
    """Return accuracies by row and column, NaN where there are none; row 0 at the bottom."""
    columns, rows = view.cells
    if view.sample is not None:
        return view.sample
    values = np.full((rows, columns), np.nan)
    places = view.places.astype(int)
    # a network that was never measured is as bad as can be
    values[places[:, 1], places[:, 0]] = np.nan_to_num(view.scores, nan=0.0)
    return values


def cell_image(table: np.ndarray, values: Matrix) -> QImage:
    """Return the picture of the cells, one pixel each; those without a value are clear."""
    levels = np.rint(np.nan_to_num(values[::-1], nan=0.0) * 255).astype(np.uint8)
    pixels = np.ascontiguousarray(table[levels])
    pixels[..., 3] = np.where(np.isnan(values[::-1]), 0, 255)
    pixels[..., :3] *= (pixels[..., 3:] > 0).astype(np.uint8)
    rows, columns = levels.shape
    kind = QImage.Format.Format_RGBA8888_Premultiplied
    return QImage(pixels.tobytes(), columns, rows, 4 * columns, kind).copy()


def colour_at(table: np.ndarray, share: float) -> QColor:
    """Return the colour of an accuracy; of none that of 0."""
    level = 0 if np.isnan(share) else round(min(max(share, 0.0), 1.0) * 255)
    return QColor(*(int(each) for each in table[level]))


def _same_colours(one: MapView, other: MapView) -> bool:
    return (one.numbers is other.numbers and one.sample is other.sample
            and one.cells == other.cells and one.across == other.across
            and one.up == other.up)  # fmt: skip


def _marks(view: MapView) -> tuple[object, ...]:
    number = None if view.chosen is None else view.chosen.result.number
    return view.running, number, view.waits, view.best
