"""Painting of one neuron and of the factors of its gradient."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from app.appearance.theme import Theme
from app.appearance.translation import significant, tr
from app.pages.slowdown.neuron.words import SYMBOLS, all_factors, is_almost_zero, said_output
from app.widgets.basics.drawn import CENTRE, LEFT, RIGHT, box_at, write
from engine.improvement.neuron_descent import Factor
from engine.simulations.slowdown.neuron.state import NeuronView

MOST_SLOPE = 0.25
"""The largest σ′."""


def neuron_at(room: QRectF) -> QPointF:
    """Return the centre of the neuron."""
    return QPointF(room.left() + 0.52 * room.width(), room.top() + 0.42 * room.height())


def input_x(room: QRectF, small: float) -> float:
    """Return where the wire of the input begins."""
    return room.left() + 3.8 * small


def radius_of(room: QRectF, small: float) -> float:
    """Return the radius of the neuron."""
    return float(min(2.0 * small, 0.3 * room.height()))


def draw_network(
    painter: QPainter, theme: Theme, room: QRectF, view: NeuronView, token: str
) -> None:
    """Draw input, wire and neuron, and the output beside its target."""
    small, middle = theme.size("small"), neuron_at(room)
    radius, y = radius_of(room, small), neuron_at(room).y()
    painter.setFont(theme.font("small", tabular=True))
    painter.setPen(theme.color("text_2"))
    start = QRectF(room.left(), y - small, 3.6 * small, 2 * small)
    write(painter, start, f"x = {significant(view.rule.x, 2)}")
    weight = theme.color("positive" if view.w > 0 else "negative")
    painter.setPen(QPen(weight, min(1.0 + abs(view.w), 6.0)))
    painter.drawLine(QLineF(input_x(room, small), y, middle.x() - radius, y))
    gauge = QRectF(room.right() - 7.0 * small, room.top() + 2, 1.3 * small, room.height() - 4)
    painter.setPen(QPen(theme.color("text_2"), 1.5))
    painter.drawLine(QLineF(middle.x() + radius, y, gauge.left() - 0.6 * small, y))
    painter.setPen(QPen(theme.color(token), 2.0))
    painter.setBrush(theme.color("surface_2"))
    painter.drawEllipse(middle, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(theme.color("text"))
    painter.setFont(theme.font("title"))
    painter.drawText(box_at(middle, 2 * radius, 2 * radius), CENTRE, "σ")
    painter.setFont(theme.font("small", tabular=True))
    above = box_at(QPointF(middle.x(), y - radius - 0.8 * small), 9 * small, 1.5 * small)
    painter.drawText(above, CENTRE, f"z = {significant(view.z, 2)}")
    _draw_gauge(painter, theme, gauge, view, token)


def _draw_gauge(
    painter: QPainter, theme: Theme, gauge: QRectF, view: NeuronView, token: str
) -> None:
    """Draw the output as a filled column, with a mark at the target."""
    small = theme.size("small")
    painter.fillRect(gauge, theme.color("surface_2"))
    full = view.a * gauge.height()
    filled = QRectF(gauge.left(), gauge.bottom() - full, gauge.width(), full)
    painter.fillRect(filled, theme.color(token))
    painter.setPen(QPen(theme.color("text"), 2.0))
    y = gauge.bottom() - view.rule.y * gauge.height()
    painter.drawLine(QLineF(gauge.left() - 3, y, gauge.right() + 3, y))
    words = QRectF(gauge.right() + 0.5 * small, 0, 5.2 * small, 1.5 * small)
    painter.setFont(theme.font("small"))
    painter.setPen(theme.color("text_2"))
    target = _clear_of(words, y, gauge)
    write(painter, target, tr("target {y}", y=significant(view.rule.y, 2)), LEFT, 4)
    painter.setFont(theme.font("base", bold=True, tabular=True))
    painter.setPen(theme.color("text"))
    level = _clear_of(words, filled.top(), gauge)
    if abs(level.top() - target.top()) < level.height():
        up = target.top() - level.height()
        level.moveTop(up if up >= gauge.top() else target.bottom())
    write(painter, level, said_output(view.a), LEFT, 4)


def _clear_of(words: QRectF, y: float, gauge: QRectF) -> QRectF:
    """Return a line of words at a height, within the gauge."""
    top = min(max(y - words.height() / 2, gauge.top()), gauge.bottom() - words.height())
    return QRectF(words.left(), top, words.width(), words.height())


def draw_number(
    painter: QPainter, theme: Theme, box: QRectF, words: str, *, lit: bool, fixed: bool
) -> None:
    """Draw a number that can be dragged; a fixed one is paler."""
    painter.setPen(QPen(theme.color("accent" if lit else "line"), theme.size("line")))
    painter.setBrush(theme.color("surface" if fixed else "surface_2"))
    painter.drawRoundedRect(box, 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(theme.color("text_2" if fixed else "text"))
    painter.setFont(theme.font("small", tabular=True))
    painter.drawText(box, CENTRE, words)


def draw_line(painter: QPainter, theme: Theme, room: QRectF, words: str) -> None:
    """Write a line of small text."""
    painter.setFont(theme.font("small", tabular=True))
    painter.setPen(theme.color("text_2"))
    write(painter, room, words)


def draw_output(
    painter: QPainter, theme: Theme, room: QRectF, view: NeuronView, token: str
) -> None:
    """Write the output at the right end of a line."""
    painter.setFont(theme.font("base", bold=True, tabular=True))
    painter.setPen(theme.ink(token))
    write(painter, room, f"a = {said_output(view.a)}", RIGHT)


def draw_factors(painter: QPainter, theme: Theme, room: QRectF, view: NeuronView) -> None:
    """Draw every factor of ∂C/∂w as a column from 0 to 1, and their product at the right."""
    small, factors = theme.size("small"), all_factors(view)
    pitch = room.width() / len(factors)
    for place, factor in enumerate(factors):
        cell = QRectF(room.left() + place * pitch, room.top(), pitch, room.height())
        axis = _axis_in(cell, small)
        _draw_column(painter, theme, axis, factor)
        _draw_caption(painter, theme, cell, axis, factor)
        if place:
            sign = QRectF(cell.left() - small, axis.top(), 2 * small, axis.height())
            painter.setFont(theme.font("base"))
            painter.setPen(theme.color("text_2"))
            painter.drawText(sign, CENTRE, "=" if factor.kind == "product" else "·")


def _axis_in(cell: QRectF, small: float) -> QRectF:
    """Return the column from 0 to 1 in a cell, above its two lines of words."""
    wide = min(0.42 * cell.width(), 2.6 * small)
    tall = cell.height() - 2.9 * small - 4
    return QRectF(cell.center().x() - wide / 2, cell.top() + 2, wide, tall)


def _draw_column(painter: QPainter, theme: Theme, axis: QRectF, factor: Factor) -> None:
    """Draw a factor; one that cancels is struck out."""
    small, size = theme.size("small"), abs(factor.value)
    tall = max(min(size, 1.0) * axis.height(), 1.0)
    bar = QRectF(axis.left(), axis.bottom() - tall, axis.width(), tall)
    colour = theme.color("positive" if factor.value >= 0 else "negative")
    painter.fillRect(axis, theme.color("surface_2"))
    painter.fillRect(bar, theme.color("line") if factor.cancelled else colour)
    if size > 1.0:
        _draw_tip(painter, theme, axis)
    if factor.kind == "slope":
        y = axis.bottom() - MOST_SLOPE * axis.height()
        painter.setPen(QPen(theme.color("text_2"), 1.0))
        painter.drawLine(QLineF(axis.left() - 3, y, axis.right() + 3, y))
        painter.setFont(theme.font("small"))
        write(painter, QRectF(axis.right() + 6, y - small, 2 * small, 2 * small), "¼", LEFT, 4)
    if factor.cancelled:
        painter.setPen(QPen(theme.color("text_2"), 1.5))
        painter.drawLine(QLineF(axis.left() - 4, axis.bottom(), axis.right() + 4, axis.top()))
    elif is_almost_zero(factor):
        painter.setPen(QPen(theme.color("warning"), 1.5))
        painter.drawRoundedRect(axis.adjusted(-4, -2, 4, 2), 4, 4)


def _draw_caption(
    painter: QPainter, theme: Theme, cell: QRectF, axis: QRectF, factor: Factor
) -> None:
    """Write the symbol and the value of a factor below its column."""
    small, product = theme.size("small"), factor.kind == "product"
    name = QRectF(cell.left(), axis.bottom() + 2, cell.width(), 1.4 * small)
    font = theme.font("small", bold=product)
    font.setStrikeOut(factor.cancelled)
    painter.setFont(font)
    painter.setPen(theme.color("text_2"))
    painter.drawText(name, CENTRE, SYMBOLS[factor.kind])
    painter.setFont(theme.font("small", bold=not factor.cancelled, tabular=True))
    plain = "text_2" if factor.cancelled else "text"
    painter.setPen(theme.color("warning" if is_almost_zero(factor) else plain))
    painter.drawText(name.translated(0, 1.4 * small), CENTRE, significant(factor.value, 3))


def _draw_tip(painter: QPainter, theme: Theme, axis: QRectF) -> None:
    """Draw a tip: the column is longer than there is room."""
    middle, top, half = axis.center().x(), axis.top(), axis.width() / 2
    tip = QPainterPath(QPointF(middle - half, top + half))
    tip.lineTo(middle, top)
    tip.lineTo(middle + half, top + half)
    painter.setPen(QPen(theme.color("surface"), 2.0))
    painter.drawPath(tip)
