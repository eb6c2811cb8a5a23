"""Cached view of the station with two inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from engine.arrays import Matrix, Vector, freeze
from engine.settings import Value
from engine.simulations.universality.scene import Scene
from engine.simulations.universality.two_inputs.figures import FIGURE, Surface
from engine.surfaces.terrain import View, map_picture, relief_picture
from engine.universality.towers import TwoInputNetwork, middles, sums_of_many

SIDE = 80
"""Grid points a side; none lies on a step of 2 to 10 towers, where neurons are at ½."""


@dataclass(frozen=True, slots=True, eq=False)
class TwoInputsView:
    """A construction over two inputs, with its pictures and outputs.

    Attributes
    ----------
    figure : str
    knobs : mapping
        Values of its settings, in order.
    network : TwoInputNetwork
    heights : Matrix, shape (SIDE, SIDE)
        Outputs over the unit square, as `TwoInputNetwork.surface` lays them out.
    low, high : float
        Ends of the vertical axis.
    map, relief : Matrix, uint32
        Pictures from above and in three dimensions.
    readings : mapping
        Outputs by the name of their place.
    places : tuple of pairs
        x and y of each reading.
    deviation : float
        Average distance from the target surface; NaN without one.
    cells : Matrix, shape (n, n)
        Heights of many towers.
    sums, outputs : Vector, shape (m + 1,)
        Σ and the output of a tower over m inputs when 0 … m of them are inside.
    turn, tilt : float
        Viewpoint of the relief, degrees.
    """

    figure: str
    knobs: Mapping[str, Value]
    network: TwoInputNetwork
    heights: Matrix
    low: float
    high: float
    map: Matrix
    relief: Matrix
    readings: Mapping[str, float]
    places: tuple[tuple[float, float], ...]
    deviation: float
    cells: Matrix
    sums: Vector
    outputs: Vector
    turn: float
    tilt: float


class TwoInputsViews:
    """Cache of the last view."""

    def __init__(self) -> None:
        self._scene: Scene | None = None
        self._seen: View | None = None
        self._view: TwoInputsView | None = None
        self._shares = np.zeros((0, 0), np.float32)
        self._features: tuple[TwoInputNetwork, Matrix] | None = None

    def view(self, scene: Scene, seen: View) -> TwoInputsView:
        """Return the view of a scene from a viewpoint."""
        before = self._view
        if before is None or not _same(scene, self._scene):
            self._view, self._shares = two_inputs_view(scene, seen, self._surface)
        elif seen != self._seen:
            relief = relief_picture(self._shares, seen)
            self._view = replace(before, relief=relief, turn=seen.turn, tilt=seen.tilt)
        self._scene, self._seen = scene, seen
        assert self._view is not None  # made above
        return self._view

    def _surface(self, network: TwoInputNetwork) -> Matrix:
        """Return the heights; unchanged hidden activations are reused."""
        known = self._features
        if known is None or not network.has_features_of(known[0]):
            known = self._features = network, network.features(*middles(SIDE))
        return network.read(known[1]).reshape(SIDE, SIDE)


def two_inputs_view(
    scene: Scene, seen: View, surface: Callable[[TwoInputNetwork], Matrix]
) -> tuple[TwoInputsView, Matrix]:
    """Return the view of a scene, and its heights as shares 0..1."""
    name, settings = str(scene.settings["plane_figure"]), scene.settings
    figure = FIGURE[name]
    network = figure.build(settings, scene.cells)
    heights = surface(network)
    low, high = _limits(network, heights)
    shares = np.clip((heights - low) / (high - low), 0.0, 1.0).astype(np.float32)
    places = np.array(list(figure.places.values())).reshape(-1, 2)
    outputs = network.outputs(places[:, 0], places[:, 1])
    sums = sums_of_many(int(settings["plane_inputs"]), float(settings["plane_strength"]))
    target = scene.two_inputs_target() if name == "many towers" else None
    view = TwoInputsView(
        name,
        {knob: settings[knob] for knob in figure.knobs},
        network,
        freeze(heights),
        low,
        high,
        map_picture(shares),
        relief_picture(shares, seen),
        dict(zip(figure.places, outputs.tolist(), strict=True)),
        tuple(figure.places.values()),
        _deviation(heights, target),
        scene.cells,
        freeze(sums[0]),
        freeze(sums[1]),
        seen.turn,
        seen.tilt,
    )
    return view, shares


def _limits(network: TwoInputNetwork, heights: Matrix) -> tuple[float, float]:
    """Return the ends of the vertical axis: 0..1 after σ, else the range of the heights and 0."""
    if network.through:
        return 0.0, 1.0
    low, high = min(0.0, float(heights.min())), max(0.0, float(heights.max()))
    return (low, high) if high - low > 1e-9 else (0.0, 1.0)


def _deviation(heights: Matrix, target: Surface | None) -> float:
    """Return the average distance from the target over the grid."""
    if target is None:
        return float("nan")
    return float(np.abs(heights.ravel() - target(*middles(SIDE))).mean())


def _same(scene: Scene, other: Scene | None) -> bool:
    """Return whether two scenes have the same view over two inputs."""
    if other is None or scene is other:
        return other is not None
    names = (name for name in scene.settings if name.startswith("plane_"))
    return (
        scene.cells is other.cells
        and scene.formulas["plane"] == other.formulas["plane"]
        and all(scene.settings[name] == other.settings[name] for name in names)
    )
