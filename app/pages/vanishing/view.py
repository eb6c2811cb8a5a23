"""The Vanishing gradients page: layers, race, chain, parity."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.keys import KeyAction
from app.page_frame.station_page import Station, StationPage
from app.pages.vanishing.chain.station import ChainStation
from app.pages.vanishing.deciding import CONTROLS
from app.pages.vanishing.layers.station import LayersStation
from app.pages.vanishing.parity.station import ParityStation
from app.pages.vanishing.race_station import RaceStation
from app.pages.vanishing.words import SIMULATION_ID, STATIONS
from engine.commands.command import SendCommand
from engine.simulations.vanishing.state import VanishingState
from engine.snapshots import SimulationSnapshot, Snapshot, Status


class VanishingPage(StationPage):
    """Page that shows a VanishingState."""

    state_type = VanishingState
    deciding_controls = CONTROLS

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        play = mark("Let it learn (Space).")
        super().__init__(send, theme, SIMULATION_ID, STATIONS, play, parent)
        self.layers = LayersStation(theme, send)
        self.race = RaceStation(theme, send)
        self.chain = ChainStation(theme, send)
        self.parity = ParityStation(theme, send)
        stations = (self.layers, self.race, self.chain, self.parity)
        self.put_on_stage(dict(zip(STATIONS, stations, strict=True)))

    # --- called by the frame ------------------------------------------------------------------

    def render_state(self, simulation: SimulationSnapshot, state: VanishingState) -> None:
        super().render_state(simulation, state)
        running = simulation.status is Status.RUNNING
        self.layers.show_running(running=running and self.station_name(state) == "layers")

    def render_text(self, snapshot: Snapshot) -> None:
        super().render_text(snapshot)
        self.layers.show_text()

    def key_actions(self) -> tuple[KeyAction, ...]:
        magnifier = self.layers.magnifier
        layers, chain = (partial(self._shows, each) for each in (self.layers, self.chain))
        return (
            *super().key_actions(),
            KeyAction(("+", "="), mark("One hidden layer more"), self.layers.add_layer, layers),
            KeyAction(("-",), mark("One hidden layer less"), self.layers.remove_layer, layers),
            KeyAction(("M",), mark("Enlarge the bars ten times"), magnifier.enlarge, layers),
            KeyAction(("Shift+M",), mark("Bars ten times smaller"), magnifier.shrink, layers),
            KeyAction(("I",), mark("Suspects, or inside the layers"),
                      self.layers.toggle_inside, layers),
            KeyAction(("Z",), mark("Keep z = 0 in the chain"), self.chain.toggle_lock, chain),
            KeyAction(("C",), mark("Width of the band, or the copying neuron"),
                      self.chain.identity_button.toggle, chain),
        )  # fmt: skip

    def _shows(self, station: Station) -> bool:
        return self.stack.currentWidget() is station
