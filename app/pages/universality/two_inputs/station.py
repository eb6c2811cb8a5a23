"""Station of two inputs: map and relief of the output, settings, network."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.universality.input_bars import InputBars
from app.pages.universality.two_inputs.knobs import TwoInputsKnobs
from app.pages.universality.two_inputs.map_view import FigureMap
from app.pages.universality.two_inputs.network import FigureNetworkCanvas, Key
from app.pages.universality.two_inputs.words import FIGURE_NAMES, readings_of, sentence_of
from app.pages.universality.words import SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedComboBox, ElidedLabel
from app.widgets.pictures.relief_view import ReliefView
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.commands.pages.universality import PaintTower, TurnFigure
from engine.simulations.universality.state import UniversalityState

SHARES = (28, 72)
LECTURE_ROOM = 1500
"""Least width in pixels at which a lecture shows settings and network."""


class TwoInputsStation(QWidget):
    """Station with settings and network at the left, map and relief at the right.

    Attributes
    ----------
    map : FigureMap
    relief : ReliefView
    """

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plane_station")
        self.theme, self._send = theme, send
        self._state: UniversalityState | None = None
        self.knobs = TwoInputsKnobs(theme, send, self)
        self.network_card = Card(theme, "", self)
        self.network_card.setObjectName("plane_network_card")
        self.network = FigureNetworkCanvas(theme, self.network_card)
        self.bars = InputBars(theme, self.network_card)
        self.network_card.body.addWidget(self.network, 1)
        self.network_card.body.addWidget(self.bars, 1)
        self._build_stage()
        self._side = QWidget(self)
        self._column = QVBoxLayout(self._side)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.knobs)
        self._column.addWidget(self.network_card, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for part, share in zip((self._side, self.stage), SHARES, strict=True):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            self._row.addWidget(part, share)
        self.network.changed.connect(self._on_number_changed)
        theme.changed.connect(self._space_out)
        self._space_out()
        self.retranslate()

    def _build_stage(self) -> None:
        self.stage = Card(self.theme, "", self)
        self.stage.setObjectName("plane_stage")
        self.figure_box = ElidedComboBox(self.stage)
        self.figure_box.setObjectName("plane_figure_box")
        for key in FIGURE_NAMES:
            self.figure_box.addItem("", key)
        self.stage.add_to_header(self.figure_box)
        self.map = FigureMap(self.theme, self.stage)
        self.relief = ReliefView(self.theme, "plane_relief", self.stage)
        self.readings = ElidedLabel("plane_readings", self.stage)
        self.pointer = ElidedLabel("plane_pointer", self.stage)
        self.pointer.setProperty("role", "small")
        pictures = QHBoxLayout()
        pictures.addWidget(self.map, 1)
        pictures.addWidget(self.relief, 1)
        words = QHBoxLayout()
        words.addWidget(self.readings, 3)
        words.addWidget(self.pointer, 1)
        self.stage.body.addLayout(pictures, 1)
        self.stage.body.addLayout(words)
        self.figure_box.activated.connect(self._on_figure_chosen)
        self.map.painted.connect(self._on_painted)
        self.map.read.connect(self.pointer.say)
        self.relief.turned.connect(self._on_turned)

    # --- called by the page -----------------------------------------------------------------------

    def show_state(self, state: UniversalityState) -> None:
        """Draw what differs from the last state."""
        before, self._state = self._state, state
        view = state.two_inputs
        if view is None or (before is not None and before.two_inputs is view):
            return
        index = self.figure_box.findData(view.figure)
        if self.figure_box.currentIndex() != index:
            self.figure_box.setCurrentIndex(index)
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

    def set_lecture(self, lecture: bool) -> None:
        self.pointer.setVisible(not lecture)
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fold()

    def _fold(self) -> None:
        self._side.setVisible(not self.theme.lecture or self.width() >= LECTURE_ROOM)

    def retranslate(self) -> None:
        self.stage.set_title(tr("The output over x and y"))
        self.network_card.set_title(tr("The network"))
        words = tr("What is built over two inputs.")
        self.figure_box.setToolTip(words)
        self.figure_box.setAccessibleName(words)
        for index, name in enumerate(FIGURE_NAMES.values()):
            self.figure_box.setItemText(index, tr(name))
        for part in (self.map, self.relief, self.knobs, self.network, self.bars):
            part.retranslate()
        if self._state is not None and self._state.two_inputs is not None:
            self.readings.say(readings_of(self._state.two_inputs))

    def _space_out(self) -> None:
        gap = self.theme.size("gap")
        self._row.setSpacing(gap)
        self._column.setSpacing(gap)

    # --- handlers -------------------------------------------------------------------------------

    def _on_figure_chosen(self) -> None:
        self._send(SetSetting(SIMULATION_ID, "plane_figure", str(self.figure_box.currentData())))

    def _on_painted(self, x: float, y: float, finished: bool) -> None:
        if self._state is not None:
            brush = float(self._state.settings["plane_brush"])
            self._send(PaintTower(SIMULATION_ID, x, y, brush, finished))

    def _on_turned(self, turn: float, tilt: float) -> None:
        self._send(TurnFigure(SIMULATION_ID, turn, tilt))

    def _on_number_changed(self, key: Key, number: float, finished: bool) -> None:
        setting, value = self.network.setting_of(key, number)
        self._send(SetSetting(SIMULATION_ID, setting, value, finished))
