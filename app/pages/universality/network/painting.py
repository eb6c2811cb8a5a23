"""Painter of the network of one input: wires by sign and size, numbers on them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.appearance.theme import Theme
from app.appearance.translation import plain, tr
from app.pages.universality.network.layout import NEURON_LETTERS, Layout, Number
from app.widgets.basics.drawn import CENTRE, box_at
from app.widgets.networks.network_painting import blend
from engine.simulations.universality.state import CurveView
from engine.text import subscript

THICKEST = 1.7
"""Largest width of a wire beyond 1 pixel, in curve widths."""

DASH = (4.0, 2.5)


@dataclass(frozen=True, slots=True)
class Highlights:
    """Highlighted numbers and neurons.

    Attributes
    ----------
    hover, cursor : Number or None
        Number under the pointer, and under the keyboard cursor.
    neurons : frozenset of int
        Neurons whose wires are highlighted.
    """

    hover: Number | None = None
    cursor: Number | None = None
    neurons: frozenset[int] = frozenset()


def value_of(curve: CurveView, number: Number) -> float:
    """Return the value of a number."""
    if number.kind == "h":
        return float(curve.heights[number.index])
    if number.kind == "c":
        return curve.c
    return float(getattr(curve, number.kind)[number.index])


def name_of(number: Number) -> str:
    """Return the symbol of a number, such as s₁."""
    return number.kind if number.kind == "c" else f"{number.kind}{subscript(number.index + 1)}"


def words_of(curve: CurveView, number: Number) -> str:
    """Return a number formatted for display."""
    value = value_of(curve, number)
    if value != value:
        return "?"
    decimals = 0 if abs(value) >= 1000 else 1 if abs(value) >= 10 else 2
    return plain(value, decimals)


class NetworkPainter:
    """Painter of the network for one paint event."""

    def __init__(
        self,
        painter: QPainter,
        theme: Theme,
        curve: CurveView,
        layout: Layout,
        highlights: Highlights,
    ) -> None:
        self._painter, self._theme = painter, theme
        self._curve, self._layout, self._highlights = curve, layout, highlights

    def paint(self, output: str) -> None:
        """Draw everything; `output` is the text in the output neuron."""
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._wires()
        self._neurons(output)
        self._captions()
        for number, room in self._layout.numbers.items():
            self._number(number, room)
        self._hidden_ones()

    def _set_font(self, token: str, *, bold: bool = False) -> None:
        """Set a font of the theme in the layout's text height."""
        font = self._theme.font(token, bold=bold)
        font.setPixelSize(self._layout.text)
        self._painter.setFont(font)

    def _wires(self) -> None:
        layout, curve = self._layout, self._curve
        lit = [n for n in layout.neurons if n in self._highlights.neurons]
        order = [n for n in layout.neurons if n not in self._highlights.neurons] + lit
        largest = max(1.0, *(abs(float(curve.v[n])) for n in layout.neurons))
        for neuron in order:
            place, weight = layout.neurons[neuron], float(curve.v[neuron])
            self._input_wire(layout.source, place, neuron in self._highlights.neurons)
            self._output_wire(place, weight, abs(weight) / largest, neuron)

    def _input_wire(self, start: QPointF, end: QPointF, lit: bool) -> None:
        theme = self._theme
        colour = theme.color("accent") if lit else blend(
            theme.color("surface"), theme.color("text_2"), 0.6)  # fmt: skip
        wide = 0.5 * theme.size("curve") * (1.6 if lit else 1.0)
        self._painter.setPen(QPen(colour, wide))
        self._painter.drawLine(start, end)

    def _output_wire(self, start: QPointF, weight: float, share: float, neuron: int) -> None:
        theme, lit = self._theme, neuron in self._highlights.neurons
        token = "negative" if weight < 0 else "positive"
        strength = 0.35 + 0.65 * share
        colour = blend(theme.color("surface"), theme.color(token), strength)
        if not weight:
            colour = theme.color("line")
        if lit:
            colour = theme.color("accent")
        wide = 1.0 + THICKEST * theme.size("curve") * share
        pen = QPen(colour, wide + lit)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if weight < 0:
            pen.setDashPattern([part * 2.0 / max(wide, 2.0) for part in DASH])
        self._painter.setPen(pen)
        self._painter.drawLine(start, self._layout.output)

    def _neurons(self, output: str) -> None:
        layout, theme, painter = self._layout, self._theme, self._painter
        for neuron, place in layout.neurons.items():
            lit = neuron in self._highlights.neurons
            painter.setPen(QPen(theme.color("accent" if lit else "text_2"), 1 + lit))
            painter.setBrush(theme.color("surface"))
            wide = NEURON_LETTERS * layout.text
            painter.drawRoundedRect(
                QRectF(place.x() - wide, place.y() - layout.radius, 2 * wide, 2 * layout.radius),
                layout.radius,
                layout.radius,
            )
        for place, words in ((layout.source, "x"), (layout.output, output)):
            painter.setPen(QPen(theme.color("text_2"), 1))
            painter.setBrush(theme.color("surface_2"))
            radius = 1.45 * layout.text
            painter.drawEllipse(place, radius, radius)
            self._set_font("strong")
            painter.setPen(theme.color("text"))
            painter.drawText(box_at(place, 2 * radius, 2 * radius), CENTRE, words)

    def _number(self, number: Number, room: QRectF) -> None:
        theme, painter, highlights = self._theme, self._painter, self._highlights
        held = number in (highlights.hover, highlights.cursor)
        inside = number.kind in "sb"
        words = words_of(self._curve, number)
        if number.kind == "c" or (number.kind == "h" and self._layout.names):
            words = f"{name_of(number)} = {words}"
        elif number.kind == "s" and len(self._layout.neurons) == 1:
            words = f"s = {words}"
        self._set_font("mono_small", bold=held)
        wide = painter.fontMetrics().horizontalAdvance(words) + 8.0
        paper = box_at(room.center(), min(wide, room.width()) if inside else wide, room.height())
        if held or not inside:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft" if held else "surface"))
            painter.drawRoundedRect(paper, 4, 4)
        painter.setPen(theme.color("accent" if held or self._is_lit(number) else "text"))
        painter.drawText(paper, CENTRE, words)
        if number == highlights.cursor:
            painter.setPen(QPen(theme.color("accent"), theme.size("line")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(paper, 4, 4)

    def _is_lit(self, number: Number) -> bool:
        size = self._curve.bump_size if number.kind == "h" else 1
        return number.kind != "c" and number.index * size in self._highlights.neurons

    def _captions(self) -> None:
        """Write a caption above each column of numbers."""
        layout, painter, small = self._layout, self._painter, self._theme.size("small")
        middles: dict[str, list[float]] = {}
        for number, room in layout.numbers.items():
            middles.setdefault(number.kind, []).append(room.center().x())
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("text_2"))
        steps, heights, weights = tr("step s"), tr("height h"), tr("weight v")
        names = {"w": "w", "b": "b", "s": steps, "h": heights, "v": weights}
        for kind, words in names.items():
            if kind not in middles or (kind == "s" and "b" in middles):
                continue
            if not layout.names or "w" in middles:
                words = kind
            x = sum(middles[kind]) / len(middles[kind])
            room = QRectF(x - 6 * small, 0, 12 * small, 1.6 * small)
            painter.drawText(room, CENTRE, words)

    def _hidden_ones(self) -> None:
        """Write how many neurons are left out above and below."""
        layout, painter = self._layout, self._painter
        self._set_font("small")
        painter.setPen(self._theme.color("text_2"))
        places = list(layout.neurons.values())
        away = layout.radius + 0.2 * layout.text
        for count, y in (
            (layout.above, places[0].y() - away - 1.4 * layout.text),
            (layout.below, places[-1].y() + away),
        ):
            if count:
                words = tr("⋮ {count} more", count=count)
                room = QRectF(places[0].x() - 90, y, 180, 1.4 * layout.text)
                painter.drawText(room, CENTRE, words)
