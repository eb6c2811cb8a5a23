"""A diagram of a network: layers as columns of neurons, wires coloured by w·a."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.widgets.access.items import Item
from app.widgets.basics.drawn import ARROWS, Pointed
from app.widgets.networks.network_geometry import (
    ELLIPSIS,
    MIN_PITCH,
    Column,
    Wires,
    group_inputs,
    lay_out,
    nearest_neuron,
    strongest_wires,
)
from app.widgets.networks.network_items import diagram_items
from app.widgets.networks.network_painting import NeuronPainter, NeuronPixmaps, strip_width
from app.widgets.networks.network_state import (
    DiagramState,
    Selection,
    diagram_margins,
    neuron_name,
    visible_key,
)
from app.widgets.networks.wires import Lines, WireStyler, picture_of
from engine.arrays import Matrix, Vector
from engine.backpropagation.explanation import contributions
from engine.functions.activations import ACTIVATION

MAX_WIRES = 420
"""Most wires of the whole diagram; more take longer than a frame and merge into a hatch."""

IDLE_STRENGTH = 0.4
"""Strength of the wires without an input, when they show the weights alone."""


class NetworkDiagram(Pointed):
    """A diagram of a network in which a neuron can be selected.

    Signals
    -------
    neuron_selected : (layer, neuron) or None
        The user selected a neuron or, by a click on empty space, none.
    """

    neuron_selected = Signal(object)

    least: ClassVar = (160, 160)
    preferred: ClassVar = (300, 520)
    focus: ClassVar = Qt.FocusPolicy.StrongFocus

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "network_diagram", parent)
        self._state: DiagramState | None = None
        self._columns: tuple[Column, ...] = ()
        self._wires: tuple[Wires, ...] = ()
        self._path: tuple[Wires, ...] = ()
        self._wires_key: tuple[object, ...] = ()
        self._wired_version: tuple[object, ...] = ()
        self._layer: QImage | None = None
        self._discs: NeuronPixmaps | None = None
        self._selected: Selection = None
        self._hovered: Selection = None
        self._wave: float | None = None
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.retranslate()

    # --- public interface ----------------------------------------------------------------

    @property
    def selected(self) -> Selection:
        """The selected neuron as (layer, neuron), or None."""
        return self._selected

    @property
    def state(self) -> DiagramState | None:
        """The state shown."""
        return self._state

    @property
    def columns(self) -> tuple[Column, ...]:
        """Geometry of the layers drawn."""
        return self._columns

    def show_state(self, state: DiagramState, *, wires: bool = True) -> bool:
        """Show another state.

        Parameters
        ----------
        wires : bool
            False updates the neurons alone, which takes a third of the time.

        Returns
        -------
        bool
            Whether the wires show this state.
        """
        before, self._state = self._state, state
        reshaped = before is None or state.sizes != before.sizes
        # without an input the wires show w instead of w·a
        wires = wires or before is None or bool(state.activations) != bool(before.activations)
        if reshaped:
            self._selected = None if not self._exists(self._selected) else self._selected
            self._place()
        elif wires and self._wired_version != state.version:
            self._choose_wires()
        elif before is not None and before.version == state.version:
            return self._wired_version == state.version
        self._describe()
        self.update()
        return self._wired_version == state.version

    def set_wave(self, progress: float | None) -> None:
        """Light the layers up from left to right; None lights all of them.

        Parameters
        ----------
        progress : float or None
            0 (nothing but the input) .. 1 (the whole network).
        """
        if progress != self._wave:
            self._wave = progress
            self.update()

    def select(self, selection: Selection) -> None:
        """Select a neuron or none, without a signal."""
        if selection != self._selected and (selection is None or self._exists(selection)):
            self._selected = selection
            self._place()
            self._describe()

    def retranslate(self) -> None:
        self.setAccessibleName(tr("Network diagram"))
        self._describe()

    # --- geometry ------------------------------------------------------------------------

    def _exists(self, selection: Selection) -> bool:
        if selection is None or self._state is None:
            return False
        layer, neuron = selection
        return 1 <= layer < len(self._state.sizes) and 0 <= neuron < self._state.sizes[layer]

    def area(self) -> QRectF:
        """Return the rectangle in pixels that the columns' centres span."""
        top, bottom = diagram_margins(self._theme)
        left = self._strip() / 2 + 6
        right = self._theme.size("base") * 1.3
        return QRectF(self.rect()).adjusted(left, top, -right, -bottom)

    def _strip(self) -> float:
        return strip_width(self._theme, self.width())

    def _place(self) -> None:
        if self._state is None:
            return
        area = self.area()
        self._columns = lay_out(
            self._state.sizes,
            area.left(),
            area.top(),
            area.width(),
            area.height(),
            self._selected,
            max(MIN_PITCH, 0.8 * self._theme.size("small")),
        )
        self._wires_key = ()
        self._choose_wires()
        self.update()

    def _gaps(self) -> list[tuple[Column, Column]]:
        pairs = zip(self._columns[:-1], self._columns[1:], strict=True)
        return [(a, b) for a, b in pairs if ELLIPSIS not in (a.layer, b.layer)]

    def _choose_wires(self) -> None:
        gaps = self._gaps()
        self._wired_version = () if self._state is None else self._state.version
        if self._state is None or not self._state.weights or not gaps:
            self._wires = self._path = ()
            return
        # thick lines take longer to draw and overlap more
        limit = MAX_WIRES // self._theme.size("line") // len(gaps)
        carried = [self._carried(right.layer) for _, right in gaps]
        pairs = list(zip(carried, gaps, strict=True))
        wires = tuple(strongest_wires(each, a, b, limit) for each, (a, b) in pairs)
        path: tuple[Wires, ...] = ()
        if self._selected is not None:
            own = self._selected
            path = tuple(strongest_wires(each, a, b, limit, of=own) for each, (a, b) in pairs)
        idle = not self._state.activations
        key = (idle, visible_key(wires), visible_key(path))
        if key != self._wires_key:
            self._wires, self._path, self._wires_key, self._layer = wires, path, key, None

    def _carried(self, layer: int) -> Matrix:
        """Return w·a of the wires into a layer, w without an input; many inputs are grouped."""
        state = self._state
        if state is None:
            return np.zeros((0, 0))
        weights = state.weights[layer - 1]
        values = state.activations[layer - 1] if state.activations else None
        carried = weights if values is None else contributions(weights, values)
        return group_inputs(carried) if layer == 1 else carried

    # --- drawing ------------------------------------------------------------------------

    def _wires_layer(self) -> QImage:
        if self._layer is None:
            paper = self._theme.color("surface")
            self._layer = picture_of(self._lines(), self.size(), self.devicePixelRatioF(), paper)
        return self._layer

    def _lines(self) -> list[Lines]:
        idle = self._state is not None and not self._state.activations
        dressed = WireStyler(self._theme, self._strip(), IDLE_STRENGTH if idle else 1.0)
        gaps, faded = self._gaps(), bool(self._path)
        below = zip(gaps, self._wires, strict=False)
        above = zip(gaps, self._path, strict=False)
        return [
            *(dressed.lines(left, right, wires, faded=faded) for (left, right), wires in below),
            *(dressed.lines(left, right, wires, on_path=True) for (left, right), wires in above),
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.color("surface"))
        if self._state is None or not self._columns:
            return
        area = self.area()
        front = self.width() if self._wave is None else area.left() + self._wave * area.width()
        painter.setClipRect(QRectF(0, 0, front, self.height()))
        painter.drawImage(0, 0, self._wires_layer())
        painter.setClipping(False)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._discs is None:
            self._discs = NeuronPixmaps(self._theme, self.devicePixelRatioF())
        neurons = NeuronPainter(self._theme, painter, self._discs, self._strip())
        last = len(self._state.sizes) - 1
        for place, column in enumerate(self._columns):
            neurons.column(column, self._levels(column), self._lit(place), self._selected)
            if column.layer == last and self._lit(place) >= 1.0:
                neurons.marks(column, self._state.winner, self._state.runner_up)
            neurons.label(column, self._state.sizes, area)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("accent"), 2.0))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)

    def _lit(self, place: int) -> float:
        if self._wave is None:
            return 1.0
        return float(np.clip(self._wave * (len(self._columns) - 1) - place + 1.0, 0.0, 1.0))

    def _levels(self, column: Column) -> Vector | None:
        """Return the layer's activations scaled to -1..1, or None without an input."""
        state = self._state
        if state is None or column.layer == ELLIPSIS or not state.activations:
            return None
        values = np.asarray(state.activations[column.layer], dtype=np.float64)
        if column.layer == 0:
            return values
        if ACTIVATION[state.activation_names[column.layer - 1]].bounded:
            return values
        # the others are shown relative to the largest of their layer
        largest = float(np.abs(values).max()) if values.size else 0.0
        return values / largest if largest > 0 else values

    # --- events ---------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._layer = None
        self._place()
        super().resizeEvent(event)

    def _on_theme_changed(self) -> None:
        self._layer, self._discs = None, None
        self._place()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._choose(self._at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hovered = self._at(event.position())
        if hovered != self._hovered:
            self._hovered = hovered
            shape = Qt.CursorShape.PointingHandCursor if hovered else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self._choose(None)
        elif key in ARROWS and self._state is not None:
            self._choose(self._moved(*ARROWS[key]))
        else:
            super().keyPressEvent(event)

    def tip_at(self, at: QPointF) -> str:
        """Return the tooltip of the neuron at a point."""
        neuron = self._at(at)
        if neuron is not None:
            return self.neuron_text(neuron)
        return tr("Click a neuron to take its sum apart; click beside it to let go.")

    def _at(self, position: QPointF) -> Selection:
        return nearest_neuron(self._columns, position.x(), position.y())

    def _choose(self, selection: Selection) -> None:
        if selection != self._selected:
            self.select(selection)
            self.neuron_selected.emit(self._selected)

    def _moved(self, layers: int, neurons: int) -> Selection:
        sizes = self._state.sizes if self._state is not None else ()
        if self._selected is None:
            return (1, 0)
        layer = min(max(self._selected[0] + layers, 1), len(sizes) - 1)
        if layers and layer != self._selected[0]:
            share = self._selected[1] / max(sizes[self._selected[0]] - 1, 1)
            return (layer, round(share * (sizes[layer] - 1)))
        return (layer, min(max(self._selected[1] + neurons, 0), sizes[layer] - 1))

    # --- text -------------------------------------------------------------------------------

    def neuron_text(self, selection: tuple[int, int]) -> str:
        """Return name, output and bias of a neuron as text."""
        state = self._state
        layer, neuron = selection
        if state is None:
            return ""
        name = neuron_name(state.sizes, layer, neuron)
        if not state.activations or not state.biases:
            return name
        return tr(
            "{name}, output {a:.2f}, bias {b:+.2f}",
            name=name,
            a=float(state.activations[layer][neuron]),
            b=float(state.biases[layer - 1][neuron]),
        )

    def accessible_items(self) -> list[Item]:
        """Return the neurons drawn, with their weights, for assistive technology."""
        return [] if self._state is None else diagram_items(self._state, self._columns)

    def _describe(self) -> None:
        if self._state is None:
            return
        sizes = "-".join(str(size) for size in self._state.sizes)
        text = tr("Network {sizes}. Arrow keys select a neuron.", sizes=sizes)
        if self._selected is not None:
            text = self.neuron_text(self._selected)
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)
