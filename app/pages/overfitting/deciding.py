"""Deciding controls of the stations of the Overfitting page."""

from __future__ import annotations

from app.appearance.translation import mark
from app.page_frame.deciding import Places, choice_of, named
from app.pages.overfitting.words import SIMULATION_ID
from engine.simulations.overfitting.scene import SETTINGS

_SETTING = named(SETTINGS)
_LAMBDA = choice_of(SIMULATION_ID, _SETTING["lambda"], 0.0, 0.01, 0.1, 1.0)
_BY = {"test": mark("test"), "validation": mark("validation")}

CONTROLS: Places = {
    "gap": (
        _LAMBDA,
        choice_of(SIMULATION_ID, _SETTING["train_size"], 100, 300, 1_000, 3_000),
    ),
    "weights": (_LAMBDA, choice_of(SIMULATION_ID, _SETTING["weights_layer"])),
    "trap": (
        choice_of(SIMULATION_ID, _SETTING["trap_by"], names=_BY),
        choice_of(SIMULATION_ID, _SETTING["trap_part"], 10, 30, 100, 300),
    ),
    "initialisation": (
        choice_of(SIMULATION_ID, _SETTING["init_inputs"], 10, 100, 1_000, 10_000),
        choice_of(SIMULATION_ID, _SETTING["init_face"]),
    ),
    "dropout": (choice_of(SIMULATION_ID, _SETTING["drop_share"], 0.0, 0.2, 0.5, 0.8),),
    "expansion": (
        choice_of(SIMULATION_ID, _SETTING["ex_digit"]),
        choice_of(SIMULATION_ID, _SETTING["ex_rotate"], -30.0, 0.0, 15.0, 30.0, 60.0),
    ),
    "more_data": (
        choice_of(SIMULATION_ID, _SETTING["md_axis"]),
        choice_of(SIMULATION_ID, _SETTING["md_to"]),
    ),
    "polynomial": (
        choice_of(SIMULATION_ID, _SETTING["poly_order"], 1, 3, 5, 7, 9),
        choice_of(SIMULATION_ID, _SETTING["poly_ridge"], 0.0, 1e-6, 1e-4, 0.01, 1.0),
    ),
}
