"""Names and texts shared by the parts of the Digits page."""

from __future__ import annotations

from app.appearance.translation import mark

SIMULATION_ID = "digits"
"""The simulation that the page shows."""

DIGITS = tuple(str(digit) for digit in range(10))

QUANTITIES = {
    "size": (
        mark("size"),
        mark("How much the drawing was enlarged, so that its longer side is 20 pixels."),
    ),
    "shift": (
        mark("shift, px"),
        mark("How far it was moved, so that its centre of mass lies in the middle."),
    ),
    "pen": (
        mark("pen, px"),
        mark("The width of the pen that the strokes were drawn again with."),
    ),
    "familiar": (
        mark("familiar"),
        mark("0 to 1: how much the picture is like those that the network was trained on."),
    ),
}
"""Figures beside the network's input: title and tooltip by name."""
