"""Base class of pages with several stations: a switch in the title bar, one station shown."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.page_frame.deciding import Deciding
from app.page_frame.group import Group
from app.page_frame.keys import KeyAction
from app.page_frame.page import Page
from app.page_frame.station_switch import StationSwitch
from app.widgets.time.step_bar import Place, StepBar
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.snapshots import SimulationSnapshot


class Station(Group):
    """Base class of stations: parts side by side, or one below the other.

    Parameters
    ----------
    name : str
        Object name.

    Attributes
    ----------
    rewinds : bool
        Whether its steps can be gone back; else no key is offered for that.
    """

    rewinds = True

    def __init__(
        self, theme: Theme, send: SendCommand, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent=parent)
        self.setObjectName(name)
        self.send = send

    def sentence(self, state: Any) -> str:
        """Return the sentence at the top of the page."""
        return ""

    def place(self, simulation: SimulationSnapshot, state: Any) -> Place:
        """Return what the step bar shows."""
        return Place(simulation.step)


class StationPage(Page):
    """Page with a switch between stations in the title bar.

    Parameters
    ----------
    stations : mapping
        Name and meaning of each station, and of its number key, English; shown through `tr`.
    play : str
        Description of Play, English; shown through `tr`.
    hints : mapping
        Hint in the title bar by station, English; a station without one shows the page's.

    Attributes
    ----------
    stations : dict of str to Station
        Widget of each station; several stations may share one.
    """

    def __init__(
        self,
        send: SendCommand,
        theme: Theme,
        simulation_id: str,
        stations: Mapping[str, tuple[str, str, str]],
        play: str,
        parent: QWidget | None = None,
        *,
        hints: Mapping[str, str] = {},
    ) -> None:
        super().__init__(send, theme, simulation_id, parent)
        words = {name: each[:2] for name, each in stations.items()}
        self.switch = StationSwitch(theme, words)
        self.switch.chosen.connect(self.show_station)
        self.bar = StepBar(theme, send, simulation_id, play, self)
        self.stack = QStackedWidget()
        self.stack.setObjectName("stations")
        self.stations: dict[str, Station] = {}
        self._hints, self._shown = hints, ""
        self._keys = tuple(
            KeyAction((str(number),), meaning, partial(self.show_station, station))
            for number, (station, (_, _, meaning)) in enumerate(stations.items(), 1)
        )

    def put_on_stage(self, stations: Mapping[str, Station]) -> None:
        """Lay the page out with the widgets of all stations, in order; called once."""
        self.stations = dict(stations)
        for station in dict.fromkeys(stations.values()):
            self.stack.addWidget(station)
        self.lay_out(self.stack, step_bar=self.bar)

    def show_station(self, station: str) -> None:
        """Ask the simulation for another station."""
        self.send(SetSetting(self.simulation_id, "station", station))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.switch.fit(self.width())

    # --- called by the frame ------------------------------------------------------------------

    def station_name(self, state: Any) -> str:
        """Return the name of the station that a state shows."""
        return str(state.settings["station"])

    def render_state(self, simulation: SimulationSnapshot, state: Any) -> None:
        name = self._shown = self.station_name(state)
        station = self.stations[name]
        if self.stack.currentWidget() is not station:
            self.stack.setCurrentWidget(station)
        self.switch.select(name)
        self.switch.fit(self.width())
        station.render_state(state)

    def sentence_for(self, simulation: SimulationSnapshot, state: Any) -> str:
        return self.stations[self.station_name(state)].sentence(state)

    def place(self, simulation: SimulationSnapshot, state: Any) -> Place:
        return self.stations[self.station_name(state)].place(simulation, state)

    def key_actions(self) -> tuple[KeyAction, ...]:
        return (*self.transport_keys(), *self._keys)

    def deciding(self) -> tuple[Deciding, ...]:
        return self.deciding_controls.get(self._shown, ())

    def goes_back(self) -> bool:
        """Return whether steps of the station can be gone back."""
        station = self.stack.currentWidget()
        return not isinstance(station, Station) or station.rewinds

    def advance(self, elapsed_ms: float) -> None:
        for station in self.stations.values():
            if station is self.stack.currentWidget():
                station.advance(elapsed_ms)

    def hint(self) -> str:
        words = self._hints.get(self._shown, "")
        return tr(words) if words else ""

    def title_widget(self) -> QWidget:
        return self.switch
