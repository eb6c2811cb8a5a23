"""Painter of the network: numbers of the current stop are bright, later ones faint."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.appearance.contrast import legible
from app.appearance.theme import Theme
from app.appearance.translation import language, significant
from app.pages.backprop.layout import RIGHT_LINES, Layout, Number
from app.widgets.networks.network_painting import blend
from engine.arrays import Matrix
from engine.backpropagation.gradient_paths import Path
from engine.simulations.backprop.state import BackpropState

LATER_SHARE = 0.42
"""Opacity of numbers that are not computed yet, as far as they can be read then."""

TINT = 0.16
"""Tint of a neuron whose activation is ±1."""

THICKEST = 3.5


class Level(IntEnum):
    """Brightness of a number."""

    LATER, KNOWN, NOW = range(3)


@dataclass(frozen=True, slots=True)
class Highlights:
    """Highlighted parts: pointer, keyboard cursor, path, demon, pulse.

    Attributes
    ----------
    hover, cursor : Number or None
    path : Path or None
        Path highlighted on its own.
    demon : bool
        Whether z and δ of the selected neuron are marked.
    pulse : float
        Progress of the dots along the wires, 0..1; 1 draws none.
    """

    hover: Number | None = None
    cursor: Number | None = None
    path: Path | None = None
    demon: bool = False
    pulse: float = 1.0


def value_of(state: BackpropState, number: Number) -> float:
    """Return a number's displayed value: at the update stop the new one."""
    case = state.trace.case
    after = state.stop.kind == "update"
    if number.kind == "x":
        return float(case.x[number.neuron])
    if number.kind == "y":
        return float(case.y[number.neuron])
    if number.kind == "b":
        biases = state.new_biases if after else case.biases
        return float(biases[number.layer][number.neuron])
    weights = state.new_weights if after else case.weights
    return float(weights[number.layer][number.neuron, number.source])


def is_way_back(state: BackpropState) -> bool:
    """Return whether wires show ∂C/∂w instead of w·a."""
    return state.stop.family in ("backward", "update")


class NetworkPainter:
    """Painter of one state for one paint event.

    Parameters
    ----------
    painter : QPainter
        Painter of the widget.
    """

    def __init__(
        self,
        painter: QPainter,
        theme: Theme,
        state: BackpropState,
        layout: Layout,
        highlights: Highlights,
    ) -> None:
        self._painter, self._theme = painter, theme
        self._state, self._layout, self._highlights = state, layout, highlights
        self._last = len(state.trace.zs) - 1
        # thinner wires for small fonts
        self._line = min(float(theme.size("line")), layout.px / 7)
        self._paper = paper = theme.color("surface")
        self._signs = (theme.color("positive"), theme.color("negative"))
        self._accent = theme.color("accent")
        quiet = theme.color("text_2")
        pale = legible(blend(paper, quiet, LATER_SHARE), quiet, [paper])
        self._colours = {Level.NOW: theme.color("text"), Level.KNOWN: quiet, Level.LATER: pale}
        plain = theme.font("base", tabular=True)
        plain.setPixelSize(int(layout.px))
        bold, later = QFont(plain), QFont(plain)
        bold.setBold(True)
        later.setItalic(True)
        self._fonts = {Level.NOW: bold, Level.KNOWN: plain, Level.LATER: later}
        metrics = QFontMetricsF(plain)
        self._baseline = (metrics.ascent() - metrics.descent()) / 2
        self._advances = (_advances(plain), _advances(bold))
        self._texts: dict[Level, list[tuple[QPointF, str]]] = {level: [] for level in Level}

    def paint(self) -> None:
        """Draw everything, wires lowest."""
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for layer in range(self._last + 1):
            self._wires(layer)
        self._target_wires()
        for (layer, neuron), rect in self._layout.cards.items():
            self._card(layer, neuron, rect)
        self._rings()
        self._ends()
        for layer in range(self._last + 1):
            self._numbers(layer)
        self._write()

    # --- wires ----------------------------------------------------------------------------------

    def _wires(self, layer: int) -> None:
        weights = self._state.trace.case.weights[layer]
        strength = self._strength(layer)
        lit = self._is_lit(layer)
        on_path = self._path_wires(layer)
        for neuron, source in np.ndindex(*weights.shape):
            start, end = self._layout.wire(layer, neuron, source)
            share = float(strength[neuron, source])
            chosen = bool(on_path[neuron, source])
            self._pen(bool(weights[neuron, source] < 0), share, lit, chosen)
            self._painter.drawLine(QLineF(start, end))
            if lit and self._highlights.pulse < 1.0:
                self._dot(start, end, share)

    def _strength(self, layer: int) -> Matrix:
        """Return each wire's strength 0..1: |w·a| in the forward, |∂C/∂w| in the backward pass."""
        trace = self._state.trace
        if not is_way_back(self._state):
            size = np.abs(trace.case.weights[layer] * trace.activations[layer])
        else:
            size = np.abs(trace.nabla_w[layer])
        most = float(size.max())
        share: Matrix = size / most if most > 0 else np.zeros_like(size)
        return share

    def _is_lit(self, layer: int) -> bool:
        stop = self._state.stop
        if stop.kind == "forward":
            return stop.layer in (None, layer)
        if stop.kind == "backward" and stop.layer is not None:
            return layer == stop.layer + 1
        return stop.kind in ("backward", "gradients", "update")

    def _path_wires(self, layer: int) -> Matrix:
        """Return a mask of the wires on paths from the selected part to the cost."""
        state, part = self._state, self._state.part
        highlighted = np.zeros(state.trace.case.weights[layer].shape, bool)
        if self._highlights.path is not None:
            return self._wires_of(self._highlights.path, layer, highlighted)
        shown = state.chosen or is_way_back(state)
        if not shown or layer < part.layer:
            return highlighted
        if layer == part.layer:
            if part.source is not None:
                highlighted[part.neuron, part.source] = True
        elif layer == part.layer + 1:
            highlighted[:, part.neuron] = True
        else:
            highlighted[:] = True
        return highlighted

    def _wires_of(self, path: Path, layer: int, highlighted: Matrix) -> Matrix:
        part = self._state.part
        place = layer - part.layer
        if place == 0 and part.source is not None:
            highlighted[part.neuron, part.source] = True
        elif place > 0:
            highlighted[path.neurons[place], path.neurons[place - 1]] = True
        return highlighted

    def _pen(self, negative: bool, share: float, lit: bool, chosen: bool) -> None:
        line = self._line
        width = line * (0.9 + (THICKEST - 0.9) * share)
        colour = self._signs[negative]
        opacity = 0.25 + 0.75 * share if lit else 0.12 + 0.25 * share
        if chosen:
            colour, opacity, width = self._accent, 1.0, max(width, 2.2 * line)
        pen = QPen(blend(self._paper, colour, opacity), width)
        if negative:
            pen.setDashPattern([6.0 / width, 4.0 / width])
        self._painter.setPen(pen)

    def _dot(self, start: QPointF, end: QPointF, share: float) -> None:
        travelled = self._highlights.pulse
        if is_way_back(self._state):
            travelled = 1.0 - travelled
        place = start + (end - start) * travelled
        radius = self._line * (2.0 + 2.5 * share)
        self._painter.setBrush(self._theme.color("text"))
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.drawEllipse(place, radius, radius)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)

    def _target_wires(self) -> None:
        """Draw lines from outputs to their targets."""
        lit = self._state.stop.kind == "error"
        colour = self._theme.color("text" if lit else "line")
        self._painter.setPen(QPen(colour, self._line * (1.5 if lit else 1.0)))
        for neuron in range(len(self._state.trace.case.y)):
            output = self._layout.cards[(self._last, neuron)]
            target = self._layout.cards[(self._last + 1, neuron)]
            start = QPointF(output.right(), output.center().y())
            self._painter.drawLine(start, QPointF(target.left(), target.center().y()))

    # --- neurons --------------------------------------------------------------------------------

    def _card(self, layer: int, neuron: int, rect: QRectF) -> None:
        state, part, theme = self._state, self._state.part, self._theme
        inside = 0 <= layer <= self._last
        colour = theme.color("surface")
        if inside and state.stop.knows_activation(layer):
            colour = self._tinted(float(state.trace.activations[layer + 1][neuron]))
        now = inside and Level.NOW in (
            self._activation_level(layer), self._error_level(layer)
        )  # fmt: skip
        looked_at = state.chosen and (layer, neuron) == (part.layer, part.neuron)
        pen = QPen(theme.color("text_2" if now else "line"), self._line)
        if looked_at:
            pen = QPen(theme.color("accent"), self._line * 2.0)
        self._painter.setPen(pen)
        self._painter.setBrush(colour)
        radius = theme.size("control_radius")
        self._painter.drawRoundedRect(rect, radius, radius)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        if (layer, neuron) in state.own:
            # a second border marks a neuron with its own activation
            away = 0.2 * self._layout.px
            outer = rect.adjusted(-away, -away, away, away)
            self._painter.drawRoundedRect(outer, radius + away, radius + away)

    def _tinted(self, a: float) -> QColor:
        sign = self._theme.color("negative" if a < 0 else "positive")
        return blend(self._theme.color("surface"), sign, TINT * min(abs(a), 1.0))

    def _rings(self) -> None:
        """Draw rings: factor near zero, demon, pointer, keyboard cursor."""
        painter, theme = self._painter, self._theme
        self._warn()
        if self._highlights.demon:
            part = self._state.part
            painter.setPen(QPen(theme.color("accent"), 1.6 * self._line))
            for name in ("z", "δ"):
                rect = self._layout.lines[(part.layer, part.neuron, name)]
                painter.drawRoundedRect(rect.adjusted(-2, 0.5, 2, -0.5), 3, 3)
        for number, filled in ((self._highlights.hover, True), (self._highlights.cursor, False)):
            if number is None or number not in self._layout.numbers:
                continue
            rect = self._layout.numbers[number].adjusted(-1, 0.5, 1, -0.5)
            painter.setPen(QPen(theme.color("accent"), self._line * (1.0 if filled else 1.6)))
            painter.setBrush(theme.color("accent_soft") if filled else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect, 3, 3)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _warn(self) -> None:
        """Mark the activation whose factor is near zero."""
        finding = self._state.finding
        if not finding.kind:
            return
        name = "x" if finding.layer < 0 else "a"
        rect = self._layout.lines[(finding.layer, finding.neuron, name)]
        self._painter.setPen(QPen(self._theme.color("warning"), 1.6 * self._line))
        away = 0.12 * self._layout.px
        self._painter.drawRoundedRect(rect.adjusted(-away, 0.5, away, -0.5), 3, 3)

    # --- numbers --------------------------------------------------------------------------------

    def _activation_level(self, layer: int) -> Level:
        stop = self._state.stop
        if not stop.knows_activation(layer):
            return Level.LATER
        now = stop.kind == "forward" and stop.layer in (None, layer)
        return Level.NOW if now else Level.KNOWN

    def _error_level(self, layer: int) -> Level:
        stop = self._state.stop
        if not stop.knows_error(layer, self._last):
            return Level.LATER
        if stop.kind == "error":
            return Level.NOW
        back = stop.kind == "backward" and (
            layer == stop.layer or (stop.layer is None and layer < self._last)
        )
        return Level.NOW if back else Level.KNOWN

    def _gradient_level(self) -> Level:
        stop = self._state.stop
        if not stop.knows_gradients:
            return Level.LATER
        return Level.KNOWN if stop.kind == "update" else Level.NOW

    def _parameter_level(self, layer: int) -> Level:
        stop = self._state.stop
        used = stop.kind == "forward" and stop.layer in (None, layer)
        return Level.NOW if used or stop.kind == "update" else Level.KNOWN

    def _ends(self) -> None:
        state, layout = self._state, self._layout
        kind = state.stop.kind
        entering = kind == "input" or (kind == "forward" and state.stop.layer in (None, 0))
        compared = kind == "error"
        rows = (
            ("x", -1, len(state.trace.case.x), entering),
            ("y", self._last + 1, len(state.trace.case.y), compared),
        )
        for name, layer, count, now in rows:
            level = Level.NOW if now else Level.KNOWN
            for neuron in range(count):
                rect = layout.lines[(layer, neuron, name)]
                number = Number("x" if name == "x" else "y", 0, neuron)
                self._put(rect, value_of(state, number), level, 0.5)

    def _numbers(self, layer: int) -> None:
        state, layout, trace = self._state, self._layout, self._state.trace
        parameters, slopes = self._parameter_level(layer), self._gradient_level()
        for neuron, source in np.ndindex(*trace.case.weights[layer].shape):
            number = Number("w", layer, neuron, source)
            rect = layout.numbers[number]
            self._put(rect, value_of(state, number), parameters)
            slope = float(trace.nabla_w[layer][neuron, source])
            self._put(layout.gradients[(layer, neuron, source)], slope, slopes)
        levels = {
            "b": parameters,
            "z": self._activation_level(layer),
            "a": self._activation_level(layer),
            "δ": self._error_level(layer),
        }
        for neuron in range(len(trace.zs[layer])):
            values = {
                "b": value_of(state, Number("b", layer, neuron)),
                "z": float(trace.zs[layer][neuron]),
                "a": float(trace.activations[layer + 1][neuron]),
                "δ": float(trace.deltas[layer][neuron]),
            }
            for name in RIGHT_LINES:
                rect = layout.lines[(layer, neuron, name)]
                self._put(rect, values[name], levels[name])

    def _put(self, rect: QRectF, value: float, level: Level, share: float = 1.0) -> None:
        """Queue a number, right-aligned in a rectangle (share 1) or centred (share 0.5)."""
        words = _short(value, language())
        x = rect.left() + share * (rect.width() - self._width(words, level))
        y = rect.top() + rect.height() / 2 + self._baseline
        self._texts[level].append((QPointF(x, y), words))

    def _width(self, words: str, level: Level) -> float:
        """Return the width of a number; digits are tabular."""
        bold = level is Level.NOW
        digit, minus, mark = self._advances[bold]
        signs = words.count("−") + words.count("-")
        highlights = words.count(".") + words.count(",")
        return digit * (len(words) - signs - highlights) + minus * signs + mark * highlights

    def _write(self) -> None:
        """Write the queued numbers level by level: changing fonts costs more than writing."""
        for level, texts in self._texts.items():
            self._painter.setFont(self._fonts[level])
            self._painter.setPen(self._colours[level])
            for place, words in texts:
                self._painter.drawText(place, words)


def _advances(font: QFont) -> tuple[float, float, float]:
    """Return the widths of a digit, a minus sign and a decimal mark."""
    metrics = QFontMetricsF(font)
    digit, minus, mark = (metrics.horizontalAdvance(sign) for sign in ("0", "−", "."))
    return digit, minus, mark


@lru_cache(maxsize=4_096)
def _short(value: float, language_code: str) -> str:
    """Return a number in at most seven characters; the language is part of the cache key."""
    size = abs(value)
    if size < 0.001:
        return significant(value, 1)
    return significant(value, 2 if size < 0.01 else 3)
