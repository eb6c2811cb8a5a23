"""Deciding controls of the stations of the Vanishing gradients page."""

from __future__ import annotations

from app.page_frame.deciding import Places, choice_of, named
from app.pages.vanishing.words import FUNCTION_NAMES, SIMULATION_ID, START_NAMES
from engine.simulations.vanishing.scene import SETTINGS

_SETTING = named(SETTINGS)
_FUNCTION = choice_of(SIMULATION_ID, _SETTING["activation"], names=FUNCTION_NAMES)

CONTROLS: Places = {
    "layers": (choice_of(SIMULATION_ID, _SETTING["depth"], 1, 2, 3, 4), _FUNCTION),
    "race": (
        _FUNCTION,
        choice_of(SIMULATION_ID, _SETTING["initialiser"], names=START_NAMES),
    ),
    "chain": (
        choice_of(SIMULATION_ID, _SETTING["chain_activation"], names=FUNCTION_NAMES),
        choice_of(SIMULATION_ID, _SETTING["chain_locked"]),
    ),
    "parity": (choice_of(SIMULATION_ID, _SETTING["parity_bits"], 2, 3, 4, 5, 6, 7, 8),),
}
