"""The deep network on the stage: bars, wires, thermometers; a click enlarges a layer's bars."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from app.pages.vanishing.layers_geometry import Layout, full_bar, lay_out, magnifier_for
from app.pages.vanishing.layers_painting import LayersPainter, Scale, wires_picture
from app.theme import Theme
from app.translation import significant, tr
from engine.arrays import Matrix
from engine.simulations.vanishing_state import LaboratoryView

REST_FRAMES = 30
"""Frames between two pictures of the wires while a network learns."""


class LayersCanvas(QWidget):
    """Draws a LaboratoryView.

    Signals
    -------
    magnified : (int)
        A layer was clicked: the power of ten that makes its bars fill their cells.
    """

    magnified = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("layers_canvas")
        self.setMinimumSize(300, 240)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._theme = theme
        self._view: LaboratoryView | None = None
        self._power, self._loading = 0, False
        self._layout: Layout | None = None
        self._wires: tuple[tuple[Matrix, ...], QPixmap] | None = None
        self._rest = 0
        self._lit: int | None = None
        theme.changed.connect(self._on_changed)

    # --- what the station asks of it -----------------------------------------------------------

    def show_view(self, view: LaboratoryView, power: int, *, loading: bool) -> None:
        """Draw another state.

        Parameters
        ----------
        power : int
            Of ten, by which bars are enlarged.
        """
        before = self._view
        if before is None or before.shape != view.shape:
            self._layout, self._wires = None, None
            self._lit = (
                None if before is None or before.shape.depth != view.shape.depth else self._lit
            )
        if _same(before, view) and (power, loading) == (self._power, self._loading):
            return
        self._view, self._power, self._loading = view, power, loading
        self.setAccessibleDescription(self._said())
        self.update()

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.setAccessibleName(tr("The network with a bar on each neuron"))
        self.update()

    @property
    def scale(self) -> Scale:
        """How long bars are drawn now."""
        return Scale(full_bar(self._largest()), 10.0**self._power)

    @property
    def places(self) -> Layout | None:
        """Where everything lies, once there is something."""
        if self._layout is None and self._view is not None:
            shape = self._view.shape
            area = QRectF(self.rect())
            self._layout = lay_out(area, shape.depth, shape.width, self._theme.size("small"))
        return self._layout

    def sizeHint(self) -> QSize:
        """Ask for a wide rectangle."""
        return QSize(700, 470)

    # --- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the network, or what is awaited."""
        painter, view, layout = QPainter(self), self._view, self.places
        if view is None or layout is None or view.moment is None:
            painter.setFont(self._theme.font("base"))
            painter.setPen(self._theme.color("text_2"))
            words = tr("Drawing pictures to learn from …") if self._loading else ""
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
            return
        painter.drawPixmap(0, 0, self._wires_of(view, layout))
        layers = LayersPainter(painter, self._theme, layout)
        layers.ends(view.shape.depth)
        layers.bars(view, self.scale, self._lit)
        layers.gauges(view, self._lit)
        if self.hasFocus() and self._lit is not None:
            painter.setPen(self._theme.color("accent"))
            painter.drawRoundedRect(layout.column(self._lit).adjusted(1, -4, -1, 4), 6, 6)

    def _wires_of(self, view: LaboratoryView, layout: Layout) -> QPixmap:
        """Return the picture of the wires; while they change it is drawn anew now and then."""
        known, self._rest = self._wires, self._rest + 1
        changed = known is None or not _same_weights(known[0], view.weights)
        if known is None or (changed and self._rest >= REST_FRAMES):
            self._rest = 0
            size, ratio = (self.width(), self.height()), self.devicePixelRatioF()
            picture = wires_picture(self._theme, layout, view.weights, size, ratio)
            known = self._wires = view.weights, picture
        return known[1]

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

    def event(self, event: QEvent) -> bool:
        """Tell the numbers of the neuron or the layer below the pointer."""
        if isinstance(event, QHelpEvent):
            words = self.tip(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def tip(self, at: QPointF) -> str:
        """Return what there is to say about a place."""
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
        """Light the layer below the pointer."""
        layout = self.places
        self._light(layout.layer_at(event.position()) if layout is not None else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Let it go dark again."""
        if not self.hasFocus():
            self._light(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Enlarge the bars of the layer that was clicked."""
        layout = self.places
        layer = layout.layer_at(event.position()) if layout is not None else None
        if layer is not None and event.button() == Qt.MouseButton.LeftButton:
            self._enlarge(layer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from layer to layer with the arrows while it has the keyboard; Enter enlarges."""
        depth = self._view.shape.depth if self._view is not None else 0
        moves = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in moves and depth:
            start = -1 if self._lit is None else self._lit
            self._light((start + moves[Qt.Key(event.key())]) % depth)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._lit is not None:
            self._enlarge(self._lit)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let the lit layer go."""
        self._light(None)
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay everything out anew."""
        self._on_changed()

    def _light(self, layer: int | None) -> None:
        if layer != self._lit:
            self._lit = layer
            self.update()

    def _enlarge(self, layer: int) -> None:
        moment = self._view.moment if self._view is not None else None
        if moment is not None:
            largest = float(np.abs(moment.gradients.biases[layer]).max())
            self.magnified.emit(magnifier_for(self.scale.full, largest))

    def _on_changed(self) -> None:
        self._layout, self._wires = None, None
        self.update()


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
        and counts[0] == counts[1]
        and ghosts[0] == ghosts[1]
    )


def _same_weights(before: tuple[Matrix, ...], after: tuple[Matrix, ...]) -> bool:
    return len(before) == len(after) and all(
        one is other or np.array_equal(one, other) for one, other in zip(before, after, strict=True)
    )
