"""FIGURE: constructions over two inputs: settings, network, and the points that are read off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from engine.arrays import Matrix, Vector, freeze
from engine.settings import Value
from engine.universality import towers
from engine.universality.towers import TwoInputNetwork

Settings = Mapping[str, Value]
Build = Callable[[Settings, Matrix], TwoInputNetwork]
Surface = Callable[[Vector, Vector], Vector]

CROSS_PLACES = {"both bumps": (0.5, 0.5), "one bump": (0.5, 0.1), "outside": (0.1, 0.1)}


@dataclass(frozen=True, slots=True)
class Figure:
    """One entry of FIGURE.

    Attributes
    ----------
    knobs : tuple of str
        Settings that can be changed, in order.
    build : callable
        (settings, heights of the cells) -> network.
    places : mapping
        Where the output is read: name -> (x, y).
    """

    knobs: tuple[str, ...]
    build: Build
    places: Mapping[str, tuple[float, float]] = field(default_factory=dict)


def _number(settings: Settings, name: str) -> float:
    return float(settings[f"plane_{name}"])


def _build(function: Callable[..., TwoInputNetwork], *names: str) -> Build:
    """Return a builder that passes the named settings to a function."""

    def build(settings: Settings, cells: Matrix) -> TwoInputNetwork:
        return function(*(_number(settings, name) for name in names))

    return build


def _many(settings: Settings, cells: Matrix) -> TwoInputNetwork:
    return towers.many_towers(cells, _number(settings, "weight"))


def _round(settings: Settings, cells: Matrix) -> TwoInputNetwork:
    return towers.round_tower(
        int(settings["plane_directions"]),
        *(_number(settings, name) for name in ("radius", "strength", "weight")),
    )


def _inputs(settings: Settings, cells: Matrix) -> TwoInputNetwork:
    inputs = int(settings["plane_inputs"])
    return towers.slice_of_many(inputs, _number(settings, "strength"), _number(settings, "weight"))


FIGURE: Mapping[str, Figure] = {
    "step": Figure(
        ("plane_angle", "plane_place", "plane_weight"),
        _build(towers.step, "angle", "place", "weight"),
    ),
    "bump": Figure(
        ("plane_angle", "plane_left", "plane_right", "plane_height", "plane_weight"),
        _build(towers.bump, "angle", "left", "right", "height", "weight"),
    ),
    "crossing": Figure(
        ("plane_height", "plane_weight"),
        _build(towers.crossing, "height", "weight"),
        CROSS_PLACES,
    ),
    "tower": Figure(
        ("plane_height", "plane_bias", "plane_weight"),
        _build(towers.tower, "height", "bias", "weight"),
        CROSS_PLACES,
    ),
    "two towers": Figure(
        ("plane_first", "plane_second", "plane_weight"),
        _build(towers.two_towers, "first", "second", "weight"),
        {"upper left": (0.15, 0.85), "lower right": (0.75, 0.25), "outside": (0.5, 0.5)},
    ),
    "many towers": Figure(
        ("plane_cells", "plane_target", "plane_brush", "plane_weight"),
        _many,
    ),
    "round tower": Figure(
        ("plane_directions", "plane_radius", "plane_strength", "plane_weight"),
        _round,
        {"middle": (0.5, 0.5), "corner": (0.02, 0.02)},
    ),
    "xor": Figure(
        ("plane_strength", "plane_weight"),
        _build(towers.exclusive_or, "strength", "weight"),
        {"0, 0": (0.0, 0.0), "0, 1": (0.0, 1.0), "1, 0": (1.0, 0.0), "1, 1": (1.0, 1.0)},
    ),
    "many inputs": Figure(
        ("plane_inputs", "plane_strength", "plane_weight"),
        _inputs,
        CROSS_PLACES,
    ),
}
"""By name, as in `engine.simulations.universality.two_inputs.settings.FIGURES`."""


SURFACES: Mapping[str, Surface] = {
    "bowl": lambda x, y: (x**2 + y**2) / 2,
    "waves": lambda x, y: 0.5 + 0.45 * np.sin(2 * np.pi * x) * np.cos(2 * np.pi * y),
    "hill": lambda x, y: np.exp(-((x - 0.5) ** 2 + (y - 0.5) ** 2) / 0.05),
    "ring": lambda x, y: np.exp(-((np.hypot(x - 0.5, y - 0.5) - 0.3) ** 2) / 0.006),
}
"""Target functions of two inputs for many towers."""

FINE = 10
"""Sample points of a function along each side of a cell."""


def heights_of(function: Surface, cells: int) -> Matrix:
    """Return the best heights of towers: the median of the function over each cell.

    Returns
    -------
    Matrix, shape (cells, cells)
        Row i for y from i/n to (i + 1)/n, column j for x.
    """
    places = (np.arange(cells * FINE) + 0.5) / (cells * FINE)
    x, y = np.meshgrid(places, places)
    values = function(x.ravel(), y.ravel()).reshape(cells, FINE, cells, FINE)
    heights: Matrix = np.median(values.transpose(0, 2, 1, 3).reshape(cells, cells, -1), axis=2)
    return freeze(heights)


def resized(heights: Matrix, cells: int) -> Matrix:
    """Resample painted heights on another number of cells, by the height at each middle."""
    places = ((np.arange(cells) + 0.5) / cells * len(heights)).astype(int)
    return freeze(heights[np.ix_(places, places)].copy())
