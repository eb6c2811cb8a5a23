"""The Perceptrons page: four stations, a sentence above them, the transport bar below."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.station_page import StationPage
from app.pages.perceptrons.bench.station import BenchStation
from app.pages.perceptrons.bits_station import BitsStation
from app.pages.perceptrons.deciding import CONTROLS
from app.pages.perceptrons.decision_station import DecisionStation
from app.pages.perceptrons.sigmoid_station import SigmoidStation
from app.pages.perceptrons.words import SIMULATION_ID, STATIONS
from engine.commands.command import SendCommand
from engine.commands.pages.perceptrons import ShowStation
from engine.simulations.perceptrons.state import PerceptronsState


class PerceptronsPage(StationPage):
    """Page that shows a PerceptronsState."""

    state_type = PerceptronsState
    deciding_controls = CONTROLS

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        play = mark("Walk through the rows (Space).")
        super().__init__(send, theme, SIMULATION_ID, STATIONS, play, parent)
        self._introduced = False
        self.decision = DecisionStation(theme, send)
        others = (kind(theme, send) for kind in (BenchStation, SigmoidStation, BitsStation))
        self.put_on_stage(dict(zip(STATIONS, (self.decision, *others), strict=True)))

    # --- called by the frame ------------------------------------------------------------------

    def on_shown(self) -> None:
        super().on_shown()
        if not self._introduced:
            self._introduced = True
            self.decision.scale.touch()

    def station_name(self, state: PerceptronsState) -> str:
        return state.station

    def is_random(self) -> bool:
        """Return whether a new start differs from the same start again."""
        return False

    # --- stations ---------------------------------------------------------------------------------

    def show_station(self, station: str) -> None:
        """Switch to another station."""
        self.send(ShowStation(SIMULATION_ID, station))
