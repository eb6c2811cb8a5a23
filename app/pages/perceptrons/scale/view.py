"""Scale view of the decision: evidence on one pan, the threshold on the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import plain, tr
from app.pages.perceptrons.scale.geometry import SWAY_MS, ScaleGeometry, geometry, lean, sway
from app.pages.perceptrons.scale.painting import ScalePainter
from app.pages.perceptrons.words import REASON_NAMES
from app.widgets.numbers.number_canvas import Grip, NumberCanvas
from engine.simulations.perceptrons.state import DecisionView

THRESHOLD = 3
"""Index of the threshold's tile."""

GRIP = Grip(1 / 14, 0.5, decimals=6, notch=0.5, sideways=False)
TURNS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}

SETTLING_MS = 140.0
"""Half-life of the beam's distance from its target."""


class ScaleView(NumberCanvas[int]):
    """View of a DecisionView; a click toggles a reason, a drag changes its weight.

    Signals
    -------
    toggled : (int)
        Index of the reason, from 0; as a number, 3 is the threshold.
    """

    toggled = Signal(int)

    tabs: ClassVar = False
    least: ClassVar = (320, 240)
    preferred: ClassVar = (820, 500)
    focus: ClassVar = Qt.FocusPolicy.StrongFocus

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "scale_view", "scale_field", parent)
        self._view: DecisionView | None = None
        self._tilt = 0.0
        self._touched_ms = SWAY_MS
        self._cursor = 0

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
        tile = self._cursor or 0
        value = plain(self.value_of(tile))
        selected = tr("{name} = {value}", name=self.name_of(tile), value=value)
        if view.shown is None:
            return f"{selected}. {tr('The scale is empty.')}"
        lies = tr(
            "{evidence} on the scale against {threshold}: output {output}.",
            evidence=plain(view.shown.evidence),
            threshold=plain(view.threshold),
            output=view.shown.output,
        )
        return f"{selected}. {lies}"

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._view is None:
            return
        painter = self.smooth_painter()
        selected = self._cursor if self.hasFocus() else None
        marked = self._drag.key if self._drag is not None else self._hover
        tiles = (-1 if tile is None else tile for tile in (selected, marked))
        ScalePainter(painter, self._theme, self._view, self.places).paint(*tiles)

    # --- overrides of NumberCanvas ---------------------------------------------------------------

    def boxes(self) -> Mapping[int, QRectF]:
        """Return the rectangle of each tile."""
        return dict(enumerate(self.places.tiles))

    def value_of(self, key: int) -> float:
        """Return a weight or the threshold."""
        view = self._view
        if view is None:
            return 0.0
        return view.threshold if key == THRESHOLD else view.weights[key]

    def name_of(self, key: int) -> str:
        """Return the name of a tile."""
        return tr("Threshold") if key == THRESHOLD else tr(REASON_NAMES[key])

    def grip(self, key: int) -> Grip:
        """Return how a weight answers to mouse and keys."""
        return GRIP

    def hint(self) -> str:
        """Return what can be done here."""
        return self.toolTip()

    def tip(self, key: int | None) -> str:
        """Return what can be done here, with every number."""
        return self.hint()

    def beside(self, key: int, pressed: Qt.Key) -> int | None:
        """Return the tile that an arrow key leads to, cyclically."""
        turn = TURNS.get(pressed)
        return None if turn is None else (key + turn) % (THRESHOLD + 1)

    def chosen(self, key: int) -> None:
        """Say the tile."""
        self.setAccessibleDescription(self.summary())

    def clicked(self, key: int) -> None:
        """Lay a reason on the scale, or take it off."""
        if key != THRESHOLD:
            self.toggled.emit(key)

    def entered(self, key: int) -> None:
        """Lay a reason on the scale, or take it off; type the threshold."""
        if key == THRESHOLD:
            self.type(key)
        else:
            self.toggled.emit(key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.key_at(event.position()) == THRESHOLD:
            super().mouseDoubleClickEvent(event)
        else:
            self.mousePressEvent(event)  # a reason takes two clicks one by one
