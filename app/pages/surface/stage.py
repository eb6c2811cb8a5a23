"""Stage of the page: map of the surface, and beside it the relief or the network."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import significant, tr
from app.pages.surface.map_view import MapView
from app.pages.surface.words import SIMULATION_ID
from app.widgets.basics.boxes import row
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton
from app.widgets.basics.retranslation import explain
from app.widgets.networks.playground_canvas import PlaygroundCanvas
from app.widgets.pictures.relief_view import ReliefView
from engine.commands.edits import Value
from engine.simulations.builder.state import BuilderState
from engine.simulations.learning.views.state import TrainingView
from engine.simulations.surface.state import SurfaceState

BESIDE = "beside"
RELIEF, CANVAS = "relief", "network"
"""Second picture beside the map, as named in documents."""


class SurfaceStage(Card):
    """Card with the map and a second picture.

    Signals
    -------
    watched_changed : ()
        Fields of the simulation that the stage observes have changed.
    """

    watched_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent, name="surface_stage")
        self.map = MapView(theme, self)
        self.relief = ReliefView(theme, "surface_relief", self)
        self.canvas = PlaygroundCanvas(theme, self)
        self.canvas.setEnabled(False)
        self.beside_button = ElidedButton("beside_button", role="link", act=self._change_beside)
        self.beside_button.hide()
        self.add_to_header(self.beside_button)
        second = QWidget(self)
        self._stack = QStackedLayout(second)
        self._stack.addWidget(self.relief)
        self._stack.addWidget(self.canvas)
        self.hold((row((self.map, 11), (second, 10)), 1))
        self._has_playground = False
        self._layers = ""
        self._network = False
        self.retranslate()

    @property
    def watched(self) -> frozenset[str]:
        """Fields of a linked simulation that the second picture needs."""
        return frozenset({"plane"} if self._stack.currentIndex() else ())

    def follow(self, simulation_id: str) -> None:
        """Show the page's own balls, or a linked network."""
        self._network = simulation_id != SIMULATION_ID
        if not self._network:
            self._show_beside(RELIEF)
            self._has_playground = False
            self._layers = ""
            self.beside_button.hide()
        self._say_map()

    def show_network(self, payload: object, training: TrainingView) -> None:
        """Draw a network of the playground beside the map; others have no such picture."""
        self._layers = str(training.settings["layers"])
        is_playground = isinstance(payload, BuilderState)
        if is_playground != self._has_playground:
            self._has_playground = is_playground
            self.beside_button.setVisible(is_playground)
        if isinstance(payload, BuilderState) and self._stack.currentIndex():
            self.canvas.show_state(payload)

    def render_state(self, state: SurfaceState) -> None:
        """Draw the surface on the map and in relief."""
        self.map.show_state(state)
        self.relief.show_picture(state.relief, state.turn, state.tilt)

    def render_text(self, state: SurfaceState) -> None:
        layers = self._layers
        self.set_title(tr("C of {layers}", layers=layers) if layers else state.formula)
        self.set_note(
            tr("dark {low} to bright {high}; lines of equal cost; the arrow is −∇C",
               low=significant(state.low, 2), high=significant(state.high, 2))
        )  # fmt: skip

    def view_values(self) -> dict[str, Value]:
        return {BESIDE: CANVAS if self._stack.currentIndex() else RELIEF}

    def show_view(self, values: Mapping[str, object]) -> None:
        self._show_beside(str(values.get(BESIDE, RELIEF)))

    def retranslate(self) -> None:
        self.relief.retranslate()
        self._say_beside()
        self._say_map()

    def _say_map(self) -> None:
        words = tr("Click to drop a ball; drag the newest one.")
        if self._network:
            words = tr("Drag the ball: the network gets the weights that lie there.")
        explain(self.map, words)

    def _say_beside(self) -> None:
        if self._stack.currentIndex():
            self.beside_button.say(tr("show in 3-D"), tr("Show the surface in three dimensions."))
        else:
            self.beside_button.say(
                tr("show network"), tr("Show the network and what its neurons see beside the map.")
            )

    def _show_beside(self, name: str) -> None:
        self._stack.setCurrentIndex(int(name == CANVAS))
        self._say_beside()
        self.watched_changed.emit()

    def _change_beside(self) -> None:
        self._show_beside(RELIEF if self._stack.currentIndex() else CANVAS)
