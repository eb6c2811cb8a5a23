"""Views of the chain and of the parity circuits."""

from __future__ import annotations

from functools import cache

import numpy as np

from engine.arrays import Vector, seal
from engine.functions.activations import Activation
from engine.simulations.vanishing.scene import Scene
from engine.simulations.vanishing.state import ChainView, LearnerView, ParityView
from engine.vanishing.neuron_chains import band, identity_neuron, run_chain, widest, width
from engine.vanishing.parity import (
    MOST_BITS,
    deep_count,
    deep_parity,
    shallow_count,
    shallow_parity,
)

POINTS = 241
FARTHEST_Z = 6.0
"""Ends of the curve of σ′."""

MOST_WEIGHT = 20.0
"""End of the curve of widths."""

MOST_BUILT = 12
"""Most bits for which the shallow circuit is built; it then has 2,061 gates."""


def chain_view(scene: Scene) -> ChainView:
    """Return the chain with its curves."""
    chain, activation = scene.present_chain, scene.chain_activation
    passed = run_chain(chain.w, chain.b, chain.x, activation)
    neuron = min(int(scene.settings["chain_neuron"]), len(chain.w)) - 1
    w, b = float(chain.w[neuron]), float(chain.b[neuron])
    before = chain.x if neuron == 0 else float(passed.a[neuron - 1])
    a = _inputs(w, b, before)
    z = np.linspace(-FARTHEST_Z, FARTHEST_Z, POINTS)
    weights = np.linspace(0.0, MOST_WEIGHT, POINTS)
    x = np.linspace(0.0, 1.0, POINTS)
    y, offset = identity_neuron(float(scene.settings["identity_w"]), x)
    return ChainView(
        chain.w,
        chain.b,
        chain.x,
        passed,
        activation.formula,
        seal(z),
        seal(_slope(activation, z)),
        neuron,
        seal(a),
        seal(np.abs(w * _slope(activation, w * a + b))),
        band(w, b) if activation.name == "sigmoid" else None,
        seal(weights),
        _widths(),
        widest(),
        seal(x),
        seal(y - offset),
        offset,
        float(np.abs(y - offset - x).max()),
    )


def parity_view(scene: Scene, learners: tuple[LearnerView, ...]) -> ParityView:
    """Return circuits and counts."""
    bits = int(scene.settings["parity_bits"])
    every = np.arange(2, MOST_BITS + 1)
    return ParityView(
        bits,
        _deep(bits),
        _shallow(bits) if bits <= MOST_BUILT else None,
        {"deep": deep_count(bits), "shallow": shallow_count(bits)},
        seal(every.astype(np.float64)),
        seal(np.array([deep_count(n) for n in every.tolist()], np.float64)),
        seal(np.array([shallow_count(n) for n in every.tolist()], np.float64)),
        learners,
    )


_deep, _shallow = cache(deep_parity), cache(shallow_parity)


def _slope(activation: Activation, z: Vector) -> Vector:
    slope: Vector = activation.derivative(z, activation.value(z))
    return slope


def _inputs(w: float, b: float, present: float) -> Vector:
    """Return the activations of the neuron before over which the factor is drawn.

    They cover 0..1, the present one, and the zero of w a + b if it is within −10..10.
    """
    middle = -b / w if w else 0.0
    ends = [0.0, 1.0, present, *([middle] if abs(middle) <= 10.0 else [])]
    return np.linspace(min(ends), max(ends), 4 * POINTS)


@cache
def _widths() -> Vector:
    return seal(np.array([width(w) for w in np.linspace(0.0, MOST_WEIGHT, POINTS)]))
