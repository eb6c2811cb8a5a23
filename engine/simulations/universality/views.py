"""Views of the Universality page, cached until the scene changes."""

from __future__ import annotations

import numpy as np

from engine.arrays import Matrix, Vector, freeze, seal
from engine.perceptrons.perceptrons import sigmoids
from engine.simulations.universality.scene import AXES, FUNCTION, MOST_BUMPS, OUTPUT_TARGETS, Scene
from engine.simulations.universality.state import CurveView, FitView, GhostView, WidthView
from engine.universality.approximation import SUCCESS, best_deviation, failure, samples_of
from engine.universality.curve_networks import CurveNetwork
from engine.universality.fitting import Fit

POINTS = 501
"""Evenly spaced sample points of curves; both sides of each step come in addition."""

BENDS = (-1.0, -0.4, 0.0, 0.4, 1.0)
"""Sample points around a smooth step, in units of its width."""

NEAR, EVERY = 1e-9, 8
MOST_NOTES = 20
"""Most sets of targets whose best results are remembered."""

HALF_UNIT = 0.5
SATURATED_Z = float(np.log(99))
"""|z| from which a sigmoid is within 1 % of its limit."""


def places_of(network: CurveNetwork, *, ideal: bool) -> Vector:
    """Return the sample points of the curve: evenly spaced, and on both sides of each step."""
    steps = np.unique(network.steps.round(12))
    steps = steps[(steps > 0) & (steps < 1)]
    even = np.linspace(0, 1, POINTS)
    if ideal:
        places = np.concatenate([even, steps - NEAR, steps])
        # x = 1 is left out: a step there would draw a drop at the edge
        return np.unique(np.clip(places, 0.0, 1.0 - NEAR))
    wide = min(6.0 / max(float(np.abs(network.w).max(initial=1.0)), 1.0), 0.02)
    fine = [steps + away * wide for away in BENDS]
    return np.unique(np.clip(np.concatenate([even, *fine]), 0.0, 1.0))


class CurveViews:
    """Cache of the last views: unchanged scenes are not computed again."""

    def __init__(self) -> None:
        self._scene: Scene | None = None
        self._output, self._held = 0, False
        self._curve: CurveView | None = None
        self._ghosts: tuple[GhostView, ...] = ()
        self._widths: dict[tuple[object, ...], WidthNotes] = {}

    def curve(
        self, scene: Scene, output: int, *, held: bool
    ) -> tuple[CurveView | None, tuple[GhostView, ...]]:
        """Return the views of the edited network and of the scoreboard.

        Parameters
        ----------
        held : bool
            Whether something is being dragged: then the axis does not change.
        """
        if scene is not self._scene or output != self._output or held != self._held:
            axis = (self._curve.low, self._curve.high) if held and self._curve else None
            self._scene, self._output, self._held = scene, output, held
            self._curve = curve_view(scene, output, axis) if scene.station != "plane" else None
            x = self._curve.x if self._curve is not None else np.zeros(0)
            self._ghosts = tuple(_ghosts(scene, x))
        return self._curve, self._ghosts

    def widths(self, scene: Scene, trained: bool) -> WidthView | None:
        """Return deviations by number of bumps, with the present network noted.

        Parameters
        ----------
        trained : bool
            Whether descent has changed the network.
        """
        curve = self._curve
        if curve is None or scene.station != FUNCTION:
            return None
        key = scene.target_key()
        if key not in self._widths:
            self._widths[key] = WidthNotes(scene)
            while len(self._widths) > MOST_NOTES:
                del self._widths[next(iter(self._widths))]
        notes = self._widths[key]
        if scene.settings["copies"] == 1 and scene.settings["activation"] == "sigmoid":
            notes.note(int(scene.settings["bumps"]), curve.deviation, trained=trained)
        return notes.view()


class WidthNotes:
    """Least deviations reached with each number of bumps, for one set of targets."""

    def __init__(self, scene: Scene) -> None:
        self._best = seal(best_by_width(scene))
        self._reached: tuple[dict[int, float], dict[int, float]] = ({}, {})
        self._view: WidthView | None = None

    def note(self, bumps: int, deviation: float, *, trained: bool) -> None:
        """Note a deviation, if it is the least so far."""
        reached = self._reached[trained]
        if deviation < reached.get(bumps, np.inf):
            reached[bumps], self._view = deviation, None

    def view(self) -> WidthView:
        """Return the deviations so far."""
        if self._view is None:
            self._view = WidthView(self._best, *(dict(kind) for kind in self._reached))
        return self._view


def best_by_width(scene: Scene) -> Vector:
    """Return the best possible deviation with 1 .. MOST_BUMPS bumps, over all outputs."""
    return np.array([_best(scene, bumps) for bumps in range(1, MOST_BUMPS + 1)])


def curve_view(scene: Scene, output: int, axis: tuple[float, float] | None = None) -> CurveView:
    """Return the view of the edited network.

    Parameters
    ----------
    axis : tuple of float, optional
        Lowest and highest value that is drawn; by default as far as the curve reaches.
    """
    network, x = scene.hand, places_of(scene.hand, ideal=scene.ideal)
    output = min(output, network.outputs - 1)
    weighted, matched = scene.outputs(x), scene.station == FUNCTION
    targets = scene.targets(x) if matched else np.zeros((0, len(x)))
    through = scene.settings["output"] == "sigmoid"
    levels = scene.outputs(network.edges.mean(axis=1))[output]
    shown = sigmoids if through else np.array
    windows = windows_of(scene)
    low, high = axis or ((0.0, 1.0) if through else _axis(scene, weighted))
    return CurveView(
        network.w,
        network.b,
        freeze(network.steps),
        freeze(network.v[output]),
        float(network.c[output]),
        network.kind.size,
        network.is_bumps,
        freeze(network.edges),
        freeze(network.heights[output]),
        freeze(shown(levels)),
        freeze(x),
        freeze(shown(weighted)),
        freeze(shown(targets)),
        low,
        high,
        scene.deviation() if matched else float("nan"),
        _best(scene, int(scene.settings["bumps"])) if matched else float("nan"),
        SUCCESS if matched and _is_game(scene) else 0.0,
        freeze(windows),
        _failure(scene, x) if len(windows) else 0.0,
    )


def windows_of(scene: Scene) -> Matrix:
    """Return the disjoint intervals of x in which neurons are between their limits."""
    network = scene.hand
    if scene.ideal or scene.place == "neuron" or scene.activation.limits is None:
        return np.zeros((0, 2))
    with np.errstate(all="ignore"):
        half = SATURATED_Z / np.abs(network.w)
    places = network.steps
    ends = np.stack([places - half, places + half], axis=1)
    ends = ends[np.isfinite(ends).all(axis=1)]
    ends = np.clip(ends[(ends[:, 1] > 0) & (ends[:, 0] < 1)], 0.0, 1.0)
    merged: list[list[float]] = []
    for left, right in sorted(ends.tolist()):
        if merged and left <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], right)
        else:
            merged.append([left, right])
    return np.array(merged).reshape(-1, 2)


def _failure(scene: Scene, x: Vector) -> float:
    """Return the largest distance from the output of ideal steps."""
    if scene.settings["activation"] != "sigmoid":
        return 0.0
    # it is largest beside steps; a window's half at both ends of 0..1 is left out
    half = SATURATED_Z / float(np.abs(scene.hand.w).max(initial=1.0))
    near = scene.hand.steps
    places = np.concatenate([x[::EVERY], near - NEAR, near + NEAR])
    inside = (places > half) & (places < 1 - half)
    return failure(scene.hand, scene.activation.value, places[inside])


def _axis(scene: Scene, weighted: Matrix) -> tuple[float, float]:
    """Return the ends of the axis: those of the book, further where the curve leaves them."""
    low, high = AXES[scene.place]
    inside = weighted[np.isfinite(weighted)]
    lowest, highest = float(inside.min(initial=low)), float(inside.max(initial=high))
    if lowest < low:
        low = float(np.floor(max(lowest, -1e6) / HALF_UNIT) * HALF_UNIT)
    if highest > high:
        high = float(np.ceil(min(highest, 1e6) / HALF_UNIT) * HALF_UNIT)
    return low, high


def _is_game(scene: Scene) -> bool:
    names = OUTPUT_TARGETS[: scene.hand.outputs]
    return all(scene.settings[name] == "book" for name in names)


def _best(scene: Scene, bumps: int) -> float:
    samples, outputs = samples_of(bumps), range(scene.hand.outputs)
    bests = [best_deviation(scene.target(output), bumps, samples) for output in outputs]
    return float(np.mean(bests))


def _ghosts(scene: Scene, x: Vector) -> list[GhostView]:
    names = " ".join(str(scene.settings[n]) for n in OUTPUT_TARGETS[: scene.hand.outputs])
    through = scene.settings["output"] == "sigmoid"
    ghosts = []
    for each in scene.tries:
        same = each.target == names and each.activation == scene.settings["activation"]
        curve = None
        if same and scene.station == FUNCTION:
            values = scene.outputs(x, each.network)[0]
            curve = freeze(sigmoids(values) if through else values)
        ghosts.append(GhostView(each.player, each.deviation, each.network.bumps, curve))
    return ghosts


def fit_view(fit: Fit) -> FitView:
    """Return the view of descent."""
    steps, deviations = fit.curve
    return FitView(fit.step, fit.last_step, freeze(steps), freeze(deviations))
