"""Base class of pages with several stations: switch, sentence, stack of stations, step bar."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.page_frame.page import KeyAction, Page, keep_keys_free
from app.widgets.basics.elided import ElidedLabel
from app.widgets.basics.station_switch import StationSwitch
from app.widgets.time.step_bar import StepBar
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting


class Station(Protocol):
    """Interface of a station's widget."""

    def set_lecture(self, lecture: bool) -> None:
        """Hide panels that are illegible in lecture mode."""
        ...

    def retranslate(self) -> None:
        """Retranslate visible text."""
        ...


class StationPage(Page):
    """Page with a switch between stations in the title bar.

    Parameters
    ----------
    simulation_id : str
        Id of the simulation; object names begin with it.
    names : mapping
        Name and description of each station, English; shown through `tr`.
    play : str
        Description of Play, English; shown through `tr`.
    """

    def __init__(
        self,
        send: SendCommand,
        theme: Theme,
        simulation_id: str,
        names: Mapping[str, tuple[str, str]],
        play: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(send, theme, simulation_id, parent)
        self.setObjectName(f"{simulation_id}_page")
        self.switch = StationSwitch(names)
        keep_keys_free(self.switch)
        self.sentence = ElidedLabel(f"{simulation_id}_sentence", self)
        self.sentence.setProperty("role", "sentence")
        self.stack = QStackedWidget(self)
        self.stack.setObjectName("stations")
        self.bar = StepBar(theme, send, simulation_id, play, self)
        self._stage: tuple[Station, ...] = ()
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

    def put_on_stage(self, *parts: Station) -> None:
        """Add the widgets of all stations, in order; called once."""
        self._stage = parts
        for part in parts:
            assert isinstance(part, QWidget)  # a Protocol cannot declare it
            self.stack.addWidget(part)

    def bring(self, part: QWidget) -> None:
        """Show a station's widget, unless it is shown already."""
        if self.stack.currentWidget() is not part:
            self.stack.setCurrentWidget(part)

    def show_station(self, station: str) -> None:
        """Ask the simulation for another station."""
        self.send(SetSetting(self.simulation_id, "station", station))

    # --- called by the window -----------------------------------------------------------------

    def title_widget(self) -> QWidget:
        return self.switch

    def set_lecture(self, lecture: bool) -> None:
        for part in self._stage:
            part.set_lecture(lecture)

    def retranslate(self) -> None:
        self.switch.retranslate()
        self.bar.retranslate()
        for part in self._stage:
            part.retranslate()
        if self.snapshot is not None:
            self.render(self.snapshot)

    # --- private ----------------------------------------------------------------------------------

    def _on_theme_changed(self) -> None:
        gap = self.theme.size("gap")
        self._body.setContentsMargins(gap, gap // 2, gap, gap)
        self._body.setSpacing(gap // 2)


def station_keys(labels: Mapping[str, str], show: Callable[[str], None]) -> tuple[KeyAction, ...]:
    """Return the key bindings 1, 2, … of the stations of a page.

    Parameters
    ----------
    labels : mapping
        Label of each key by station, English; in order.
    show : callable
        (station) shows it.
    """
    return tuple(
        KeyAction((str(number),), label, partial(show, station))
        for number, (station, label) in enumerate(labels.items(), 1)
    )
