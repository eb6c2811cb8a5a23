"""Deciding controls of the stations of the Universality page."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.deciding import Places, choice_of, named
from app.pages.universality.two_inputs.words import FIGURE_NAMES
from app.pages.universality.words import ACTIVATION_NAMES, SIMULATION_ID, TARGET_NAMES
from engine.simulations.universality.scene import SETTINGS

_SETTING = named(SETTINGS)
_BY_HAND = ("drawn", "formula", "own")
"""Choices that something has to be drawn or typed for."""

_TARGETS = tuple(each for each in TARGET_NAMES if each not in _BY_HAND)
_FUNCTIONS = tuple(each for each in ACTIVATION_NAMES if each not in _BY_HAND)
_FORM = choice_of(
    SIMULATION_ID, _SETTING["form"], names={"simple": mark("simplified"), "real": mark("weights")}
)
_ACTIVATION = choice_of(SIMULATION_ID, _SETTING["activation"], *_FUNCTIONS, names=ACTIVATION_NAMES)

CONTROLS: Places = {
    "neuron": (_ACTIVATION,),
    **dict.fromkeys(("steps", "bump", "bumps"), (_FORM, _ACTIVATION)),
    "function": (
        choice_of(SIMULATION_ID, _SETTING["target"], *_TARGETS, names=TARGET_NAMES),
        choice_of(SIMULATION_ID, _SETTING["bumps"], 1, 2, 3, 5, 8, 12, 20),
    ),
    "plane": (
        choice_of(SIMULATION_ID, _SETTING["plane_figure"], names=FIGURE_NAMES),
        choice_of(SIMULATION_ID, _SETTING["plane_weight"], 3.0, 10.0, 30.0, 100.0, 1000.0),
    ),
}
