"""The Universality page: the workshop of one input, and the station of two inputs."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, tr
from app.page_frame.page import KeyAction, keep_keys_free
from app.page_frame.station_page import StationPage, station_keys
from app.pages.universality.two_inputs.station import TwoInputsStation
from app.pages.universality.words import SIMULATION_ID, STATION_KEYS, STATIONS
from app.pages.universality.workshop import Workshop
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.simulations.universality.state import UniversalityState
from engine.snapshots import Snapshot


class UniversalityPage(StationPage):
    """Page that shows a UniversalityState."""

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            send, theme, SIMULATION_ID, STATIONS, mark("Let descent take over (Space)."), parent
        )
        self.workshop = Workshop(theme, send, self)
        self.two_inputs = TwoInputsStation(theme, send, self)
        self.put_on_stage(self.workshop, self.two_inputs)
        keep_keys_free(self.workshop)
        keep_keys_free(self.two_inputs)
        self.workshop.said.connect(self._on_said)

    # --- called by the frame ------------------------------------------------------------------

    def render(self, snapshot: Snapshot) -> None:  # type: ignore[override]
        simulation = snapshot.simulation(SIMULATION_ID)
        state = simulation.payload if simulation is not None else None
        if simulation is None or not isinstance(state, UniversalityState):
            return
        station = str(state.settings["station"])
        self.switch.show_station(station)
        shown = self.two_inputs if state.two_inputs is not None else self.workshop
        self.bring(shown)
        shown.show_state(state)
        self.sentence.say(shown.sentence(state))
        fit = state.fit
        last = fit.last_step if fit is not None else 0
        self.bar.render_place(simulation.status, simulation.step, last, self._place_words(state))

    def _place_words(self, state: UniversalityState) -> str:
        if state.fit is None or state.curve is None:
            return tr("built by hand") if state.settings["station"] == "function" else ""
        return tr("epoch {epoch} · deviation {deviation}",
                  epoch=state.fit.step, deviation=number(state.curve.deviation, 3))  # fmt: skip

    def key_actions(self) -> tuple[KeyAction, ...]:
        return (
            *self.transport_keys(),
            *station_keys(STATION_KEYS, self.show_station),
            KeyAction(("D",), mark("Draw the target"), self.workshop.draw_target),
            KeyAction(("F",), mark("Simplified or real numbers"), self.toggle_form),
        )

    def play_backwards(self) -> None:
        """Return to the network built by hand: training cannot run backwards."""
        self.go_home()

    def toggle_form(self) -> None:
        """Switch between steps and heights, and real weights and biases."""
        simulation = self.simulation
        state = simulation.payload if simulation is not None else None
        if isinstance(state, UniversalityState):
            simple = state.settings["form"] == "simple"
            self.send(SetSetting(SIMULATION_ID, "form", "real" if simple else "simple"))

    def _on_said(self) -> None:
        if self.snapshot is not None:
            self.render(self.snapshot)
