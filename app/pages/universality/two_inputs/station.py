"""Station of two inputs: map and relief of the output, settings, network."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.group import Column, Part
from app.page_frame.station_page import Station
from app.pages.universality.input_bars import InputBars
from app.pages.universality.two_inputs.knobs import TwoInputsKnobs
from app.pages.universality.two_inputs.map_view import FigureMap
from app.pages.universality.two_inputs.network import FigureNetworkCanvas, Key
from app.pages.universality.two_inputs.words import FIGURE_NAMES, readings_of, sentence_of
from app.pages.universality.words import SIMULATION_ID
from app.widgets.basics.boxes import row
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedComboBox, ElidedLabel
from app.widgets.pictures.relief_view import ReliefView
from engine.commands.command import SendCommand
from engine.commands.edits import CancelDrag, SetSetting
from engine.commands.observation import TurnView
from engine.commands.pages.universality import PaintTower
from engine.simulations.universality.state import UniversalityState

LECTURE_ROOM = 1500
"""Least width in pixels at which a lecture shows settings and network."""


class TwoInputsStation(Station):
    """Station with settings and network at the left, map and relief at the right.

    Attributes
    ----------
    map : FigureMap
    relief : ReliefView
    """

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "plane_station", parent)
        self._state: UniversalityState | None = None
        self.knobs = TwoInputsKnobs(theme, send)
        self.network_card = Card(theme, mark("The network"), name="plane_network_card")
        self.network = FigureNetworkCanvas(theme, self.network_card)
        self.bars = InputBars(theme, self.network_card)
        self.network_card.hold((self.network, 1), (self.bars, 1))
        self._build_stage()
        side = Column(theme, self.knobs, Part(self.network_card, 1))
        self.lay_out(
            Part(side, 28, room=LECTURE_ROOM), Part(self.stage, 72), details=(self.pointer,)
        )
        self.network.changed.connect(self._on_number_changed)
        self.network.cancelled.connect(partial(send, CancelDrag(SIMULATION_ID)))
        self.retranslate()

    def _build_stage(self) -> None:
        self.stage = Card(self.theme, mark("The output over x and y"), name="plane_stage")
        tip = mark("What is built over two inputs.")
        self.figure_box = ElidedComboBox("plane_figure_box", FIGURE_NAMES, tip)
        self.stage.add_to_header(self.figure_box)
        self.map = FigureMap(self.theme, self.stage)
        self.relief = ReliefView(self.theme, "plane_relief", self.stage)
        self.readings = ElidedLabel("plane_readings", self.stage)
        self.pointer = ElidedLabel("plane_pointer", self.stage, role="small")
        pictures = row((self.map, 1), (self.relief, 1))
        self.stage.hold((pictures, 1), row((self.readings, 3), (self.pointer, 1)))
        self.figure_box.activated.connect(self._on_figure_chosen)
        self.map.painted.connect(self._on_painted)
        self.map.read.connect(self.pointer.say)
        self.relief.turned.connect(self._on_turned)

    # --- called by the page -----------------------------------------------------------------------

    def render_state(self, state: UniversalityState) -> None:
        """Draw what differs from the last state."""
        before, self._state = self._state, state
        view = state.two_inputs
        if view is None or (before is not None and before.two_inputs is view):
            return
        self.figure_box.show_choice(view.figure)
        self.map.show_view(view)
        self.relief.show_picture(view.relief, view.turn, view.tilt)
        self.knobs.show_state(state)
        many = view.figure == "many inputs"
        self.bars.setVisible(many)
        self.network.setVisible(not many)
        self.network.show_view(view)
        if many:
            self.bars.show_view(view)
        self.readings.say(readings_of(view))

    def sentence(self, state: UniversalityState) -> str:
        """Return the sentence for this state."""
        return "" if state.two_inputs is None else sentence_of(state.two_inputs)

    def retranslate(self) -> None:
        super().retranslate()
        if self._state is not None and self._state.two_inputs is not None:
            self.readings.say(readings_of(self._state.two_inputs))

    # --- handlers -------------------------------------------------------------------------------

    def _on_figure_chosen(self) -> None:
        self.send(SetSetting(SIMULATION_ID, "plane_figure", str(self.figure_box.currentData())))

    def _on_painted(self, x: float, y: float, finished: bool) -> None:
        if self._state is not None:
            brush = float(self._state.settings["plane_brush"])
            self.send(PaintTower(SIMULATION_ID, x, y, brush, finished=finished))

    def _on_turned(self, turn: float, tilt: float) -> None:
        self.send(TurnView(SIMULATION_ID, turn, tilt))

    def _on_number_changed(self, key: Key, number: float, finished: bool) -> None:
        setting, value = self.network.setting_of(key, number)
        self.send(SetSetting(SIMULATION_ID, setting, value, finished=finished))
