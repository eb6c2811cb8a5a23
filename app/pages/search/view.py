"""The Search page: a map, the book's hunt, the ladder of η."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.keys import KeyAction
from app.page_frame.station_page import Station, StationPage
from app.pages.search.deciding import CONTROLS
from app.pages.search.hunt.station import HuntStation
from app.pages.search.ladder_station import LadderStation
from app.pages.search.map.station import MapStation
from app.pages.search.words import SIMULATION_ID
from engine.commands.command import SendCommand
from engine.commands.runs import BeginRun
from engine.simulations.search.state import SearchState, TrialView
from engine.snapshots import Snapshot

STATIONS = {
    "map": (
        mark("Map"), mark("Many networks over two settings (1)."), mark("Station: the map"),
    ),
    "hunt": (
        mark("Hunt"), mark("The book's way from noise to a network that learns (2)."),
        mark("Station: the hunt"),
    ),
    "ladder": (
        mark("Ladder of η"), mark("How large may the learning rate be? (3)"),
        mark("Station: the ladder of η"),
    ),
}  # fmt: skip
"""Name and meaning of each station, and of its number key."""

HINTS = {
    "hunt": mark("Press Play. Then change η in a row and train it."),
    "ladder": mark("Press Play: how large may η be?"),
}
"""Hints in the title bar; the map shows that of the page."""


class SearchPage(StationPage):
    """Page that shows a SearchState."""

    state_type = SearchState
    deciding_controls = CONTROLS

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        play = mark("Search (Space).")
        super().__init__(send, theme, SIMULATION_ID, STATIONS, play, parent, hints=HINTS)
        self.map = MapStation(theme, send)
        self.hunt = HuntStation(theme, send)
        self.ladder = LadderStation(theme, send)
        stations = (self.map, self.hunt, self.ladder)
        self.put_on_stage(dict(zip(STATIONS, stations, strict=True)))
        for station in (self.map, self.hunt):
            station.trial.run_asked.connect(self.open_run)

    def open_run(self, trial: TrialView) -> None:
        """Ask the window to begin a trial as a run on the page of its data."""
        settings = tuple(trial.settings.items())
        self.elsewhere.emit(trial.page, BeginRun(trial.page, trial.data, settings))

    # --- called by the frame ------------------------------------------------------------------

    def show_snapshot(self, snapshot: Snapshot) -> None:
        digests = {each.id: digest_of(each.payload) for each in snapshot.simulations}
        for station in (self.map, self.hunt):
            station.trial.show_digests(digests)
        super().show_snapshot(snapshot)

    def key_actions(self) -> tuple[KeyAction, ...]:
        on_map, on_hunt = (partial(self._shows, each) for each in (self.map, self.hunt))
        return (
            *super().key_actions(),
            KeyAction(("O",), mark("Open the trial as a run"), self.map.trial.ask,
                      lambda: on_map() and self.map.trial.openable),
            KeyAction(("O",), mark("Open the trial as a run"), self.hunt.trial.ask,
                      lambda: on_hunt() and self.hunt.trial.openable),
            KeyAction(("X",), mark("Exchange both axes"), self.map.exchange, on_map),
            KeyAction(("Return", "Enter"), mark("Train the chosen row"), self.hunt.run_row,
                      on_hunt),
        )  # fmt: skip

    def _shows(self, station: Station) -> bool:
        return self.stack.currentWidget() is station


def digest_of(payload: object) -> str:
    """Return the digest of a page's finished run; "" for none."""
    return str(getattr(getattr(payload, "training", None), "digest", ""))
