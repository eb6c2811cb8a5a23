"""Texts and number formats shared by the parts of the Universality page."""

from __future__ import annotations

from app.appearance.translation import mark
from engine.functions.activations import ACTIVATION
from engine.universality.curve_activations import NAMES

SIMULATION_ID = "universality"
"""Id of the page's simulation."""

STATIONS = {
    "neuron": (
        mark("Neuron"), mark("One hidden neuron: its weight, its bias, its step (1)."),
        mark("Station: one neuron"),
    ),
    "steps": (
        mark("Stairs"), mark("Two hidden neurons: two steps (2)."),
        mark("Station: two steps"),
    ),
    "bump": (
        mark("Bump"), mark("Two steps make a bump of height h (3)."),
        mark("Station: a bump"),
    ),
    "bumps": (
        mark("Bumps"), mark("Two bumps, each of two neurons (4)."),
        mark("Station: two bumps"),
    ),
    "function": (
        mark("Function"), mark("Bumps side by side match any function (5)."),
        mark("Station: a function"),
    ),
    "plane": (
        mark("Plane"), mark("Two inputs and more: towers (6)."),
        mark("Station: the plane"),
    ),
}  # fmt: skip
"""Name and meaning of each station, and of its number key."""

TARGET_NAMES = {
    "book": mark("the game's"),
    "sine": mark("sine"),
    "tent": mark("tent"),
    "spike": mark("spike"),
    "chirp": mark("chirp"),
    "drawn": mark("drawn by hand"),
    "formula": mark("a formula"),
}
"""Names of the target functions."""

OWN_NAMES = {"ramped": mark("rippled sigmoid"), "own": mark("your own")}
ACTIVATION_NAMES = {name: OWN_NAMES.get(name) or ACTIVATION[name].label for name in NAMES}
"""Names of the activations of hidden neurons."""

OUTPUT_NAMES = {"weighted": mark("weighted sum"), "sigmoid": mark("σ of the sum")}
