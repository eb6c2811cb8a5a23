"""Deciding controls of the stations of the Search page."""

from __future__ import annotations

from typing import Any

from app.appearance.translation import mark
from app.page_frame.deciding import Act, Choice, Places, choice_of, named
from app.pages.search.words import NETWORK_NAMES, SIMULATION_ID, STRATEGY_NAMES
from engine.commands.command import Command
from engine.commands.pages.search import ChangeRow
from engine.settings import Value
from engine.simulations.search.settings import PRESET, SETTINGS
from engine.simulations.search.state import SearchState

_SETTING = named(SETTINGS)
_ETAS = (0.01, 0.1, 1.0, 10.0, 100.0)


def _row(state: SearchState) -> int:
    return int(state.settings["row"])


def _eta(state: SearchState) -> Value:
    return state.rows[_row(state)].hunt.settings.values()["eta"] if state.rows else _ETAS[0]


def _set_eta(state: SearchState, eta: Value) -> Command:
    return ChangeRow(SIMULATION_ID, _row(state), "eta", eta)


def _train_row(page: Any) -> None:
    page.hunt.run_row()


CONTROLS: Places = {
    "map": (
        choice_of(SIMULATION_ID, _SETTING["network"], *PRESET, names=NETWORK_NAMES),
        choice_of(SIMULATION_ID, _SETTING["strategy"], "grid", "random", names=STRATEGY_NAMES),
    ),
    "hunt": (
        Choice("row_eta", mark("Rate η"), _ETAS, _eta, _set_eta),
        Act("train_row", mark("Train this row"), _train_row),
    ),
    "ladder": (
        choice_of(SIMULATION_ID, _SETTING["ladder_epochs"], 3, 5, 10, 20),
        choice_of(SIMULATION_ID, _SETTING["ladder_lambda"], 0.0, 1.0, 10.0, 100.0),
    ),
}
