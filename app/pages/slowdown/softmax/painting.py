"""Painting of the parts of the softmax canvas."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.appearance.theme import Theme
from app.appearance.translation import number, plain, tr
from app.pages.slowdown.softmax.geometry import SUMS, Places
from app.pages.slowdown.softmax.words import COLOURS, error_formula, indexed, said_share, signed
from app.widgets.basics.drawn import CENTRE, LEFT, RIGHT, box_at, write
from engine.simulations.slowdown.softmax.state import SoftmaxView
from engine.simulations.slowdown.softmax.station import FARTHEST


def draw_heads(painter: QPainter, theme: Theme, places: Places, view: SoftmaxView) -> None:
    """Write what each column shows."""
    painter.setFont(theme.font("small"))
    painter.setPen(theme.color("text_2"))
    words = {
        "head": "",
        "z": tr("input z (drag)"),
        "a": tr("softmax a"),
        "log": "ln a + const." if view.c == 1.0 else "(ln a)/c + const.",
        "delta": error_formula(view.c),
        "sigmoid": tr("sigmoid"),
    }
    for name, room in places.columns.items():
        write(painter, QRectF(room.left(), 0, room.width(), places.top), words[name], LEFT, 4)


def draw_row(
    painter: QPainter, theme: Theme, places: Places, view: SoftmaxView, row: int, *, lit: str
) -> None:
    """Draw an output with all its numbers.

    Parameters
    ----------
    lit : str
        "z" or "a" for what is under the hand, else "".
    """
    draw_head(painter, theme, places.cell("head", row), view, row)
    draw_input(painter, theme, places, view, row, lit=lit == "z")
    bar, colour = places.bar(row), theme.color(COLOURS[row])
    value = QRectF(bar.right() + 0.4 * places.small, bar.top(), 4.2 * places.small, bar.height())
    draw_bar(painter, theme, bar, float(view.a[row]), colour, lit=lit == "a")
    painter.setFont(theme.font("base", bold=True, tabular=True))
    painter.setPen(theme.color("text"))
    write(painter, value, said_share(float(view.a[row])), LEFT, 8)
    painter.setFont(theme.font("small", tabular=True))
    painter.setPen(theme.color("text_2"))
    if "log" in places.columns:
        words = f"{plain(float(view.logs[row]), 2)} + {plain(view.constant, 2)}"
        if view.constant < 0:
            words = f"{plain(float(view.logs[row]), 2)} − {plain(-view.constant, 2)}"
        write(painter, places.cell("log", row), words, LEFT, 4)
    draw_error(painter, theme, places.cell("delta", row), view, row)
    draw_sigmoid(painter, theme, places, view, row)


def draw_head(painter: QPainter, theme: Theme, cell: QRectF, view: SoftmaxView, row: int) -> None:
    """Draw the number of an output; the right answer is filled and says its target."""
    small, right = theme.size("small"), row == view.label
    wide = min(2.0 * small, cell.height() - 8.0)
    badge = box_at(QPointF(cell.left() + 1.1 * small, cell.center().y()), wide, wide)
    painter.setPen(QPen(theme.color(COLOURS[row]), 1.5 * theme.size("line")))
    painter.setBrush(theme.color(COLOURS[row]) if right else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(badge)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setFont(theme.font("small", bold=True))
    painter.setPen(theme.color("surface" if right else "text"))
    painter.drawText(badge, CENTRE, str(row + 1))
    painter.setFont(theme.font("small"))
    painter.setPen(theme.color("text" if right else "text_2"))
    beside = QRectF(badge.right() + 0.4 * small, cell.top(), 3.2 * small, cell.height())
    write(painter, beside, f"y = {int(right)}", LEFT, 6)


def draw_input(
    painter: QPainter, theme: Theme, places: Places, view: SoftmaxView, row: int, *, lit: bool
) -> None:
    """Draw a z as a knob on its line from −5 to 5, the number at the left."""
    cell, track = places.cell("z", row), places.track(row)
    z, y, small = float(view.z[row]), track.center().y(), places.small
    painter.setFont(theme.font("base", bold=True, tabular=True))
    painter.setPen(theme.color("text"))
    room = QRectF(cell.left(), cell.top(), track.left() - cell.left() - 6, cell.height())
    write(painter, room, plain(z, 2), RIGHT, 8)
    painter.setPen(QPen(theme.color("line"), 1.5 * theme.size("line") + 1))
    painter.drawLine(QLineF(track.left(), y, track.right(), y))
    middle = track.center().x()
    painter.setPen(QPen(theme.color("text_2"), theme.size("line")))
    painter.drawLine(QLineF(middle, y - 0.5 * small, middle, y + 0.5 * small))
    x = middle + z / FARTHEST * track.width() / 2
    painter.setPen(QPen(theme.color(COLOURS[row]), 1.5 * theme.size("line") + 1))
    painter.drawLine(QLineF(middle, y, x, y))
    knob = 0.75 * small if lit else 0.62 * small
    painter.setPen(QPen(theme.color("surface"), 1.5))
    painter.setBrush(theme.color("accent"))
    painter.drawEllipse(QPointF(x, y), knob, knob)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_bar(
    painter: QPainter, theme: Theme, room: QRectF, share: float, colour: QColor, *, lit: bool
) -> None:
    """Draw an output as a bar from 0 to 1."""
    painter.fillRect(room, theme.color("surface_2"))
    full = QRectF(room.left(), room.top(), max(share * room.width(), 1.0), room.height())
    painter.fillRect(full, colour)
    if lit:
        painter.setPen(QPen(theme.color("accent"), 1.5 * theme.size("line")))
        painter.drawRect(room)


def draw_error(painter: QPainter, theme: Theme, cell: QRectF, view: SoftmaxView, row: int) -> None:
    """Draw δ as an arrow from the middle; the longest of all fills its half."""
    small, delta = theme.size("small"), float(view.delta[row])
    most = max(float(abs(view.delta).max()), 1.0)
    tall = min(cell.height(), 3.2 * small)
    top = cell.center().y() - tall / 2
    # a low row leaves the number its height, and the arrow what remains
    number = min(max(0.5 * tall, 1.1 * small), 0.75 * tall)
    half = 0.44 * (tall - number)
    middle, y = cell.center().x(), top + 0.54 * (tall - number)
    painter.setPen(QPen(theme.color("text_2"), theme.size("line")))
    painter.drawLine(QLineF(middle, y - half, middle, y + half))
    tip = middle + delta / most * 0.48 * cell.width()
    draw_arrow(
        painter,
        theme.color("positive" if delta > 0 else "negative"),
        middle,
        tip,
        y,
        min(small, 1.6 * half),
    )
    painter.setFont(theme.font("small", tabular=True))
    painter.setPen(theme.color("text"))
    below = QRectF(cell.left(), top + tall - number, cell.width(), number)
    write(painter, below, signed(delta), CENTRE, 8)


def draw_arrow(
    painter: QPainter, colour: QColor, start: float, tip: float, y: float, small: float
) -> None:
    """Draw a horizontal arrow; one that is shorter than its head is only a stroke."""
    way = 1.0 if tip >= start else -1.0
    head = min(0.7 * small, abs(tip - start))
    painter.setPen(QPen(colour, 0.3 * small))
    painter.drawLine(QLineF(start, y, tip - way * head, y))
    if head < 2.0:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    base = tip - way * head
    corners = (QPointF(tip, y), QPointF(base, y - 0.55 * head), QPointF(base, y + 0.55 * head))
    painter.drawPolygon(QPolygonF(corners))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def draw_sigmoid(
    painter: QPainter, theme: Theme, places: Places, view: SoftmaxView, row: int
) -> None:
    """Draw σ(z) as a thin bar from 0 to 1, its number at the right."""
    cell, small = places.cell("sigmoid", row), places.small
    room = QRectF(cell.left(), cell.center().y() - 0.45 * small,
                  cell.width() - 3.4 * small, 0.9 * small)  # fmt: skip
    draw_bar(painter, theme, room, float(view.sigmoids[row]), theme.color("twin_2"), lit=False)
    painter.setFont(theme.font("small", tabular=True))
    painter.setPen(theme.color("text_2"))
    value = QRectF(room.right() + 0.4 * small, cell.top(), 3.2 * small, cell.height())
    write(painter, value, said_share(float(view.sigmoids[row])), LEFT, 8)


def draw_sums(painter: QPainter, theme: Theme, places: Places, view: SoftmaxView) -> None:
    """Draw both sums as stacked bars on one scale: that of softmax ends at 1, always."""
    small = places.small
    words, totals = ("Σ a", "Σ σ(z)"), (view.a, view.sigmoids)
    left, end = 4.6 * small, 4.2 * small
    first, last = places.sums
    unit = (first.width() - left - end) / SUMS
    one = first.left() + left + unit
    for room, word, values in zip(places.sums, words, totals, strict=True):
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text_2"))
        write(painter, QRectF(room.left(), room.top(), left, room.height()), word, LEFT)
        bar = QRectF(
            room.left() + left, room.top() + 0.25 * small, unit, room.height() - 0.5 * small
        )
        stop = draw_stack(painter, theme, bar, [float(each) for each in values])
        painter.setFont(theme.font("base", bold=True, tabular=True))
        painter.setPen(theme.color("text"))
        value = QRectF(stop + 0.5 * small, room.top(), end, room.height())
        write(painter, value, number(float(values.sum()), 3), LEFT, 8)
    painter.setPen(QPen(theme.color("text"), 1.5 * theme.size("line"), Qt.PenStyle.DashLine))
    painter.drawLine(QLineF(one, first.top() - 0.2 * small, one, last.bottom()))


def draw_stack(painter: QPainter, theme: Theme, bar: QRectF, values: Sequence[float]) -> float:
    """Draw values one behind the other, `bar` being 1; return where they end."""
    x = bar.left()
    for value, token in zip(values, COLOURS, strict=True):
        wide = value * bar.width()
        part = QRectF(x, bar.top(), wide, bar.height())
        painter.fillRect(part, theme.color(token))
        x += wide
        if wide > 3.0:
            painter.setPen(QPen(theme.color("surface"), 1.0))
            painter.drawLine(QLineF(x, bar.top(), x, bar.bottom()))
    return x


def head_words(row: int, *, right: bool) -> str:
    """Return the tooltip of an output's number."""
    if right:
        return tr("Output {place} is the right answer: its target is 1.", place=row + 1)
    return tr("Output {place}: a click makes it the right answer.", place=row + 1)


def name_of(key: str) -> str:
    """Return the name of a number of the canvas by its key, as "z1"."""
    return indexed(key[0], int(key[1]) - 1)
