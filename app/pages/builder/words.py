"""Words of the builder that several of its parts need."""

from __future__ import annotations

from app.translation import mark

RUN = "builder"
"""The run that the page looks at."""

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
