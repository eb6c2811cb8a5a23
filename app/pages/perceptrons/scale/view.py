"""Scale view of the decision: evidence on one pan, the threshold on the other."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.perceptrons.scale.geometry import SWAY_MS, ScaleGeometry, geometry, lean, sway
from app.pages.perceptrons.scale.painting import ScalePainter
from app.pages.perceptrons.words import REASON_NAMES, plain
from engine.simulations.perceptrons.state import DecisionView

THRESHOLD = 3
"""Index of the threshold's tile."""

PX_PER_UNIT = 14.0
NOTCH = 0.5
"""Step of a weight; PX_PER_UNIT pixels of drag change it by 1."""

SETTLING_MS = 140.0
"""Half-life of the beam's distance from its target."""


class ScaleView(QWidget):
    """View of a DecisionView; a click toggles a reason, a drag changes its weight.

    Signals
    -------
    toggled : (int)
        Index of the reason, from 0.
    dragged : (index, value, finished)
        Index of the reason; 3 for the threshold.
    """

    toggled = Signal(int)
    dragged = Signal(int, float, bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scale_view")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(320, 240)
        self._theme = theme
        self._view: DecisionView | None = None
        self._tilt = 0.0
        self._touched_ms = SWAY_MS
        self._selected, self._hover = 0, -1
        self._held: tuple[int, float, float] | None = None
        self._moved = False
        theme.changed.connect(self.update)

    # --- called by the station ------------------------------------------------------------------

    def show_view(self, view: DecisionView) -> None:
        if view is self._view:
            return
        before, self._view = self._view, view
        if before is None or self._theme.reduced_motion:
            self._tilt = self.target
        self.setAccessibleDescription(self.summary())
        self.update()

    def advance(self, elapsed_ms: float) -> None:
        if self._touched_ms < SWAY_MS and self._view is not None and self._view.shown is None:
            self._touched_ms += elapsed_ms
            self._tilt = sway(self._touched_ms)
            self.update()
            return
        away = self.target - self._tilt
        if away == 0.0:
            return
        share = 1.0 - 0.5 ** (elapsed_ms / SETTLING_MS)
        self._tilt = self.target if abs(away) < 0.004 else self._tilt + share * away
        self.update()

    def touch(self) -> None:
        """Let an empty scale sway once; not in a lecture or with reduced motion."""
        if not (self._theme.lecture or self._theme.reduced_motion):
            self._touched_ms = 0.0

    @property
    def target(self) -> float:
        """Tilt that the beam approaches, −1 … 1."""
        if self._view is None or self._view.shown is None:
            return 0.0
        return lean(self._view.shown.evidence - self._view.threshold)

    @property
    def places(self) -> ScaleGeometry:
        """Geometry for the current size, font and tilt."""
        text = float(self._theme.size("base"))
        area = QRectF(self.rect()).adjusted(4, 2, -4, -4)
        return geometry(area, text, self._tilt)

    def summary(self) -> str:
        """Return the selected number and the state of the scale in words."""
        view = self._view
        if view is None:
            return ""
        value = plain(self._value(self._selected))
        selected = tr("{name} = {value}", name=self.selected_name(), value=value)
        if view.shown is None:
            return f"{selected}. {tr('The scale is empty.')}"
        lies = tr(
            "{evidence} on the scale against {threshold}: output {output}.",
            evidence=plain(view.shown.evidence),
            threshold=plain(view.threshold),
            output=view.shown.output,
        )
        return f"{selected}. {lies}"

    def sizeHint(self) -> QSize:
        return QSize(820, 500)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._view is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = self._selected if self.hasFocus() else -1
        marked = self._held[0] if self._held is not None else self._hover
        ScalePainter(painter, self._theme, self._view, self.places).paint(selected, marked)

    # --- the mouse ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._tile_at(event.position())
        if found >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._selected, self._moved = found, False
            self._held = (found, event.position().y(), self._value(found))
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            self._set_hover(self._tile_at(event.position()))
            return
        if abs(event.position().y() - self._held[1]) > 4:
            self._moved = True
        if self._moved:
            self.dragged.emit(self._held[0], self._dragged_to(event.position()), False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._held is None:
            return
        (index, _, _), value = self._held, self._dragged_to(event.position())
        self._held = None
        if self._moved:
            self.dragged.emit(index, value, True)
        elif index != THRESHOLD:
            self.toggled.emit(index)
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._set_hover(-1)

    def _dragged_to(self, at: QPointF) -> float:
        assert self._held is not None  # called only while a tile is dragged
        _, start, value = self._held
        return value + round((start - at.y()) / PX_PER_UNIT / NOTCH) * NOTCH

    def _tile_at(self, at: QPointF) -> int:
        tiles = self.places.tiles
        return next((place for place, tile in enumerate(tiles) if tile.contains(at)), -1)

    def _set_hover(self, tile: int) -> None:
        if tile != self._hover:
            self._hover = tile
            hand = Qt.CursorShape.PointingHandCursor
            self.setCursor(hand if tile >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()

    def _value(self, tile: int) -> float:
        assert self._view is not None  # painted before it is clicked
        return self._view.threshold if tile == THRESHOLD else self._view.weights[tile]

    # --- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        turn = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key)
        change = {Qt.Key.Key_Up: NOTCH, Qt.Key.Key_Down: -NOTCH}.get(key)
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or self._view is None:
            super().keyPressEvent(event)
        elif turn is not None:
            self._selected = (self._selected + turn) % (THRESHOLD + 1)
            self.setAccessibleDescription(self.summary())
            self.update()
        elif change is not None:
            self.dragged.emit(self._selected, self._value(self._selected) + change, True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._selected != THRESHOLD:
            self.toggled.emit(self._selected)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def selected_name(self) -> str:
        """Return the name of the selected tile."""
        if self._selected == THRESHOLD:
            return tr("Threshold")
        return tr(REASON_NAMES[self._selected])
