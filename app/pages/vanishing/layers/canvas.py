"""Canvas of the deep network: gradient bars, wires, gauges; a click enlarges a layer's bars."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import significant, tr
from app.pages.vanishing.layers.background import GaugeBackground, NetworkBackground, transparent
from app.pages.vanishing.layers.geometry import Layout, full_bar, gauge_ends, lay_out, magnifier_for
from app.pages.vanishing.layers.painting import LayersPainter, Scale
from app.widgets.access.items import Item
from app.widgets.basics.drawn import ARROWS, ENTER, Pointed
from engine.arrays import Matrix, Vector
from engine.simulations.vanishing.state import LaboratoryView

REST_MS = 120
"""Least interval in ms between redraws of the wires, which cost as much as all the rest."""


class LayersCanvas(Pointed):
    """Canvas that draws a LaboratoryView.

    Signals
    -------
    magnified : (int)
        Power of ten that makes the bars of a clicked layer nearly fill their cells.
    """

    magnified = Signal(int)

    least: ClassVar = (300, 240)
    preferred: ClassVar = (700, 470)
    focus: ClassVar = Qt.FocusPolicy.TabFocus

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "layers_canvas", parent)
        self.setMouseTracking(True)
        self._view: LaboratoryView | None = None
        self._power, self._loading = 0, False
        self._layout: Layout | None = None
        self._ground: QPixmap | None = None
        self._wired: tuple[Matrix, ...] | None = None
        self._gauges: tuple[object, QPixmap] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._draw_wires)
        self._lit: int | None = None

    # --- called by the station -----------------------------------------------------------------

    def show_view(self, view: LaboratoryView, power: int, *, loading: bool) -> None:
        """Show a state; repaint if the picture differs.

        Parameters
        ----------
        power : int
            Power of ten by which bars are enlarged.
        """
        before = self._view
        if before is None or before.shape != view.shape:
            self._forget()
            self._lit = (
                None if before is None or before.shape.depth != view.shape.depth else self._lit
            )
        if _same(before, view) and (power, loading) == (self._power, self._loading):
            return
        self._view, self._power, self._loading = view, power, loading
        self.update()

    def say(self) -> None:
        """Write the speeds to the accessible description."""
        self.setAccessibleDescription(self._said())

    def retranslate(self) -> None:
        self.setAccessibleName(tr("The network with a bar on each neuron"))
        self._on_theme_changed()

    def accessible_items(self) -> list[Item]:
        """Return every layer with its speed, and its neurons, for assistive technology."""
        layout, moment = self.places, self._view.moment if self._view is not None else None
        if layout is None or moment is None:
            return []
        return [
            Item(tr("layer {layer}", layer=layer + 1), f"‖δ‖ = {significant(speed, 3)}",
                 layout.column(layer), partial(_neuron_items, layout, layer, biases))
            for layer, (speed, biases) in enumerate(
                zip(moment.gradients.speeds.tolist(), moment.gradients.biases, strict=True)
            )
        ]  # fmt: skip

    @property
    def scale(self) -> Scale:
        """Scale of the bars."""
        return Scale(full_bar(self._largest()), 10.0**self._power)

    @property
    def places(self) -> Layout | None:
        """Layout for the current size and font; None before the first view."""
        if self._layout is None and self._view is not None:
            shape = self._view.shape
            area = QRectF(self.rect())
            self._layout = lay_out(area, shape.depth, shape.width, self._theme.size("small"))
        return self._layout

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, view, layout = QPainter(self), self._view, self.places
        if view is None or layout is None or view.moment is None:
            painter.setFont(self._theme.font("base"))
            painter.setPen(self._theme.color("text_2"))
            words = tr("Drawing pictures to learn from …") if self._loading else ""
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
            return
        ends = self._ends(view)
        painter.drawPixmap(0, 0, self._ground_of(view, layout))
        painter.drawPixmap(0, 0, self._gauges_of(view, layout, ends))
        layers = LayersPainter(painter, self._theme, layout)
        layers.bars(view.moment, self.scale)
        layers.speeds(view.moment, ends)
        if self._lit is not None and self._lit < view.shape.depth:
            layers.light(self._lit, framed=self.hasFocus())

    def _ends(self, view: LaboratoryView) -> tuple[int, int]:
        """Return the powers of ten at which the gauges begin and end."""
        values = [] if view.moment is None else view.moment.gradients.speeds.tolist()
        if view.spread is not None:
            values += [*view.spread.low.tolist(), *view.spread.high.tolist()]
        return gauge_ends(values + ablation_speeds(view))

    def _ground_of(self, view: LaboratoryView, layout: Layout) -> QPixmap:
        """Return the picture of cells and wires; wires are redrawn at most every REST_MS."""
        if self._ground is None:
            self._ground = self._paint_ground(view, layout, None)
        if self._wired is not view.weights and not self._rest.isActive():
            self._rest.start()
        return self._ground

    def _paint_ground(
        self, view: LaboratoryView, layout: Layout, weights: tuple[Matrix, ...] | None
    ) -> QPixmap:
        ground = NetworkBackground(self._theme, layout, view.shape.width)
        return transparent(
            self.size(), self.devicePixelRatioF(), lambda painter: ground.paint(painter, weights)
        )

    def _draw_wires(self) -> None:
        view, layout = self._view, self.places
        if view is not None and layout is not None and view.moment is not None:
            self._ground = self._paint_ground(view, layout, view.weights)
            self._wired = view.weights
            self.update()

    def _gauges_of(self, view: LaboratoryView, layout: Layout, ends: tuple[int, int]) -> QPixmap:
        """Return the picture of the gauges' scale, redrawn only if it has changed."""
        ablation_run = ablation_speeds(view)
        key = (ends, None if view.spread is None else view.spread.count, tuple(ablation_run))
        if self._gauges is None or self._gauges[0] != key:
            gauges = GaugeBackground(self._theme, layout, ends)
            picture = transparent(
                self.size(),
                self.devicePixelRatioF(),
                lambda painter: gauges.paint(painter, view.spread, ablation_run),
            )
            self._gauges = key, picture
        return self._gauges[1]

    def _largest(self) -> float:
        moment = self._view.moment if self._view is not None else None
        if moment is None:
            return 0.0
        return max(float(np.abs(biases).max()) for biases in moment.gradients.biases)

    def _said(self) -> str:
        moment = self._view.moment if self._view is not None else None
        if moment is None:
            return ""
        return ", ".join(
            tr("layer {layer}: {speed}", layer=layer, speed=significant(speed, 2))
            for layer, speed in enumerate(moment.gradients.speeds.tolist(), 1)
        )

    # --- mouse and keys ---------------------------------------------------------------------------

    def tip_at(self, at: QPointF) -> str:
        """Return the tool tip of a point: neuron, layer, or ""."""
        layout, view = self.places, self._view
        layer = layout.layer_at(at) if layout is not None else None
        if layout is None or view is None or view.moment is None or layer is None:
            return ""
        gradients, found = view.moment.gradients, layout.neuron_at(at)
        if found is not None and found[1] < len(gradients.biases[layer]):
            return tr("neuron {neuron} of layer {layer}: ∂C/∂b = {value}",
                      neuron=found[1] + 1, layer=layer + 1,
                      value=significant(float(gradients.biases[layer][found[1]]), 3))  # fmt: skip
        return tr("layer {layer}: ‖δ‖ = {speed}. Click: enlarge its bars.",
                  layer=layer + 1,
                  speed=significant(float(gradients.speeds[layer]), 3))  # fmt: skip

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        layout = self.places
        self._light(layout.layer_at(event.position()) if layout is not None else None)

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self._light(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        layout = self.places
        layer = layout.layer_at(event.position()) if layout is not None else None
        if layer is not None and event.button() == Qt.MouseButton.LeftButton:
            self._enlarge(layer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        depth = self._view.shape.depth if self._view is not None else 0
        right, _ = ARROWS.get(Qt.Key(event.key()), (0, 0))
        if right and depth:
            start = -1 if self._lit is None else self._lit
            self._light((start + right) % depth)
        elif event.key() in ENTER and self._lit is not None:
            self._enlarge(self._lit)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._light(None)
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._on_theme_changed()

    def _light(self, layer: int | None) -> None:
        if layer != self._lit:
            self._lit = layer
            self.update()

    def _enlarge(self, layer: int) -> None:
        moment = self._view.moment if self._view is not None else None
        if moment is not None:
            largest = float(np.abs(moment.gradients.biases[layer]).max())
            self.magnified.emit(magnifier_for(self.scale.full, largest))

    def _on_theme_changed(self) -> None:
        self._forget()
        self.update()

    def _forget(self) -> None:
        """Discard the layout and the cached pictures."""
        self._layout = self._ground = self._wired = self._gauges = None


def _neuron_items(layout: Layout, layer: int, biases: Vector) -> list[Item]:
    """Return the neurons of a layer with the gradients of their biases."""
    return [
        Item(
            tr("neuron {neuron} of layer {layer}", neuron=neuron + 1, layer=layer + 1),
            f"∂C/∂b = {significant(gradient, 3)}",
            layout.box(layer, neuron) if neuron < layout.rows else QRectF(),
        )
        for neuron, gradient in enumerate(biases.tolist())
    ]


def _same(before: LaboratoryView | None, view: LaboratoryView) -> bool:
    """Return whether two states look alike."""
    if before is None:
        return False
    spread, other = before.spread, view.spread
    counts = (0 if spread is None else spread.count, 0 if other is None else other.count)
    ghosts = [ghost and (ghost.name, ghost.share) for ghost in (before.ghost, view.ghost)]
    return (
        before.shape == view.shape
        and before.moment is view.moment
        and before.weights is view.weights
        and counts[0] == counts[1]
        and ghosts[0] == ghosts[1]
    )


def ablation_speeds(view: LaboratoryView) -> list[float]:
    """Return the speeds of the ablation that was measured last; [] without one."""
    ghost = view.ghost
    return [] if ghost is None or ghost.speeds is None else ghost.speeds.tolist()
