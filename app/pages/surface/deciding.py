"""Deciding controls of the Cost surface page."""

from __future__ import annotations

from app.page_frame.deciding import Places, choice_of, named
from app.pages.surface.words import RULE_NAMES, SIMULATION_ID, SURFACE_NAMES
from engine.simulations.surface.scene import SETTINGS

_SETTING = named(SETTINGS)

CONTROLS: Places = {
    "": (
        choice_of(SIMULATION_ID, _SETTING["surface"], names=SURFACE_NAMES),
        choice_of(SIMULATION_ID, _SETTING["eta"], 0.03, 0.1, 0.3, 1.0, 3.0),
        choice_of(SIMULATION_ID, _SETTING["rule"], names=RULE_NAMES),
    )
}
