"""Canvas of the network of two inputs: its numbers are dragged, typed, or changed with the keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.universality.two_inputs.layout import FigureLayout, Label, lay_out, strength_of
from app.widgets.basics.drawn import CENTRE, box_at
from app.widgets.networks.network_painting import blend
from app.widgets.numbers.number_canvas import Grip, NumberCanvas
from engine.arrays import Vector
from engine.simulations.universality.two_inputs.settings import TWO_INPUTS_SETTINGS
from engine.simulations.universality.two_inputs.views import TwoInputsView

GRIPS = dict.fromkeys(("plane_place", "plane_left", "plane_right"), (0.005, 0.01))
"""Change by pixel and by key of settings that are no weights."""

USUAL = (0.02, 0.1)
SETTING = {each.name: each for each in TWO_INPUTS_SETTINGS}

Key: TypeAlias = tuple[str, int]
"""Setting, and place among the labels that show it."""


class FigureNetworkCanvas(NumberCanvas[Key]):
    """Canvas that draws the network of a TwoInputsView; its numbers stand for settings."""

    least: ClassVar = (180, 140)
    preferred: ClassVar = (300, 280)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "plane_network", "plane_number_field", parent)
        self._view: TwoInputsView | None = None

    def show_view(self, view: TwoInputsView) -> None:
        before, self._view = self._view, view
        if before is None or before.figure != view.figure:
            self._cursor = self._hover = self._drag = None
        if before is None or before.network is not view.network:
            self.update()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("The network of two inputs"))
        self.field.retranslate()
        self.update()

    @property
    def places(self) -> FigureLayout | None:
        """Layout for the current size and font; None before the first view."""
        if self._view is None:
            return None
        area = QRectF(self.rect()).adjusted(2, 4, -2, -4)
        return lay_out(self._view, area, self._theme.size("small"))

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        view, layout = self._view, self.places
        if view is None or layout is None:
            return
        painter = self.smooth_painter()
        self._paint_wires(painter, view, layout)
        self._paint_neurons(painter, view, layout)
        painter.setFont(self._theme.font("mono_small"))
        for label in layout.labels:
            self._paint_label(painter, label)
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("text_2"))
        for place, count in layout.more:
            room = QRectF(place.x() - 80, place.y() - layout.text, 160, 2 * layout.text)
            painter.drawText(room, CENTRE, tr("⋮ {count} more", count=count))

    def _paint_wires(self, painter: QPainter, view: TwoInputsView, layout: FigureLayout) -> None:
        theme, line = self._theme, self._theme.size("curve")
        grey = blend(theme.color("surface"), theme.color("text_2"), 0.6)
        painter.setPen(QPen(grey, 0.5 * line))
        for place, neuron in enumerate(layout.hidden):
            for source, weight in zip(layout.inputs, view.network.w[place].tolist(), strict=True):
                if abs(weight) > 1e-9:
                    painter.drawLine(source, neuron)
        starts = layout.towers or layout.hidden
        if view.network.u is not None:
            for tower, weights in zip(layout.towers, view.network.u, strict=False):
                self._paint_signed(painter, layout.hidden, tower, weights[: len(layout.hidden)])
        for place, share in enumerate(strength_of(view, len(starts)).tolist()):
            weight = float(view.network.v[place])
            self._paint_wire(painter, starts[place], layout.output, weight, share)

    def _paint_signed(
        self, painter: QPainter, starts: list[QPointF], end: QPointF, weights: Vector
    ) -> None:
        for start, weight in zip(starts, weights.tolist(), strict=True):
            if weight:
                self._paint_wire(painter, start, end, weight, 0.15)

    def _paint_wire(
        self, painter: QPainter, start: QPointF, end: QPointF, weight: float, share: float
    ) -> None:
        theme = self._theme
        token = "negative" if weight < 0 else "positive" if weight else "line"
        colour = blend(theme.color("surface"), theme.color(token), 0.35 + 0.65 * share)
        pen = QPen(colour, 1.0 + 1.4 * theme.size("curve") * share)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if weight < 0:
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.drawLine(start, end)

    def _paint_neurons(self, painter: QPainter, view: TwoInputsView, layout: FigureLayout) -> None:
        theme, text = self._theme, layout.text
        painter.setPen(QPen(theme.color("text_2"), 1.0))
        painter.setBrush(theme.color("surface"))
        for middle in layout.hidden:
            painter.drawRoundedRect(box_at(middle, 7.0 * text, 2.2 * text), 1.1 * text, 1.1 * text)
        for middle in layout.towers:
            painter.drawEllipse(middle, 1.1 * text, 1.1 * text)
        painter.setFont(theme.font("small", bold=True))
        ends = (*zip(layout.inputs, "xy", strict=True),)
        sign = "σ" if view.network.through else "Σ"
        for middle, words in (*ends, (layout.output, sign), *((t, "σ") for t in layout.towers)):
            radius = 1.1 * text if middle in layout.towers else 1.4 * text
            painter.setPen(QPen(theme.color("text_2"), 1.0))
            painter.setBrush(theme.color("surface_2"))
            painter.drawEllipse(middle, radius, radius)
            painter.setPen(theme.color("text"))
            painter.drawText(box_at(middle, 2 * radius, 2 * radius), CENTRE, words)

    def _paint_label(self, painter: QPainter, label: Label) -> None:
        cursor = self._cursor if self.hasFocus() else None
        held = label.setting in {key[0] for key in (self._hover, cursor) if key is not None}
        wide = painter.fontMetrics().horizontalAdvance(label.words) + 8.0
        paper = box_at(label.room.center(), wide, label.room.height())
        if held or not label.inside:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent_soft" if held else "surface"))
            painter.drawRoundedRect(paper, 4, 4)
        painter.setPen(self._theme.ink("accent" if held else label.token))
        painter.drawText(paper, CENTRE, label.words)

    # --- overrides of NumberCanvas ---------------------------------------------------------------

    def _labels(self) -> dict[Key, Label]:
        """Return the numbers that can be edited, from above."""
        layout, found = self.places, dict[Key, Label]()
        for label in [] if layout is None else layout.labels:
            if label.setting:
                place = sum(setting == label.setting for setting, _ in found)
                found[label.setting, place] = label
        return found

    def boxes(self) -> Mapping[Key, QRectF]:
        """Return the rectangle of each number."""
        return {key: label.room for key, label in self._labels().items()}

    def value_of(self, key: Key) -> float:
        """Return the number shown: the setting or its negative."""
        label = self._labels().get(key)
        if self._view is None or label is None:
            return 0.0
        return label.sign * float(self._view.knobs[label.setting])

    def setting_of(self, key: Key, value: float) -> tuple[str, float]:
        """Return setting and value that a number stands for."""
        label = self._labels().get(key)
        return key[0], value if label is None else label.sign * value

    def name_of(self, key: Key) -> str:
        """Return the label of the setting."""
        return tr(SETTING[key[0]].label)

    def grip(self, key: Key) -> Grip:
        """Return how a number answers to mouse and keys."""
        per_pixel, per_key = GRIPS.get(key[0], USUAL)
        return Grip(per_pixel, per_key, share=0.0 if key[0] in GRIPS else 0.01, decimals=3)

    def hint(self) -> str:
        """Return no tooltip where there is no number."""
        return ""
