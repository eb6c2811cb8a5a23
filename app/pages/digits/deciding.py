"""Deciding controls of the Digits page."""

from __future__ import annotations

from operator import methodcaller
from typing import cast

from app.appearance.translation import mark
from app.page_frame.deciding import Act, Choice, Places
from app.pages.digits.words import SIMULATION_ID
from engine.commands.command import Command
from engine.commands.pages.digits import ReaderName, SelectReader
from engine.settings import Value
from engine.simulations.digits.state import DigitsState

READERS = {
    "ready-made": mark("Ready-made"),
    "plain": mark("Plain"),
    "mine": mark("Mine"),
}
"""Networks that can read the pad at any time."""


def _reader(state: DigitsState) -> Value:
    return state.reader


def _select(state: DigitsState, reader: Value) -> Command:
    return SelectReader(SIMULATION_ID, cast(ReaderName, reader))


CONTROLS: Places = {
    "": (
        Act("clear_pad", mark("Clear"), methodcaller("clear_pad")),
        Choice("reader", mark("Network"), tuple(READERS), _reader, _select, READERS),
        Act("next_digit", mark("Next digit"), methodcaller("show_next_example")),
    )
}
