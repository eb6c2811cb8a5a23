"""Deciding controls of the Results page."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.deciding import Choice, Places, choice_of, named
from app.pages.results.words import CHAPTERS, NAMES, SIMULATION_ID
from engine.commands.command import Command
from engine.commands.edits import SetSetting
from engine.experiments import ALL
from engine.settings import Value
from engine.simulations.results.scene import SETTINGS
from engine.simulations.results.state import ResultsState

_SETTING = named(SETTINGS)


def _chapter(state: ResultsState) -> Value:
    return state.chosen.chapter


def _go_to_chapter(state: ResultsState, chapter: Value) -> Command:
    first = next(id_ for id_ in ALL if id_.startswith(f"{chapter}."))
    return SetSetting(SIMULATION_ID, "experiment", first)


CONTROLS: Places = {
    "": (
        Choice(
            "chapter", mark("Chapter"), tuple(range(1, len(CHAPTERS) + 1)), _chapter, _go_to_chapter
        ),
        choice_of(SIMULATION_ID, _SETTING["length"], names=NAMES["length"]),
    )
}
