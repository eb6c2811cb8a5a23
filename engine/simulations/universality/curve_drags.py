"""Drags of the curve: the weights that make it pass through the dragged points."""

from __future__ import annotations

import numpy as np

from engine.arrays import Vector, freeze
from engine.simulations.universality.scene import Scene
from engine.universality.curve_networks import CurveNetwork, put_outgoing

NARROWEST = 0.001
"""Least distance of a dragged output from 0 and 1, where σ is applied to it."""

WEAKEST = 0.05
"""A bump is changed only if it adds at least this share of its height at the dragged point."""


def pulled(
    scene: Scene, output: int, start: tuple[float, float], end: tuple[float, float]
) -> CurveNetwork:
    """Return the network after its curve was dragged from one point to another.

    Parameters
    ----------
    start, end : tuple of float
        x 0..1, and y on the axis as it is shown.
    """
    pull = _pull_step if scene.place == "steps" else _pull_bumps
    return pull(scene, output, start, end)


def weighted_of(scene: Scene, shown: float) -> float:
    """Return the weighted output for a height on the axis: σ⁻¹ of it if the axis shows σ."""
    if scene.settings["output"] != "sigmoid":
        return shown
    share = min(max(shown, NARROWEST), 1 - NARROWEST)
    return float(np.log(share / (1 - share)))


def _pull_step(
    scene: Scene, output: int, start: tuple[float, float], end: tuple[float, float]
) -> CurveNetwork:
    """Set the height of the last step before the end so that the curve passes through it."""
    network, (x, y) = scene.hand, end
    steps = np.where(network.steps <= x, network.steps, -np.inf)
    neuron = int(np.argmax(steps))
    if not np.isfinite(steps[neuron]):
        return network
    response = float(_activations(scene, network, x)[neuron])
    if abs(response) < WEAKEST:
        return network
    missing = weighted_of(scene, y) - float(scene.outputs(np.array([x]))[output, 0])
    return put_outgoing(network, output, {neuron: network.v[output, neuron] + missing / response})


def _pull_bumps(
    scene: Scene, output: int, start: tuple[float, float], end: tuple[float, float]
) -> CurveNetwork:
    """Set the height of every bump that was swept over so that the curve follows the drag."""
    network = scene.hand
    (x0, y0), (x1, y1) = sorted((start, end))
    low, high = np.sort(network.edges, axis=1).T
    for x in _swept(scene, low, high, (x0, x1), end[0]):
        covering = np.flatnonzero((low <= x) & (x < high))
        y = weighted_of(scene, float(np.interp(x, [x0, x1 + 1e-12], [y0, y1])))
        network = _raised(scene, network, output, covering, x, y)
    return network


def _swept(
    scene: Scene, low: Vector, high: Vector, ends: tuple[float, float], last: float
) -> list[float]:
    """Return the places to match: the middle of each bump, or the end itself."""
    middles = (low + high) / 2
    between = middles[(middles > ends[0]) & (middles < ends[1])]
    here = np.flatnonzero((low <= last) & (last < high))
    alone = len(here) == 1
    return [*between.tolist(), float(middles[here[0]]) if alone else last]


def _raised(
    scene: Scene, network: CurveNetwork, output: int, bumps: Vector, x: float, y: float
) -> CurveNetwork:
    """Distribute the missing height at a place among the bumps that cover it."""
    size, pattern = network.kind.size, np.array(network.kind.pattern)
    activations = _activations(scene, network, x)
    neurons = bumps[:, None] * size + np.arange(size)
    response = float((activations[neurons] * pattern).sum())
    if abs(response) < WEAKEST:
        return network
    level = float(network.v[output] @ activations + network.c[output])
    change = (y - level) / response * pattern
    before = network.v[output]
    changes = {
        int(neuron): before[neuron] + more
        for row in neurons
        for neuron, more in zip(row, change, strict=True)
    }
    return put_outgoing(network, output, changes)


def _activations(scene: Scene, network: CurveNetwork, x: float) -> Vector:
    """Return the activations of all hidden neurons for one input, shape (n,)."""
    z = network.w * x + network.b
    ideal = scene.settings["activation"] == "sigmoid" and network.is_ideal
    with np.errstate(all="ignore"):
        found = (z >= 0).astype(np.float64) if ideal else scene.activation.value(z)
    return freeze(np.asarray(found, np.float64))
