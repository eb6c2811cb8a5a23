"""Names and texts shared by the parts of the Builder."""

from __future__ import annotations

from app.appearance.translation import mark

SIMULATION_ID = "builder"
"""The page's own simulation, on 2-D points."""

DIGITS = "digits"
"""The simulation that the page can show instead, on pictures of digits."""

SHAPES = {
    "clusters": mark("two clusters"),
    "circles": mark("circles"),
    "xor": mark("XOR"),
    "moons": mark("moons"),
    "three-clusters": mark("three clusters"),
    "spirals": mark("two spirals"),
    "painted": mark("painted points"),
    "own": mark("points of your own"),
}
"""Titles of the point sets, by name."""
