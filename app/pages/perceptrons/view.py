"""The Perceptrons page: four stations, a sentence above them, the transport bar below."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.page import KeyAction
from app.page_frame.station_page import StationPage, station_keys
from app.pages.perceptrons.bench.station import BenchStation
from app.pages.perceptrons.bits_station import BitsStation
from app.pages.perceptrons.decision_station import DecisionStation
from app.pages.perceptrons.sigmoid_station import SigmoidStation
from app.pages.perceptrons.station import Station
from app.pages.perceptrons.words import SIMULATION_ID, STATION_KEYS, STATIONS
from engine.commands.command import SendCommand
from engine.commands.pages.perceptrons import ShowStation
from engine.simulations.perceptrons.state import PerceptronsState
from engine.snapshots import SimulationSnapshot, Snapshot


class PerceptronsPage(StationPage):
    """Page that shows a PerceptronsState."""

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            send, theme, SIMULATION_ID, STATIONS, mark("Walk through the rows (Space)."), parent
        )
        self._introduced = False
        self.decision = DecisionStation(theme, send, self)
        self.stations: dict[str, Station] = {
            "decision": self.decision,
            "bench": BenchStation(theme, send, self),
            "sigmoid": SigmoidStation(theme, send, self),
            "bits": BitsStation(theme, send, self),
        }
        self.put_on_stage(*self.stations.values())

    # --- called by the frame ------------------------------------------------------------------

    def on_shown(self) -> None:
        if not self._introduced:
            self._introduced = True
            self.decision.scale.touch()

    def render(self, snapshot: Snapshot) -> None:  # type: ignore[override]
        run, state = self._seen(snapshot)
        if run is None or state is None:
            return
        station = self.stations[state.station]
        if self.stack.currentWidget() is not station:
            self.stack.setCurrentWidget(station)
            self.switch.show_station(state.station)
        station.render_state(state)
        self.sentence.say(station.sentence(state))
        place = 0 if state.row is None else state.row + state.first
        words = station.place_words(state)
        self.bar.render_place(run.status, place, state.rows - 1 + state.first, words)
        # the first row of a second pass through the table has rows before it
        self.bar.back_button.setEnabled(state.step > 0)

    def advance(self, elapsed_ms: float) -> None:
        station = self.stack.currentWidget()
        if isinstance(station, Station):
            station.advance(elapsed_ms)

    def key_actions(self) -> tuple[KeyAction, ...]:
        return (*self.transport_keys(), *station_keys(STATION_KEYS, self.show_station))

    def play_backwards(self) -> None:
        """Go one row back: a circuit cannot run backwards."""
        self.step_back()

    # --- stations ---------------------------------------------------------------------------------

    def show_station(self, station: str) -> None:
        """Switch to another station."""
        self.send(ShowStation(SIMULATION_ID, station))

    # --- private ----------------------------------------------------------------------------------

    def _seen(
        self, snapshot: Snapshot
    ) -> tuple[SimulationSnapshot | None, PerceptronsState | None]:
        simulation = snapshot.simulation(SIMULATION_ID)
        state = simulation.payload if simulation is not None else None
        return simulation, state if isinstance(state, PerceptronsState) else None
