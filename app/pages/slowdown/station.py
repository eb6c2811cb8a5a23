"""Base of the page's stations."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from app.page_frame.keys import KeyAction
from app.page_frame.station_page import Station
from app.pages.slowdown.words import SIMULATION_ID
from app.widgets.numbers.settings_form import SettingsForm
from app.widgets.time.step_bar import Place
from engine.commands.command import SendCommand
from engine.settings import Setting
from engine.simulations.slowdown.state import SlowdownState
from engine.snapshots import SimulationSnapshot


class SlowdownStation(Station):
    """Base class of the stations; each renders `state.view`, which is of its own type.

    Attributes
    ----------
    random : bool
        Whether a new start (N) draws other random numbers.
    """

    random = False

    def key_actions(self) -> tuple[KeyAction, ...]:
        """Return the keys of the station, beside those of the transport bar."""
        return ()

    def place_words(self, state: SlowdownState) -> str:
        """Return the words of the transport bar."""
        return ""

    def place(self, simulation: SimulationSnapshot, state: SlowdownState) -> Place:
        words = self.place_words(state)
        return Place(state.step, state.last_step, words, playable=state.last_step > 0)


def form_of(
    send: SendCommand, settings: tuple[Setting, ...], parent: QWidget, **options: Any
) -> SettingsForm:
    """Return a form of some of the page's settings, with the page's names of objects."""
    return SettingsForm(send, SIMULATION_ID, settings, parent, stem="slowdown_{}", **options)
