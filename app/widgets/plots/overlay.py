"""The words of a plot: title, names of axes, labels of lines and spots, values at the cursor."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.appearance.theme import Theme
from app.widgets.plots.figure import NOTHING, Axis, Figure, Line, Spot, Upright, rim
from app.widgets.plots.mapping import Mapping
from app.widgets.plots.readout import Reading, readings, with_unit
from app.widgets.plots.thinning import apart

MIDDLE = Qt.AlignmentFlag.AlignVCenter


class Overlay(QGraphicsItem):
    """Item above the lines, in pixels of the plot.

    Attributes
    ----------
    reading_at : float or None
        Place of the cursor, where values are written; None for none.
    focused : bool
        Whether the keyboard works on the plot.
    """

    def __init__(self, theme: Theme, parent: QGraphicsItem) -> None:
        super().__init__(parent)
        self.setZValue(1000)
        self.reading_at: float | None = None
        self.focused = False
        self._theme = theme
        self._figure = NOTHING
        self._mapping = Mapping(QRectF(0, 0, 1, 1), NOTHING.bounds)
        self._room = QRectF()
        self._remark = ""

    def write(self, figure: Figure, mapping: Mapping, room: QRectF, remark: str) -> None:
        """Write the words of another figure.

        Parameters
        ----------
        room : QRectF
            The whole plot.
        remark : str
            Written at the upper left: what is left out, or how the whole is seen again.
        """
        if room != self._room:
            self.prepareGeometryChange()
        self._figure, self._mapping, self._room, self._remark = figure, mapping, room, remark
        self.update()

    def boundingRect(self) -> QRectF:
        return self._room

    # --- room for words -------------------------------------------------------------------------

    def margins(self, figure: Figure) -> tuple[float, float]:
        """Return the pixels that words take above and at the right."""
        small, metrics = self._theme.size("small"), self._metrics()
        top = 1.1 * small + (1.0 * small if figure.y.name else 0.0)
        top += 1.7 * self._theme.size("base") * (bool(figure.title) + bool(figure.note[0]))
        widths = (metrics.horizontalAdvance(line.label) for line in figure.lines if line.label)
        return top, max(min(max(widths, default=0.0) + 1.2 * small, 9.0 * small), 0.9 * small)

    def name_room(self, figure: Figure, area: QRectF, width: float) -> QRectF:
        """Return the rectangle of the x axis's name, at the right below the lines."""
        small = self._theme.size("small")
        wide = self._metrics().horizontalAdvance(shown_name(figure.x)) + 2
        return QRectF(width - 2 - wide, area.bottom() + rim(self._theme) + 4, wide, 1.4 * small)

    # --- painting -------------------------------------------------------------------------------

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Write all words, each in its colour."""
        figure, area, theme = self._figure, self._mapping.area, self._theme
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text_2"))
        name = self.name_room(figure, area, self._room.width())
        painter.drawText(name, Qt.AlignmentFlag.AlignRight, shown_name(figure.x))
        self._paint_head(painter, figure, area)
        self._paint_labels(painter, figure, area)
        for row, upright in enumerate(figure.uprights):
            others = [each.x for each in figure.uprights if each is not upright]
            self._paint_upright(painter, upright, area, row, others)
        for spot in figure.spots:
            self._paint_label_of(painter, spot, area)
        if self.reading_at is not None:
            self._paint_readings(painter, figure, area, self.reading_at)
        if self.focused:
            painter.setPen(theme.color("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._room.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_head(self, painter: QPainter, figure: Figure, area: QRectF) -> None:
        small, room = self._theme.size("small"), self._room
        remark = self._metrics().horizontalAdvance(self._remark)
        row = QRectF(4.0, room.top(), room.width() - 6 - remark, 1.6 * small)
        painter.drawText(QRectF(row.right(), 0, remark + 2, 1.6 * small), MIDDLE, self._remark)
        painter.setFont(self._theme.font("strong", tabular=True))
        for words, token in ((figure.title, "text"), figure.note):
            if words:
                painter.setPen(self._theme.ink(token))
                row.setHeight(1.7 * self._theme.size("base"))
                _write(painter, row.adjusted(area.left() - 4, 0, 0, 0), words)
                row.translate(0, row.height())
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("text_2"))
        _write(painter, row, shown_name(figure.y))

    def _paint_labels(self, painter: QPainter, figure: Figure, area: QRectF) -> None:
        """Write the labels beside the ends, moved apart where they would touch."""
        height = 1.3 * self._theme.size("small")
        rows = max(int(area.height() / height), 1)
        lines = [line for line in (*figure.live, *figure.ghosts[::-1]) if line.label][:rows]
        ends = sorted(((self._end(line), place) for place, line in enumerate(lines)))
        heights = apart([y for y, _ in ends], height, area.top(), area.bottom() - height / 4)
        for y, (_, place) in zip(heights, ends, strict=True):
            line = lines[place]
            painter.setPen(line.ink(self._theme))
            left = area.right() + 0.8 * self._theme.size("small")
            room = QRectF(left, y - height / 2, self._room.width() - left, height)
            _write(painter, room, line.label)

    def _end(self, line: Line) -> float:
        """Return the height in pixels at which a line leaves the plot."""
        area, mapping = self._mapping.area, self._mapping
        across, down = mapping.across(line.x[-1:]), mapping.down(line.y[-1:])
        if not (np.isfinite(down[0]) and across[0] <= area.right() + 1):
            # the last point is missing or out of sight
            across, down = mapping.across(line.x), mapping.down(line.y)
        seen = np.flatnonzero((across <= area.right() + 1) & np.isfinite(down))
        y = float(down[seen[-1]]) if seen.size else area.center().y()
        return min(max(y, area.top()), area.bottom())

    def _paint_label_of(self, painter: QPainter, spot: Spot, area: QRectF) -> None:
        at, small = self._mapping.pixel(spot.x, spot.y), self._theme.size("small")
        if not spot.label or not area.adjusted(-2, -2, 2, 2).contains(at):
            return
        radius, width = self._theme.size("point"), self._metrics().horizontalAdvance(spot.label)
        beside = spot.side in ("right", "right above")
        left = at.x() + radius if beside else at.x() - width / 2
        away = radius + 0.8 * small
        down = {"above": -away, "below": away, "right above": -0.8 * small}.get(spot.side, 0.0)
        y = max(at.y() + down, self._room.top() + 0.8 * small)
        left = min(max(left, area.left()), self._room.width() - width - 2)
        painter.setPen(self._theme.color("text"))
        _write(painter, QRectF(left, y - small, width + 2, 2 * small), spot.label)

    def _paint_upright(
        self, painter: QPainter, upright: Upright, area: QRectF, row: int, others: Sequence[float]
    ) -> None:
        """Write the label of a vertical line beside its foot, each in a row of its own.

        It stands at the left where it would cross another line at the right.
        """
        x, small = self._mapping.pixel(upright.x, 1.0).x(), self._theme.size("small")
        if not upright.label or not area.left() - 1 <= x <= area.right() + 1:
            return
        width, gap = self._metrics().horizontalAdvance(upright.label) + 2, 0.5 * small
        end = x + gap + width
        crossed = any(x < self._mapping.pixel(each, 1.0).x() < end for each in others)
        free = end <= area.right() and not crossed
        right = free or x - area.left() < width + gap
        top = area.bottom() - 1.4 * small * (row + 1)
        room = QRectF(x + gap if right else x - gap - width, top, width, 1.4 * small)
        painter.setPen(self._theme.ink(upright.token))
        _write(painter, room, upright.label)

    def _paint_readings(self, painter: QPainter, figure: Figure, area: QRectF, x: float) -> None:
        """Write the values at the cursor into a box beside it."""
        rows, small = readings(figure, x), self._theme.size("small")
        painter.setFont(self._theme.font("small", tabular=True))
        metrics = QFontMetricsF(painter.font())
        head = f"{figure.x.name or 'x'} {with_unit(x, figure.x, 6)}"
        values = [with_unit(row.value, figure.y) for row in rows]
        name_wide = max((metrics.horizontalAdvance(row.name) for row in rows), default=0.0)
        value_wide = max((metrics.horizontalAdvance(each) for each in values), default=0.0)
        wide = max(name_wide + value_wide + 1.5 * small, metrics.horizontalAdvance(head))
        step = 1.4 * small
        box = QRectF(0, area.top() + 2, wide + 1.2 * small, step * (len(rows) + 1) + 0.6 * small)
        at = self._mapping.pixel(x, 1.0).x()
        box.moveLeft(at + 8 if at + 8 + box.width() <= self._room.width() else at - 8 - box.width())
        box.moveLeft(max(box.left(), 0.0))
        painter.setPen(QPen(self._theme.color("line"), 1.0))
        painter.setBrush(self._theme.color("surface_2"))
        painter.drawRoundedRect(box, 4, 4)
        room = QRectF(box.left() + 0.6 * small, box.top() + 0.3 * small, wide, step)
        painter.setPen(self._theme.color("text"))
        painter.drawText(room, MIDDLE, head)
        for row, value in zip(rows, values, strict=True):
            room.translate(0, step)
            self._paint_reading(painter, room, row, value)

    def _paint_reading(self, painter: QPainter, room: QRectF, row: Reading, value: str) -> None:
        painter.setPen(row.line.ink(self._theme))
        painter.drawText(room, MIDDLE, row.name)
        painter.setPen(self._theme.color("text"))
        painter.drawText(room, MIDDLE | Qt.AlignmentFlag.AlignRight, value)

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._theme.font("small"))


def shown_name(axis: Axis) -> str:
    """Return the name of an axis as it is written, an arrow behind it where there are others."""
    name = f"{axis.name} ({axis.unit})" if axis.unit and axis.name else axis.name
    return f"{name} ▾" if axis.others else name


def _write(painter: QPainter, room: QRectF, words: str) -> None:
    """Write words at the left of a room; those that do not fit end in dots."""
    metrics = QFontMetricsF(painter.font())
    painter.drawText(
        room, MIDDLE, metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width() + 1)
    )
