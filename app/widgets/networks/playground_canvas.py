"""The Builder's canvas: neurons as pictures of their activation, wires, the playground."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import language, tr
from app.widgets.access.items import Item
from app.widgets.basics.drawn import LEFT, RIGHT, Drawn
from app.widgets.basics.elided import whole_clauses
from app.widgets.networks.network_items import playground_items, playground_summary
from app.widgets.networks.network_painting import blend
from app.widgets.networks.playground_geometry import Geometry, layout, nearest_wire
from app.widgets.networks.playground_pictures import (
    CLASS_TOKENS,
    colour_table,
    input_picture,
    paint_points,
    picture_of,
    place_in,
    point_at,
    regions_of,
)
from app.widgets.networks.playground_units import paint_axes, paint_title, title_of
from app.widgets.networks.wires import DASH, Lines
from app.widgets.networks.wires import picture_of as lines_picture
from engine.arrays import Matrix
from engine.simulations.learning.views.playground import PlaygroundState
from engine.text import subscript

THICKEST = 5.0
"""The |weight| from which on wires have their full thickness."""

WIRE_PX = 6.0
CROWDED = 40.0
"""Side of neuron pictures below which wires are thinner, in pixels."""

HIT_PX = 7.0
PAINT_PX = 7.0
"""Least distance between two points of a painted stroke in pixels."""


class PlaygroundCanvas(Drawn):
    """View of a PlaygroundState that reports clicks and painted strokes.

    Signals
    -------
    wire_clicked : (layer, neuron, input, place)
        A weight into that neuron; layer 0 is the first one with weights.
    neuron_clicked : (layer, neuron, place)
        Layer 0 is the input.
    painted : (points, label)
        A stroke on the playground has ended.
    erased : (x, y)
        A click with Ctrl, in playground coordinates.
    emptied : ()
        A click on empty space.
    """

    wire_clicked = Signal(int, int, int, QPointF)
    neuron_clicked = Signal(int, int, QPointF)
    painted = Signal(object, int)
    erased = Signal(float, float)
    emptied = Signal()

    least: ClassVar = (320, 200)
    preferred: ClassVar = (820, 460)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "builder_canvas", parent)
        self.setMouseTracking(True)
        self._state: PlaygroundState | None = None
        self._head = 0.0
        self._geometry: Geometry | None = None
        self._table: tuple[int, ...] = ()
        self._ends: dict[int, Matrix] = {}
        self._legend: tuple[object, str] = ((), "")
        self._inputs: list[QImage] = []
        self._points: tuple[object, QPixmap] | None = None
        self._wires: tuple[object, QImage] | None = None
        self._hover: tuple[int, int] | None = None
        self._place: tuple[float, float] | None = None
        self.selected: tuple[int, int, int] | None = None
        self._said: tuple[object, ...] = ()
        self._stroke: list[tuple[float, float]] = []
        self._label = 1
        self._on_theme_changed()

    # --- called by the stage --------------------------------------------------------------------

    def set_head(self, height: float) -> None:
        """Reserve a height above the columns, in pixels."""
        self._head = height
        self._forget_layout()

    def show_state(self, state: PlaygroundState) -> None:
        """Draw another state."""
        before = self._state
        self._state = state
        if before is None or before.network.sizes != state.network.sizes:
            self._hover, self.selected = None, None
            self._forget_layout()
        if before is None or _seen(before) != _seen(state):
            self._say_summary()
            # the cards above the columns need no repaint
            self.update(0, int(self._head), self.width(), self.height() - int(self._head))

    def mark_place(self, neuron: tuple[int, int] | None, wire: tuple[int, int, int] | None) -> None:
        """Highlight a neuron or a wire, as hovering or a click would."""
        self._hover, self.selected = neuron, wire
        self.update()

    @property
    def places(self) -> Geometry | None:
        """Geometry of the network; None before the first state."""
        if self._geometry is None and self._state is not None:
            gap = self._theme.size("gap")
            area = QRectF(self.rect()).adjusted(0, 0, -gap / 2, -self._legend_height())
            self._geometry = layout(self._state.network.sizes, area, self._head)
        return self._geometry

    def accessible_items(self) -> list[Item]:
        """Return the network drawn for assistive technology."""
        return playground_items(self._state, self.places)

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        state, places = self._state, self.places
        if state is None or places is None:
            return
        painter = QPainter(self)
        painter.drawImage(0, 0, self._wire_picture(state, places))
        self._paint_neurons(painter, state, places)
        self._paint_playground(painter, state, places.playground)
        self._paint_legend(painter)

    def _wire_picture(self, state: PlaygroundState, places: Geometry) -> QImage:
        key = (state.network.version, self.size(), self._hover, self.selected, self._theme.name)
        if self._wires is None or self._wires[0] != key:
            groups = [self._lines(state, places, layer) for layer in range(1, len(places.columns))]
            paper = self._theme.color("surface")
            picture = lines_picture(groups, self.size(), self.devicePixelRatioF(), paper)
            self._wires = (key, picture)
        return self._wires[1]

    def _lines(self, state: PlaygroundState, places: Geometry, layer: int) -> Lines:
        weights = state.network.weights[layer - 1].ravel()
        strength = np.minimum(np.abs(weights) / THICKEST, 1.0)
        share = 0.25 + 0.75 * strength**0.5
        if self._hover is not None and self._hover[0] > 0:
            hovered = np.zeros(state.network.weights[layer - 1].shape, bool)
            if self._hover[0] == layer:
                hovered[self._hover[1]] = True
            elif self._hover[0] == layer - 1:
                hovered[:, self._hover[1]] = True
            share = np.where(hovered.ravel(), share, 0.3 * share)
        thin = self._theme.size("line") * min(1.0, places.columns[layer][0].width() / CROWDED)
        widths = (thin * (0.8 + (WIRE_PX - 0.8) * strength)).astype(np.float32)
        colours = self._shades(weights < 0, share)
        if self.selected is not None and self.selected[0] == layer - 1:
            chosen = self.selected[1] * state.network.sizes[layer - 1] + self.selected[2]
            colours[chosen] = self._theme.color("accent").rgb()
            widths[chosen] = max(widths[chosen], 2.5)
        dashes = np.where(weights < 0, DASH + widths, 0.0).astype(np.float32)
        if layer not in self._ends:
            self._ends[layer] = places.wires(layer)
        return Lines(self._ends[layer], widths, dashes, colours)

    def _shades(self, negative: Matrix, share: Matrix) -> Matrix:
        chosen: Matrix = self._pens[negative.astype(int), np.rint(15 * share).astype(int)]
        return chosen

    def _paint_neurons(self, painter: QPainter, state: PlaygroundState, places: Geometry) -> None:
        start = 0
        for layer, column in enumerate(places.columns):
            for neuron, rect in enumerate(column):
                if layer == 0:
                    painter.drawImage(rect, self._inputs[neuron])
                elif state.playground is not None:
                    painter.drawImage(
                        rect, picture_of(state.playground, start + neuron, self._table)
                    )
                self._paint_frame(painter, rect, (layer, neuron) == self._hover)
            start += len(column) if layer else 0
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("text_2"))
        wide = 3 * self._theme.size("small")
        for neuron, rect in enumerate(places.columns[0]):
            room = QRectF(rect.left() - 6 - wide, rect.top(), wide, rect.height())
            painter.drawText(room, RIGHT, f"x{subscript(neuron + 1)}")

    def _paint_frame(self, painter: QPainter, rect: QRectF, marked: bool) -> None:
        token, width = ("accent", 2.5) if marked else ("text_2", 1.0)
        painter.setPen(QPen(self._theme.color(token), width * self._theme.size("line")))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)

    def _paint_playground(self, painter: QPainter, state: PlaygroundState, area: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if state.playground is not None:
            painter.drawImage(area, self._playground_image(state))
        painter.drawPixmap(area.topLeft(), self._point_layer(state, area))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if state.points.own is not None:
            paint_axes(painter, self._theme, state.points.own, area)
        self._paint_stroke(painter, area)
        self._paint_frame(painter, area, False)
        paint_title(painter, self._theme, area, title_of(state, self._hover, self._place))

    def _playground_image(self, state: PlaygroundState) -> QImage:
        assert state.playground is not None  # checked by the caller
        if self._hover is None or self._hover[0] == len(state.network.sizes) - 1:
            return regions_of(state.playground, state.points.classes, self._table, self._theme)
        layer, neuron = self._hover
        if layer == 0:
            return self._inputs[neuron]
        return picture_of(state.playground, sum(state.network.sizes[1:layer]) + neuron, self._table)

    def _point_layer(self, state: PlaygroundState, area: QRectF) -> QPixmap:
        ratio = self.devicePixelRatioF()
        key = (state.points.name, area.size().toTuple(), self._theme.name, self._theme.lecture)
        if self._points is None or self._points[0] != key:
            layer = QPixmap((area.size() * ratio).toSize())
            layer.setDevicePixelRatio(ratio)
            layer.fill(Qt.GlobalColor.transparent)
            painter = QPainter(layer)
            paint_points(painter, self._theme, state.points, QRectF(QPointF(0, 0), area.size()))
            painter.end()
            self._points = (key, layer)
        return self._points[1]

    def _paint_stroke(self, painter: QPainter, area: QRectF) -> None:
        """Draw the points of an unfinished stroke."""
        if not self._stroke:
            return
        painter.setPen(QPen(self._theme.color("text"), 1.0))
        painter.setBrush(self._theme.color(CLASS_TOKENS[self._label]))
        for x, y in place_in(area, np.array(self._stroke)).tolist():
            painter.drawEllipse(QPointF(x, y), 4.5, 4.5)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _legend_height(self) -> float:
        return 1.9 * self._theme.size("small")

    def _paint_legend(self, painter: QPainter) -> None:
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.color("text_2"))
        room = QRectF(0, self.height() - self._legend_height(), self.width(), self._legend_height())
        key = (int(room.width()), self._theme.lecture, language())
        if self._legend[0] != key:
            words = tr(
                "wires: blue +, orange dashed −, thickest from |w| = {most:g} · "
                "pictures: orange low, white middle, blue high · hollow points are held out",
                most=THICKEST,
            )
            self._legend = key, whole_clauses(words, painter.fontMetrics(), key[0])
        painter.drawText(room, LEFT, self._legend[1])

    # --- mouse ----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        state, places, at = self._state, self.places, event.position()
        if state is None or places is None:
            return
        if places.playground.contains(at):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.erased.emit(*point_at(places.playground, at))
                return
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._label = 0 if event.button() == Qt.MouseButton.RightButton or shifted else 1
            self._stroke = [point_at(places.playground, at)]
            self.update()
            return
        if not self._click(places, at):
            self.selected = None
            self.emptied.emit()
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        # the right button paints points there; elsewhere it opens the menu of the panel
        inside = self.places is not None and self.places.playground.contains(QPointF(event.pos()))
        event.setAccepted(inside and event.reason() == QContextMenuEvent.Reason.Mouse)

    def _click(self, places: Geometry, at: QPointF) -> bool:
        neuron = places.neuron_at(at)
        if neuron is not None and neuron[0] > 0:
            self.selected = None
            self.neuron_clicked.emit(*neuron, at)
            return True
        found = self._wire_at(places, at)
        if found is not None:
            self.selected = found
            self.wire_clicked.emit(*found, at)
        return found is not None

    def _wire_at(self, places: Geometry, at: QPointF) -> tuple[int, int, int] | None:
        for layer in range(1, len(places.columns)):
            wire = nearest_wire(places.wires(layer), at, HIT_PX)
            if wire is not None:
                neuron, source = divmod(wire, len(places.columns[layer - 1]))
                return layer - 1, neuron, source
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        places, at = self.places, event.position()
        if places is None:
            return
        if self._stroke:
            last = place_in(places.playground, np.array(self._stroke[-1:]))[0]
            away = np.hypot(at.x() - last[0], at.y() - last[1])
            if away >= PAINT_PX and places.playground.contains(at):
                self._stroke.append(point_at(places.playground, at))
                self.update()
            return
        self._set_hover(places.neuron_at(at))
        over = places.playground.contains(at)
        self._set_place(point_at(places.playground, at) if over else None)
        near = self._hover is not None or self._wire_at(places, at) is not None
        shape = Qt.CursorShape.PointingHandCursor if near else Qt.CursorShape.ArrowCursor
        self.setCursor(Qt.CursorShape.CrossCursor if over else shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._stroke:
            points, self._stroke = tuple(self._stroke), []
            self.painted.emit(points, self._label)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._set_hover(None)
        self._set_place(None)

    def _set_place(self, place: tuple[float, float] | None) -> None:
        if place != self._place:
            self._place = place
            self.update()

    def _set_hover(self, neuron: tuple[int, int] | None) -> None:
        if neuron != self._hover:
            self._hover = neuron
            self.update()

    # --- private --------------------------------------------------------------------------------

    def _say_summary(self) -> None:
        """Update the accessible description where it has changed."""
        state = self._state
        if state is not None and self._said != (state.network.sizes, state.points.name):
            self._said = (state.network.sizes, state.points.name)
            self.setAccessibleDescription(playground_summary(state))

    def _forget_layout(self) -> None:
        self._geometry, self._wires = None, None
        self._ends.clear()
        self.update()

    def resizeEvent(self, event: QEvent) -> None:
        self._forget_layout()

    def _on_theme_changed(self) -> None:
        self._table = colour_table(self._theme)
        surface = self._theme.color("surface")
        ends = [self._theme.color(token) for token in ("positive", "negative")]
        shades = [[blend(surface, end, level / 15).rgb() for level in range(16)] for end in ends]
        self._pens = np.array(shades, np.uint32)
        self._inputs = [input_picture(which, self._table) for which in range(2)]
        self._points = None
        self._forget_layout()


def _seen(state: PlaygroundState) -> tuple[object, ...]:
    return state.network.version, state.points.name, state.playground is None, state.points.classes
