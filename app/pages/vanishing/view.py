"""The page Vanishing gradients: layers, the race, the chain, parity."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.page import KeyAction, Page, keep_keys_free, station_keys
from app.pages.vanishing.chain_station import ChainStation
from app.pages.vanishing.layers_station import LayersStation
from app.pages.vanishing.parity_station import ParityStation
from app.pages.vanishing.race_station import RaceStation
from app.pages.vanishing.words import RUN, STATION_KEYS, STATIONS
from app.theme import Theme
from app.translation import mark
from app.widgets.fitting import FittingLabel
from app.widgets.station_switch import StationSwitch
from app.widgets.step_bar import StepBar
from engine.commands import SendCommand, SetSetting
from engine.simulations.vanishing_state import VanishingState
from engine.snapshots import Snapshot, Status


class Station(Protocol):
    """What the page asks of a station."""

    def show_state(self, state: VanishingState) -> None:
        """Draw what differs from the last state."""
        ...

    def sentence(self, state: VanishingState) -> str:
        """Say what is to be seen now."""
        ...

    def place_words(self, state: VanishingState) -> str:
        """Say where it stands, for the transport bar."""
        ...

    def set_lecture(self, lecture: bool) -> None:
        """Fold what the last row cannot read."""
        ...

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        ...


class VanishingPage(Page):
    """Shows a VanishingState."""

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(send, theme, RUN, parent)
        self.setObjectName("vanishing_page")
        self.switch = StationSwitch(STATIONS)
        keep_keys_free(self.switch)
        self.sentence = FittingLabel("vanishing_sentence", self)
        self.sentence.setProperty("role", "sentence")
        self.layers = LayersStation(theme, send, self)
        self.race = RaceStation(theme, send, self)
        self.chain = ChainStation(theme, send, self)
        self.parity = ParityStation(theme, send, self)
        self.stack = QStackedWidget(self)
        self.stack.setObjectName("vanishing_stations")
        self.stations: dict[str, Station] = {
            "layers": self.layers,
            "race": self.race,
            "chain": self.chain,
            "parity": self.parity,
        }
        for widget in (self.layers, self.race, self.chain, self.parity):
            self.stack.addWidget(widget)
            keep_keys_free(widget)
        self.bar = StepBar(theme, send, RUN, mark("Let it learn (Space)."), self)
        self._body = QVBoxLayout()
        self._body.addWidget(self.sentence)
        self._body.addWidget(self.stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._body, 1)
        layout.addWidget(self.bar)
        self.switch.station_chosen.connect(self.show_station)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    # --- what the frame calls -----------------------------------------------------------------

    def title_widget(self) -> QWidget:
        """Return the switch between the stations."""
        return self.switch

    def render(self, snapshot: Snapshot) -> None:  # type: ignore[override]
        """Draw what differs from the last snapshot."""
        run = snapshot.run(RUN)
        state = run.payload if run is not None else None
        if run is None or not isinstance(state, VanishingState):
            return
        name = str(state.settings["station"])
        station = self.stations[name]
        self.switch.show_station(name)
        place = list(STATIONS).index(name)
        if self.stack.currentIndex() != place:
            self.stack.setCurrentIndex(place)
        station.show_state(state)
        self.layers.show_running(running=name == "layers" and run.status is Status.RUNNING)
        self.sentence.say(station.sentence(state))
        # a chain does not learn: there is nothing to play
        self.bar.setEnabled(name != "chain")
        last = state.last_step if name == "layers" else 0
        self.bar.render_place(run.status, run.step, last, station.place_words(state))

    def render_text(self, snapshot: Snapshot) -> None:
        """Draw curves and tables, which nobody needs sixty times a second."""
        self.layers.show_text()

    def set_lecture(self, lecture: bool) -> None:
        """Fold what the last row cannot read."""
        for station in self.stations.values():
            station.set_lecture(lecture)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.switch.retranslate()
        self.bar.retranslate()
        for station in self.stations.values():
            station.retranslate()
        if self.snapshot is not None:
            self.render(self.snapshot)

    def key_actions(self) -> tuple[KeyAction, ...]:
        """Return the keys of the page: those of time, the stations, layers, the magnifier."""
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
        """Go back to the beginning: there is no way back in time."""
        self.go_home()

    # --- stations ---------------------------------------------------------------------------------

    def show_station(self, station: str) -> None:
        """Look at another station."""
        self.send(SetSetting(RUN, "station", station))

    # --- private ----------------------------------------------------------------------------------

    def _on_theme_changed(self) -> None:
        gap = self.theme.size("gap")
        self._body.setContentsMargins(gap, gap // 2, gap, gap)
        self._body.setSpacing(gap // 2)
