"""The Vanishing gradients page: layers, race, chain, parity."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.page import KeyAction, keep_keys_free
from app.page_frame.station_page import StationPage, station_keys
from app.pages.vanishing.chain.station import ChainStation
from app.pages.vanishing.layers.station import LayersStation
from app.pages.vanishing.parity.station import ParityStation
from app.pages.vanishing.race_station import RaceStation
from app.pages.vanishing.words import SIMULATION_ID, STATION_KEYS, STATIONS
from engine.commands.command import SendCommand
from engine.simulations.vanishing.state import VanishingState
from engine.snapshots import Snapshot, Status


class VanishingPage(StationPage):
    """Page that shows a VanishingState."""

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            send, theme, SIMULATION_ID, STATIONS, mark("Let it learn (Space)."), parent
        )
        self.layers = LayersStation(theme, send, self)
        self.race = RaceStation(theme, send, self)
        self.chain = ChainStation(theme, send, self)
        self.parity = ParityStation(theme, send, self)
        self.stations: dict[str, LayersStation | RaceStation | ChainStation | ParityStation] = {
            "layers": self.layers,
            "race": self.race,
            "chain": self.chain,
            "parity": self.parity,
        }
        self.put_on_stage(*self.stations.values())
        for station in self.stations.values():
            keep_keys_free(station)

    # --- called by the frame ------------------------------------------------------------------

    def render(self, snapshot: Snapshot) -> None:  # type: ignore[override]
        simulation = snapshot.simulation(SIMULATION_ID)
        state = simulation.payload if simulation is not None else None
        if simulation is None or not isinstance(state, VanishingState):
            return
        name = str(state.settings["station"])
        station = self.stations[name]
        self.switch.show_station(name)
        self.bring(station)
        station.show_state(state)
        self.layers.show_running(running=name == "layers" and simulation.status is Status.RUNNING)
        self.sentence.say(station.sentence(state))
        # a chain is not trained: there is nothing to play
        self.bar.setEnabled(name != "chain")
        last = state.last_step if name == "layers" else 0
        self.bar.render_place(simulation.status, simulation.step, last, station.place_words(state))

    def render_text(self, snapshot: Snapshot) -> None:
        self.layers.show_text()

    def key_actions(self) -> tuple[KeyAction, ...]:
        magnifier = self.layers.magnifier
        return (
            *self.transport_keys(),
            *station_keys(STATION_KEYS, self.show_station),
            KeyAction(("+", "="), mark("One hidden layer more"), self.layers.add_layer),
            KeyAction(("-",), mark("One hidden layer less"), self.layers.remove_layer),
            KeyAction(("M",), mark("Enlarge the bars ten times"), magnifier.enlarge),
            KeyAction(("Shift+M",), mark("Bars ten times smaller"), magnifier.shrink),
            KeyAction(("I",), mark("Suspects, or inside the layers"), self.layers.toggle_inside),
            KeyAction(("L",), mark("Keep z = 0 in the chain"), self.chain.toggle_lock),
            KeyAction(("C",), mark("Width of the band, or the copying neuron"),
                      self.chain.identity_button.toggle),
        )  # fmt: skip

    def play_backwards(self) -> None:
        """Return to the start: training cannot run backwards."""
        self.go_home()
