"""Deciding controls of the Backprop page."""

from __future__ import annotations

from operator import methodcaller

from app.appearance.translation import mark
from app.page_frame.deciding import Act, Places, choice_of, named
from app.pages.backprop.words import SIMULATION_ID
from engine.simulations.backprop.exhibits import EXHIBIT
from engine.simulations.backprop.scene import SETTINGS

_SETTING = named(SETTINGS)

CONTROLS: Places = {
    "": (
        Act("next_stop", mark("Next stop"), methodcaller("step_forward")),
        choice_of(SIMULATION_ID, _SETTING["exhibit"], *EXHIBIT),
    )
}
