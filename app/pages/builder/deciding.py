"""Deciding controls of the Builder page."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.deciding import Choice, Places, choice_of
from app.pages.builder.words import SHAPES, SIMULATION_ID
from engine.commands.command import Command
from engine.commands.edits import SetSetting
from engine.data.points.point_sets import PAINTED
from engine.settings import Value
from engine.simulations.builder.edits import DATA, MOST_LAYERS
from engine.simulations.builder.state import BuilderState

NEW_LAYER = "4:tanh"
"""Hidden layer that is added where there is none to repeat."""


def _hidden(state: BuilderState) -> list[str]:
    """Return the hidden layers in their notation."""
    return str(state.training.settings["layers"]).split("-")[1:-1]


def _count(state: BuilderState) -> Value:
    return len(_hidden(state))


def _set_count(state: BuilderState, count: Value) -> Command:
    """Return what keeps the first hidden layers, or repeats the last one."""
    first, *hidden, last = str(state.training.settings["layers"]).split("-")
    more = [hidden[-1] if hidden else NEW_LAYER] * max(int(count) - len(hidden), 0)
    layers = "-".join((first, *hidden[: int(count)], *more, last))
    return SetSetting(SIMULATION_ID, "layers", layers)


CONTROLS: Places = {
    "": (
        choice_of(
            SIMULATION_ID, DATA, *(each for each in DATA.choices if each != PAINTED), names=SHAPES
        ),
        Choice(
            "hidden_layers", mark("Hidden layers"), tuple(range(MOST_LAYERS + 1)), _count,
            _set_count,
        ),
    )
}  # fmt: skip
