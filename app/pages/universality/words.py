"""Texts and number formats shared by the parts of the Universality page."""

from __future__ import annotations

from app.appearance.translation import mark, number
from engine.functions.activations import ACTIVATION
from engine.universality.curve_activations import NAMES

SIMULATION_ID = "universality"
"""Id of the page's simulation."""

STATIONS = {
    "neuron": (mark("Neuron"), mark("One hidden neuron: its weight, its bias, its step (1).")),
    "steps": (mark("Stairs"), mark("Two hidden neurons: two steps (2).")),
    "bump": (mark("Bump"), mark("Two steps make a bump of height h (3).")),
    "bumps": (mark("Bumps"), mark("Two bumps, each of two neurons (4).")),
    "function": (mark("Function"), mark("Bumps side by side match any function (5).")),
    "plane": (mark("Plane"), mark("Two inputs and more: towers (6).")),
}
"""Name and meaning of each station."""

STATION_KEYS = {
    "neuron": mark("Station: one neuron"),
    "steps": mark("Station: two steps"),
    "bump": mark("Station: a bump"),
    "bumps": mark("Station: two bumps"),
    "function": mark("Station: a function"),
    "plane": mark("Station: the plane"),
}
"""Meaning of each number key, in order."""

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


def plain(value: float, decimals: int = 2) -> str:
    """Return a number with a true minus sign, without trailing zeros.

    Examples
    --------
    >>> plain(2.0), plain(-0.25), plain(-0.001)
    ('2', '−0.25', '0')
    """
    written = number(abs(value), decimals)
    point = number(0.5, 1)[1]
    if point in written:
        written = written.rstrip("0").rstrip(point)
    return f"−{written}" if value < 0 and written != "0" else written
