"""Words of the builder that several of its parts need."""

from __future__ import annotations

from app.appearance.translation import mark

SIMULATION_ID = "builder"
"""The run of the page's own: points of the plane."""

DIGITS = "digits"
"""The run that it can look at instead: pictures of digits."""

SHAPES = {
    "clusters": mark("two clusters"),
    "circles": mark("circles"),
    "xor": mark("XOR"),
    "moons": mark("moons"),
    "three-clusters": mark("three clusters"),
    "spirals": mark("two spirals"),
    "painted": mark("painted points"),
}
"""What points are called, by their names."""
