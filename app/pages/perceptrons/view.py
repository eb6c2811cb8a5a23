"""The Perceptrons page: four stations, a sentence above them, the walk through rows below."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.page import KeyAction, Page, keep_keys_free, station_keys
from app.pages.perceptrons.bench_station import BenchStation
from app.pages.perceptrons.bits_station import BitsStation
from app.pages.perceptrons.decision_station import DecisionStation
from app.pages.perceptrons.sigmoid_station import SigmoidStation
from app.pages.perceptrons.station import Station
from app.pages.perceptrons.words import RUN, STATION_KEYS, STATIONS
from app.theme import Theme
from app.translation import mark
from app.widgets.fitting import FittingLabel
from app.widgets.station_switch import StationSwitch
from app.widgets.step_bar import StepBar
from engine.commands import SendCommand
from engine.perceptron_commands import ShowStation
from engine.simulations.perceptrons_state import PerceptronsState
from engine.snapshots import RunSnapshot, Snapshot


class PerceptronsPage(Page):
    """Shows a PerceptronsState."""

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(send, theme, RUN, parent)
        self.setObjectName("perceptrons_page")
        self._introduced = False
        self.switch = StationSwitch(STATIONS)
        keep_keys_free(self.switch)
        self.sentence = FittingLabel("perceptrons_sentence", self)
        self.sentence.setProperty("role", "sentence")
        self.stack = QStackedWidget(self)
        self.stack.setObjectName("stations")
        self.decision = DecisionStation(theme, send, self)
        self.stations = self._make_stations()
        for station in self.stations.values():
            self.stack.addWidget(station)
        self.bar = StepBar(theme, send, RUN, mark("Walk through the rows (Space)."), self)
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

    def _make_stations(self) -> dict[str, Station]:
        return {
            "decision": self.decision,
            "bench": BenchStation(self.theme, self.send, self),
            "sigmoid": SigmoidStation(self.theme, self.send, self),
            "bits": BitsStation(self.theme, self.send, self),
        }

    # --- what the frame calls -----------------------------------------------------------------

    def title_widget(self) -> QWidget:
        """Return the switch between the stations."""
        return self.switch

    def on_shown(self) -> None:
        """Let the empty scale sway the first time."""
        if not self._introduced:
            self._introduced = True
            self.decision.scale.touch()

    def render(self, snapshot: Snapshot) -> None:  # type: ignore[override]
        """Draw what differs from the last snapshot."""
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
        # the first row of a second walk has rows before it
        self.bar.back_button.setEnabled(state.step > 0)

    def advance(self, elapsed_ms: float) -> None:
        """Let animations go on."""
        station = self.stack.currentWidget()
        if isinstance(station, Station):
            station.advance(elapsed_ms)

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
        """Return the keys of the page: those of time, and the stations."""
        return (*self.transport_keys(), *station_keys(STATION_KEYS, self.show_station))

    def play_backwards(self) -> None:
        """Go one row back: signals do not run backwards."""
        self.step_back()

    # --- stations ---------------------------------------------------------------------------------

    def show_station(self, station: str) -> None:
        """Look at another station."""
        self.send(ShowStation(RUN, station))

    # --- private ----------------------------------------------------------------------------------

    def _seen(self, snapshot: Snapshot) -> tuple[RunSnapshot | None, PerceptronsState | None]:
        run = snapshot.run(RUN)
        state = run.payload if run is not None else None
        return run, state if isinstance(state, PerceptronsState) else None

    def _on_theme_changed(self) -> None:
        gap = self.theme.size("gap")
        self._body.setContentsMargins(gap, gap // 2, gap, gap)
        self._body.setSpacing(gap // 2)
