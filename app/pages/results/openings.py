"""The page that goes on with an experiment, and the command that brings its settings there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.appearance.translation import mark
from engine.commands.command import Command
from engine.commands.edits import SetSetting
from engine.commands.pages.digits import OpenRecorded
from engine.commands.runs import BeginRun
from engine.commands.transport import Pause
from engine.experiments.courses import own_settings
from engine.settings import Value
from engine.simulations.results.state import ResultRow

DIGITS = "digits"
"""Page of the networks that learn MNIST."""

PLAYED = {"3.D": "gap", "3.F": "gap"}
"""Recorded runs that a station of the page Overfitting plays."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Where an experiment goes on.

    Attributes
    ----------
    page : str
        Id of the page.
    command : Command
        What the page is told.
    said : str
        What happens, for the button's tooltip; English.
    """

    page: str
    command: Command
    said: str


RECORDED = mark("Open the recorded run on its page, epoch by epoch (O).")
BEGINS = mark("Begin a run with these settings on its page (O).")
BEGINS_WITHOUT = mark("Begin a run with these settings on its page, but without copies (O).")
SHOWN = mark("Open the page that shows it (O).")

STATIONS: Mapping[str, tuple[str, str]] = {
    "1.M": ("perceptrons", ""),
    **dict.fromkeys(("2.A", "2.B", "2.C", "2.D", "2.F"), ("backprop", "")),
    "3.C": ("slowdown", ""),
    "3.J": ("overfitting", "more_data"),
    **dict.fromkeys(("3.L", "3.M"), ("overfitting", "initialisation")),
    **dict.fromkeys(("3.N", "3.O", "3.P", "3.Q", "3.R"), ("search", "hunt")),
    "3.T": ("search", "ladder"),
    "3.U": ("overfitting", "dropout"),
    "3.V": ("overfitting", "expansion"),
    "4.A": ("universality", "neuron"),
    "4.B": ("universality", "bump"),
    "4.C": ("universality", "neuron"),
    "4.D": ("universality", "plane"),
    "4.E": ("universality", "plane"),
    "4.F": ("universality", "function"),
    "4.G": ("universality", "function"),
    **dict.fromkeys(("5.E", "5.F", "5.G", "5.H"), ("vanishing", "layers")),
    **dict.fromkeys(("5.I", "5.J", "5.K"), ("vanishing", "chain")),
}
"""Page and station that show an experiment; "" for a page's present station."""


def opening_of(row: ResultRow) -> Opening | None:
    """Return where an experiment goes on; None if no page does."""
    if row.recorded:
        if row.id in PLAYED:
            page = "overfitting"
            return Opening(page, SetSetting(page, "station", PLAYED[row.id]), RECORDED)
        return Opening(DIGITS, OpenRecorded(DIGITS, row.id), RECORDED)
    if row.id in STATIONS:
        page, station = STATIONS[row.id]
        command = SetSetting(page, "station", station) if station else Pause(page)
        return Opening(page, command, SHOWN)
    return _run(row)


def _run(row: ResultRow) -> Opening | None:
    """Return a run with the settings of an experiment, if it trains a network on MNIST."""
    settings: Mapping[str, Value] = row.settings
    if settings.get("data") != "mnist" or "layers" not in settings:
        return None
    own = own_settings(settings).values()
    command = BeginRun(DIGITS, "mnist", tuple(own.items()))
    return Opening(DIGITS, command, BEGINS_WITHOUT if "expansion" in settings else BEGINS)
