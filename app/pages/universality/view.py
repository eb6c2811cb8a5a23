"""The Universality page: a workshop of one input, and towers over the plane."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.page import KeyAction, Page, keep_keys_free, station_keys
from app.pages.universality.plane_station import PlaneStation
from app.pages.universality.words import RUN, STATION_KEYS, STATIONS
from app.pages.universality.workshop import Workshop
from app.theme import Theme
from app.translation import mark, number, tr
from app.widgets.fitting import FittingLabel
from app.widgets.station_switch import StationSwitch
from app.widgets.step_bar import StepBar
from engine.commands import SendCommand, SetSetting
from engine.simulations.universality_state import UniversalityState
from engine.snapshots import Snapshot


class UniversalityPage(Page):
    """Shows a UniversalityState."""

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(send, theme, RUN, parent)
        self.setObjectName("universality_page")
        self.switch = StationSwitch(STATIONS)
        keep_keys_free(self.switch)
        self.sentence = FittingLabel("universality_sentence", self)
        self.sentence.setProperty("role", "sentence")
        self.workshop = Workshop(theme, send, self)
        self.stack = QStackedWidget(self)
        self.stack.setObjectName("stations")
        self.plane = PlaneStation(theme, send, self)
        self.stack.addWidget(self.workshop)
        self.stack.addWidget(self.plane)
        self.bar = StepBar(theme, send, RUN, mark("Let descent take over (Space)."), self)
        self._body = QVBoxLayout()
        self._body.addWidget(self.sentence)
        self._body.addWidget(self.stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._body, 1)
        layout.addWidget(self.bar)
        keep_keys_free(self.workshop)
        keep_keys_free(self.plane)
        self.switch.station_chosen.connect(self.show_station)
        self.workshop.said.connect(self._on_said)
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
        if run is None or not isinstance(state, UniversalityState):
            return
        station = str(state.settings["station"])
        self.switch.show_station(station)
        shown = self.plane if state.plane is not None else self.workshop
        if self.stack.currentWidget() is not shown:
            self.stack.setCurrentWidget(shown)
        shown.show_state(state)
        self.sentence.say(shown.sentence(state))
        fit = state.fit
        last = fit.last_step if fit is not None else 0
        self.bar.render_place(run.status, run.step, last, self._place_words(state))

    def _place_words(self, state: UniversalityState) -> str:
        if state.fit is None or state.curve is None:
            return tr("built by hand") if state.settings["station"] == "function" else ""
        return tr("epoch {epoch} · deviation {deviation}",
                  epoch=state.fit.step, deviation=number(state.curve.deviation, 3))  # fmt: skip

    def set_lecture(self, lecture: bool) -> None:
        """Fold what the last row cannot read."""
        self.workshop.set_lecture(lecture)
        self.plane.set_lecture(lecture)

    def retranslate(self) -> None:
        """Say everything again in the current language."""
        self.switch.retranslate()
        self.bar.retranslate()
        self.workshop.retranslate()
        self.plane.retranslate()
        if self.snapshot is not None:
            self.render(self.snapshot)

    def key_actions(self) -> tuple[KeyAction, ...]:
        """Return the keys of the page: those of time, the stations, the pencil."""
        return (
            *self.transport_keys(),
            *station_keys(STATION_KEYS, self.show_station),
            KeyAction(("D",), mark("Draw the target"), self.workshop.draw_target),
            KeyAction(("F",), mark("Simplified or real numbers"), self.toggle_form),
        )

    def play_backwards(self) -> None:
        """Go back to what was built by hand: there is no way back in time."""
        self.go_home()

    # --- stations ---------------------------------------------------------------------------------

    def show_station(self, station: str) -> None:
        """Look at another station."""
        self.send(SetSetting(RUN, "station", station))

    def toggle_form(self) -> None:
        """Unfold the real numbers, or fold them."""
        run = self.run
        state = run.payload if run is not None else None
        if isinstance(state, UniversalityState):
            simple = state.settings["form"] == "simple"
            self.send(SetSetting(RUN, "form", "real" if simple else "simple"))

    def _on_said(self) -> None:
        if self.snapshot is not None:
            self.render(self.snapshot)

    # --- private ----------------------------------------------------------------------------------

    def _on_theme_changed(self) -> None:
        gap = self.theme.size("gap")
        self._body.setContentsMargins(gap, gap // 2, gap, gap)
        self._body.setSpacing(gap // 2)
