"""Deciding controls of the stations of the Learning slow-down page."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.deciding import Choice, Places, choice_of, named
from app.pages.slowdown.activations.words import SHAPES
from app.pages.slowdown.derivation.words import PICTURES
from app.pages.slowdown.neuron.words import STARTS
from app.pages.slowdown.words import SIMULATION_ID
from engine.commands.command import Command
from engine.commands.pages.slowdown import LoadStart
from engine.settings import Value
from engine.simulations.slowdown.scene import SETTINGS
from engine.simulations.slowdown.state import SlowdownState

_SETTING = named(SETTINGS)


def _start(state: SlowdownState) -> Value:
    return str(getattr(state.view, "start", ""))


def _load(state: SlowdownState, start: Value) -> Command:
    return LoadStart(SIMULATION_ID, str(start))


CONTROLS: Places = {
    "neuron": (
        Choice(
            "start", mark("Start"), tuple(STARTS), _start, _load,
            {**{name: words for name, (words, _) in STARTS.items()}, "": mark("your own")},
        ),
        choice_of(SIMULATION_ID, _SETTING["eta"], 0.005, 0.05, 0.15, 0.5, 1.0),
    ),
    "derivation": (
        choice_of(
            SIMULATION_ID, _SETTING["why_picture"],
            names={name: words for name, (words, _) in PICTURES.items()},
        ),
        choice_of(SIMULATION_ID, _SETTING["why_a"], 0.1, 0.3, 0.5, 0.8, 0.95),
    ),
    "softmax": (
        choice_of(SIMULATION_ID, _SETTING["softmax_c"], 0.1, 0.5, 1.0, 2.0, 5.0),
        choice_of(SIMULATION_ID, _SETTING["softmax_label"]),
    ),
    "activations": (
        choice_of(SIMULATION_ID, _SETTING["bench_shape"], names=SHAPES),
        choice_of(SIMULATION_ID, _SETTING["bench_hidden"], 1, 2, 3, 4),
    ),
}  # fmt: skip
