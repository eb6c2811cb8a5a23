"""Deciding controls of the Cost surface page."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.deciding import Places, choice_of, named
from app.pages.surface.words import SIMULATION_ID
from engine.simulations.surface.scene import SETTINGS

_SETTING = named(SETTINGS)

SURFACES = {
    "neuron-quadratic": mark("quadratic"),
    "neuron-cross-entropy": mark("cross-entropy"),
    "bowl": mark("bowl"),
    "valley": mark("valley"),
    "waves": mark("waves"),
}
RULES = {
    "gradient": mark("descent"),
    "momentum": mark("momentum"),
    "nesterov": mark("Nesterov"),
    "newton": mark("Newton"),
}
"""Short names, which fit into a chip."""

CONTROLS: Places = {
    "": (
        choice_of(SIMULATION_ID, _SETTING["surface"], names=SURFACES),
        choice_of(SIMULATION_ID, _SETTING["eta"], 0.03, 0.1, 0.3, 1.0, 3.0, label=mark("Rate η")),
        choice_of(SIMULATION_ID, _SETTING["rule"], names=RULES),
    )
}
