"""The Learning slow-down page: a switch between its stations."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.keys import KeyAction
from app.page_frame.station_page import StationPage
from app.pages.slowdown.deciding import CONTROLS
from app.pages.slowdown.station import SlowdownStation
from app.pages.slowdown.stations import STATIONS
from app.pages.slowdown.words import SIMULATION_ID
from engine.commands.command import SendCommand
from engine.simulations.slowdown.state import SlowdownState


class SlowdownPage(StationPage):
    """Page that shows a SlowdownState."""

    state_type = SlowdownState
    deciding_controls = CONTROLS

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        words = {each.name: (each.title, each.meaning, each.key) for each in STATIONS}
        hints = {each.name: each.hint for each in STATIONS}
        play = mark("Let it learn (Space).")
        super().__init__(send, theme, SIMULATION_ID, words, play, parent, hints=hints)
        self.put_on_stage({each.name: each.make(theme, send) for each in STATIONS})

    def key_actions(self) -> tuple[KeyAction, ...]:
        keys = [
            replace(action, when=partial(self._takes, station, action))
            for station in self.stations.values()
            if isinstance(station, SlowdownStation)
            for action in station.key_actions()
        ]
        return (*super().key_actions(), *keys)

    def is_random(self) -> bool:
        """Return whether a new start differs from the same start again."""
        station = self.stack.currentWidget()
        return isinstance(station, SlowdownStation) and station.random

    def _takes(self, station: SlowdownStation, action: KeyAction) -> bool:
        return self.stack.currentWidget() is station and action.offered
