"""Canvas of the chain: its numbers, the factors of eq. (122), each neuron's gradient."""

from __future__ import annotations

from collections.abc import Mapping
from math import log10
from typing import ClassVar, TypeAlias

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import significant, tr
from app.widgets.basics.drawn import CENTRE, box_at, write
from app.widgets.numbers.number_canvas import NumberCanvas
from app.widgets.plots.figure import ramp
from engine.simulations.vanishing.state import ChainView
from engine.text import subscript

LEAST_FACTOR, MOST_FACTOR = 1e-3, 1e3
"""Range of the bars of factors, on a logarithmic axis around 1."""

LEAST_GRADIENT = 1e-12
LEAST_BAND = 6.0
"""Least height of a row of bars in small font sizes; with less, gradients are left out."""


Key: TypeAlias = tuple[str, int]
"""Kind of a number, and index of its neuron."""


class ChainCanvas(NumberCanvas[Key]):
    """Canvas that draws a ChainView; its numbers are ("w", j), ("b", j) and ("x", 0)."""

    least: ClassVar = (300, 220)
    preferred: ClassVar = (800, 300)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "chain_canvas", "chain_canvas_field", parent)
        self._view: ChainView | None = None
        self._locked = False
        self._boxes: dict[Key, QRectF] = {}

    # --- overrides of NumberCanvas -------------------------------------------------------------

    def show_view(self, view: ChainView, *, locked: bool) -> None:
        before = self._view
        if view is before and locked == self._locked:
            return
        if before is None or len(before.w) != len(view.w):
            self._boxes = {}
        self._view, self._locked = view, locked
        self.update()

    def boxes(self) -> Mapping[Key, QRectF]:
        """Return the rectangle of each number: x, then w and b of each neuron."""
        if not self._boxes and self._view is not None:
            self._boxes = self._place_boxes(len(self._view.w))
        return self._boxes

    def value_of(self, key: Key) -> float:
        """Return the value of a number."""
        view = self._view
        if view is None:
            return 0.0
        kind, place = key
        return view.x if kind == "x" else float({"w": view.w, "b": view.b}[kind][place])

    def name_of(self, key: Key) -> str:
        """Return the symbol of a number."""
        return "x" if key[0] == "x" else f"{key[0]}{subscript(key[1] + 1)}"

    def place_of(self, key: Key) -> int:
        """Return the index of a number's neuron."""
        return key[1]

    def is_fixed(self, key: Key) -> bool:
        """Return whether a number cannot be edited: biases, while z is kept at 0."""
        return self._locked and key[0] == "b"

    def discard_layout(self) -> None:
        """Discard the layout."""
        self._boxes = {}

    def retranslate(self) -> None:
        self.setAccessibleName(tr("The chain with its numbers"))
        self.field.retranslate()
        self.update()

    # --- geometry ---------------------------------------------------------------------------------

    def _x(self, neuron: int) -> float:
        """Return the x of a neuron's centre; −1 is the input."""
        count = len(self._view.w) if self._view is not None else 1
        margin = 3.2 * self._theme.size("small")
        pitch = (self.width() - 2 * margin) / (count + 0.6)
        return float(margin + (neuron + 1) * pitch)

    @property
    def _axis(self) -> float:
        return 4.1 * self._theme.size("small")

    @property
    def _radius(self) -> float:
        return min(1.75 * self._theme.size("small"), 0.22 * (self._x(1) - self._x(0)))

    def _place_boxes(self, count: int) -> dict[Key, QRectF]:
        small, pitch = self._theme.size("small"), self._x(1) - self._x(0)
        wide, tall = min(6.4 * small, 0.66 * pitch), 1.7 * small
        above, below = self._axis - 1.9 * small, self._axis + 2.7 * small
        places: dict[Key, QPointF] = {("x", 0): QPointF(self._x(-1), below)}
        for neuron in range(count):
            middle = (self._x(neuron - 1) + self._x(neuron)) / 2
            places["w", neuron] = QPointF(middle, above)
            places["b", neuron] = QPointF(self._x(neuron), below)
        return {key: box_at(place, wide, tall) for key, place in places.items()}

    def neuron_at(self, at: QPointF) -> int | None:
        """Return the neuron in whose column a point lies."""
        view = self._view
        if view is None:
            return None
        pitch = self._x(1) - self._x(0)
        near = (n for n in range(len(view.w)) if abs(at.x() - self._x(n)) < 0.45 * pitch)
        return next(near, None)

    def clicked_elsewhere(self, at: QPointF) -> None:
        """Look at the neuron of the column."""
        neuron = self.neuron_at(at)
        if neuron is not None:
            self.looked_at.emit(neuron)

    def tip(self, key: Key | None) -> str:
        """Return the tooltip of a number; a bias that follows says so."""
        if key is None or not self.is_fixed(key):
            return super().tip(key)
        value = significant(self.value_of(key), 6)
        return tr("{name} = {value}: it follows from z = 0", name=self.name_of(key), value=value)

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, view = self.smooth_painter(), self._view
        if view is None:
            return
        self._wires(painter, view)
        self._neurons(painter, view)
        for key, box in self.boxes().items():
            self._number(painter, key, box)
        top = self._axis + 4.6 * self._theme.size("small")
        height = self.height() - top
        both = height >= 2 * LEAST_BAND * self._theme.size("small")
        height = height / 2 if both else height
        self._factors(painter, view, QRectF(0, top, self.width(), height))
        if both:
            self._gradients(painter, view, QRectF(0, top + height, self.width(), height))

    def _wires(self, painter: QPainter, view: ChainView) -> None:
        theme = self._theme
        for neuron, w in enumerate(view.w.tolist()):
            colour = theme.color("positive" if w > 0 else "negative")
            wide = min(1.0 + 0.5 * abs(w) ** 0.5, 6.0)
            painter.setPen(QPen(colour, wide))
            start, end = self._x(neuron - 1), self._x(neuron) - self._radius
            start += self._radius if neuron else 0.5 * self._radius
            painter.drawLine(QLineF(start, self._axis, end, self._axis))
        painter.setPen(QPen(theme.color("text_2"), 1.5))
        last = self._x(len(view.w) - 1) + self._radius
        end = self.width() - 2.4 * theme.size("small")
        painter.drawLine(QLineF(last, self._axis, end, self._axis))

    def _neurons(self, painter: QPainter, view: ChainView) -> None:
        theme, radius = self._theme, self._radius
        painter.setFont(theme.font("small"))
        for neuron, a in enumerate(view.passed.a.tolist()):
            at = QPointF(self._x(neuron), self._axis)
            lit = neuron == view.neuron
            painter.setBrush(theme.color("surface_2"))
            colour = theme.color("accent") if lit else theme.color("text_2")
            painter.setPen(QPen(colour, 2.5 if lit else 1.0))
            painter.drawEllipse(at, radius, radius)
            painter.setPen(theme.color("text"))
            painter.drawText(box_at(at, 2 * radius, 2 * radius), CENTRE, significant(a, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        small = theme.size("small")
        painter.setPen(theme.color("text_2"))
        room = QRectF(self.width() - 2.2 * small, self._axis - small, 2.2 * small, 2 * small)
        painter.drawText(room, CENTRE, "C")

    def _number(self, painter: QPainter, key: Key, box: QRectF) -> None:
        theme, fixed = self._theme, self.is_fixed(key)
        marked = key in (self._hover, self._cursor if self.hasFocus() else None)
        painter.setPen(QPen(theme.color("accent" if marked else "line"), theme.size("line")))
        painter.setBrush(theme.color("surface" if fixed else "surface_2"))
        painter.drawRoundedRect(box, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(theme.color("text_2" if fixed else "text"))
        painter.setFont(theme.font("small", tabular=True))
        words = f"{self.name_of(key)} = {significant(self.value_of(key), 3)}"
        if painter.fontMetrics().horizontalAdvance(words) > box.width() - 4:
            words = significant(self.value_of(key), 3)
        painter.drawText(box, CENTRE, words)

    def _factors(self, painter: QPainter, view: ChainView, room: QRectF) -> None:
        """Draw every factor of eq. (122) as a logarithmic bar, up or down from 1."""
        passed = view.passed
        factors = [float(passed.slopes[0]), *passed.factors.tolist()]
        self._heading(painter, room, product_words(view, factors))
        small = self._theme.size("small")
        bars = room.adjusted(0, 1.7 * small, 0, -2.9 * small)
        middle = bars.center().y()
        painter.setPen(QPen(self._theme.color("text_2"), 1.0, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(self._x(-1), middle, self.width() - small, middle))
        reach = max([1.0, *(abs(_power(factor)) for factor in factors)])
        for neuron, factor in enumerate(factors):
            share = _power(factor) / reach
            tall = share * bars.height() / 2
            wide = min(0.34 * (self._x(1) - self._x(0)), 3.2 * small)
            bar = QRectF(self._x(neuron) - wide / 2, middle - max(tall, 0), wide, abs(tall))
            painter.fillRect(bar, self._theme.color("positive" if factor > 0 else "negative"))
            index = subscript(neuron + 1)
            symbol = f"σ′(z{index})" if neuron == 0 else f"w{index}σ′(z{index})"
            self._caption(painter, neuron, bars.bottom(), symbol, significant(factor, 3))

    def _gradients(self, painter: QPainter, view: ChainView, room: QRectF) -> None:
        """Draw |∂C/∂b_j| of every neuron on a logarithmic scale."""
        gradients = view.passed.gradients.tolist()
        self._heading(painter, room, tr("∂C/∂b of each neuron, by ∂C/∂a of the last one"))
        small = self._theme.size("small")
        bars = room.adjusted(0, 1.7 * small, 0, -2.9 * small)
        sizes = [max(abs(each), LEAST_GRADIENT) for each in gradients]
        low, high = min(*sizes, 1e-3) / 2, max(sizes)
        for neuron, (size, gradient) in enumerate(zip(sizes, gradients, strict=True)):
            tall = log10(size / low) / max(log10(high / low), 1e-9) * bars.height()
            wide = min(0.34 * (self._x(1) - self._x(0)), 3.2 * small)
            bar = QRectF(self._x(neuron) - wide / 2, bars.bottom() - tall, wide, tall)
            shade = neuron / max(len(gradients) - 1, 1)
            painter.fillRect(bar, ramp(self._theme, shade))
            self._caption(painter, neuron, bars.bottom(), f"∂C/∂b{subscript(neuron + 1)}",
                          significant(gradient, 3))  # fmt: skip

    def _heading(self, painter: QPainter, room: QRectF, words: str) -> None:
        small = self._theme.size("small")
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("text_2"))
        line = QRectF(room.left() + 2, room.top(), room.width() - 4, 1.5 * small)
        write(painter, line, words, Qt.AlignmentFlag.AlignLeft)

    def _caption(self, painter: QPainter, neuron: int, top: float, name: str, value: str) -> None:
        theme, small = self._theme, self._theme.size("small")
        pitch = self._x(1) - self._x(0)
        room = QRectF(self._x(neuron) - pitch / 2, top, pitch, 1.4 * small)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("text_2"))
        if painter.fontMetrics().horizontalAdvance(name) <= pitch:
            painter.drawText(room, CENTRE, name)
        painter.setFont(theme.font("small", bold=True, tabular=True))
        painter.setPen(theme.color("text"))
        painter.drawText(room.translated(0, 1.3 * small), CENTRE, value)


def _power(factor: float) -> float:
    """Return log₁₀ of a factor's size, clamped to the range of the bars."""
    return log10(min(max(abs(factor), LEAST_FACTOR), MOST_FACTOR))


def product_words(view: ChainView, factors: list[float]) -> str:
    """Return eq. (122) in numbers: each factor, and the product."""
    written = [
        f"({significant(each, 3)})" if each < 0 else significant(each, 3) for each in factors
    ]
    last = f"∂C/∂a{subscript(len(factors))}"
    product = significant(float(view.passed.gradients[0]), 3)
    return f"∂C/∂b₁ = {' · '.join([*written, last])} = {product} {last}"
