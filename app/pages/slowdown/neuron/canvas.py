"""Canvas of one neuron: its numbers, its output, and its gradient factor by factor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import plain, significant, tr
from app.pages.slowdown.neuron import painting
from app.pages.slowdown.neuron.words import (
    all_factors,
    factor_tip,
    gradient_words,
    said_output,
)
from app.widgets.basics.drawn import box_at
from app.widgets.numbers.number_canvas import Grip, NumberCanvas
from engine.improvement.neuron_descent import Factor
from engine.simulations.slowdown.neuron.state import NeuronView

GRIPS = {
    "w": Grip(share=0.01),
    "b": Grip(share=0.01),
    "eta": Grip(0.001, 0.01, share=0.01, decimals=4),
}
FULL_LINES = 17.0
"""Height in small font sizes from which the neuron itself is drawn."""

NAMES = {"w": "w", "b": "b", "eta": "η"}


class NeuronCanvas(NumberCanvas[str]):
    """Canvas that draws a NeuronView; its numbers are "w", "b" and "eta".

    Parameters
    ----------
    side : str
        "left" or "right": beginning of the object names.
    token : str
        Colour of the neuron.
    """

    least: ClassVar = (260, 130)
    preferred: ClassVar = (400, 280)

    def __init__(self, theme: Theme, side: str, token: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, f"{side}_neuron_canvas", f"{side}_neuron_field", parent)
        self.token = token
        self._view: NeuronView | None = None
        self._boxes: dict[str, QRectF] = {}

    def show_view(self, view: NeuronView) -> None:
        """Draw a neuron, if it is another one."""
        if view is not self._view:
            self._view = view
            self.setAccessibleDescription(self._described(view))
            self.update()

    # --- overrides of NumberCanvas ---------------------------------------------------------------

    def boxes(self) -> Mapping[str, QRectF]:
        """Return the rectangle of each number."""
        if not self._boxes and self._view is not None and self.compact:
            self._boxes = self._boxes_in_line()
        if not self._boxes and self._view is not None:
            small, top = self._theme.size("small"), self.network_room()
            wide, tall = min(6.6 * small, 0.3 * self.width()), 1.7 * small
            middle = painting.neuron_at(top)
            edge = middle.x() - painting.radius_of(top, small)
            wire = (painting.input_x(top, small) + edge) / 2
            below = QPointF(middle.x(), top.bottom() - 0.5 * tall)
            last = QPointF(self.width() - wide / 2 - 1, self.height() - 0.5 * tall - 1)
            self._boxes = {
                "w": box_at(QPointF(wire, middle.y() - 1.4 * small), wide, tall),
                "b": box_at(below, wide, tall),
                "eta": box_at(last, wide, tall),
            }
        return self._boxes

    def _boxes_in_line(self) -> dict[str, QRectF]:
        """Return the rectangles of weight and bias in the line above the columns."""
        line, gap = self.head_room(), 0.4 * self._theme.size("small")
        wide = min(6.4 * self._theme.size("small"), 0.34 * line.width())
        first = QRectF(0.5, line.top() + 0.5, wide, line.height() - 0.2 * gap - 3)
        return {"w": first, "b": first.translated(wide + gap, 0)}

    def value_of(self, key: str) -> float:
        """Return the value of a number: weight and bias as they are now."""
        view = self._view
        if view is None:
            return 0.0
        return {"w": view.w, "b": view.b, "eta": view.rule.eta}[key]

    def name_of(self, key: str) -> str:
        """Return the symbol of a number."""
        return NAMES[key]

    def grip(self, key: str) -> Grip:
        """Return how a number answers to mouse and keys."""
        return GRIPS[key]

    def is_fixed(self, key: str) -> bool:
        """Return whether a number cannot be edited: the learning rate of the book's widget."""
        return key == "eta" and self._view is not None and self._view.rule.omit_slope

    def discard_layout(self) -> None:
        """Discard the layout."""
        self._boxes = {}

    def hint(self) -> str:
        """Return the tooltip where there is no number."""
        return tr("Drag w, b or η sideways, or double-click and type. "
                  "w and b are those of the start: both neurons begin anew.")  # fmt: skip

    def tip_at(self, at: QPointF) -> str:
        """Return the tooltip of a number, or of the factor in whose column a point lies."""
        factor = None if self.key_at(at) is not None else self.factor_at(at)
        return super().tip_at(at) if factor is None else factor_tip(factor)

    def factor_at(self, at: QPointF) -> Factor | None:
        """Return the factor of the gradient, or their product, in whose column a point lies."""
        room, view = self.bars_room(), self._view
        if view is None or not room.contains(at):
            return None
        factors = all_factors(view)
        return factors[min(int(at.x() / room.width() * len(factors)), len(factors) - 1)]

    def retranslate(self) -> None:
        self.setAccessibleName(tr("A neuron with its numbers"))
        self.field.retranslate()
        self.update()

    # --- painting --------------------------------------------------------------------------------

    def network_room(self) -> QRectF:
        """Return the rectangle of the neuron with its input and output."""
        small = self._theme.size("small")
        return QRectF(0, 0, self.width(), max(0.4 * self.height(), 7.5 * small))

    def head_room(self) -> QRectF:
        """Return the rectangle of the line above the columns."""
        small = self._theme.size("small")
        top = 0.0 if self.compact else self.network_room().bottom() + 0.4 * small
        return QRectF(0, top, self.width(), 1.6 * small)

    def bars_room(self) -> QRectF:
        """Return the rectangle of the columns of all factors."""
        top = self.head_room().bottom()
        below = 0.0 if self.compact else 2.1 * self._theme.size("small")
        return QRectF(0, top, self.width(), self.height() - below - top)

    @property
    def compact(self) -> bool:
        """Whether there is room for weight, bias, output and factors only."""
        return self.height() < FULL_LINES * self._theme.size("small")

    def paintEvent(self, event: QPaintEvent) -> None:
        view = self._view
        if view is None:
            return
        theme, painter = self._theme, self.smooth_painter()
        if self.compact:
            painting.draw_output(painter, theme, self.head_room(), view, self.token)
        else:
            painting.draw_network(painter, theme, self.network_room(), view, self.token)
            self._paint_change(painter, view)
            painting.draw_line(painter, theme, self.head_room(), gradient_words(view))
        self._paint_numbers(painter)
        painting.draw_factors(painter, theme, self.bars_room(), view)

    def _paint_change(self, painter: QPainter, view: NeuronView) -> None:
        tall = 1.8 * self._theme.size("small")
        line = QRectF(0, self.height() - tall, self.boxes()["eta"].left() - 6, tall)
        change = significant(-view.rule.eta * view.gradient, 3)
        painting.draw_line(painter, self._theme, line, f"Δw = −η · ∂C/∂w = {change}")

    def _paint_numbers(self, painter: QPainter) -> None:
        for key, box in self.boxes().items():
            lit = key in (self._hover, self._cursor if self.hasFocus() else None)
            value = self.value_of(key)
            written = significant(value, 3) if key == "eta" else plain(value, 3)
            words = f"{NAMES[key]} = {written}"
            painting.draw_number(
                painter, self._theme, box, words, lit=lit, fixed=self.is_fixed(key)
            )

    def _described(self, view: NeuronView) -> str:
        return tr(
            "output {a}, gradient {gradient}",
            a=said_output(view.a),
            gradient=significant(view.gradient, 3),
        )
