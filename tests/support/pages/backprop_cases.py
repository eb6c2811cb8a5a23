"""Random networks and examples as the Backprop page can hold them."""

from __future__ import annotations

import itertools

import numpy as np

from engine.backpropagation.backward import Case, Trace, forward
from engine.simulations.backprop.scene import FUNCTION_NAMES, functions_of

LARGEST = (5, 5, 4, 3)
KINK = 0.05
"""Weighted inputs of ReLU neurons stay so far away from 0."""


def random_case(generator: np.random.Generator) -> Case:
    """Return a network up to 5-5-4-3 with an example; in half of them one neuron is modified."""
    while True:
        case = _drawn(generator)
        if not near_a_kink(case):
            return case


def _drawn(generator: np.random.Generator) -> Case:
    layers = int(generator.integers(2, 5))
    sizes = tuple(int(generator.integers(1, most + 1)) for most in LARGEST[-layers:])
    costs = ("quadratic", "cross-entropy") + ("log-likelihood",) * (sizes[-1] > 1)
    rules = {
        "cost": costs[generator.integers(len(costs))],
        "activation": FUNCTION_NAMES[generator.integers(len(FUNCTION_NAMES))],
    }
    own = {}
    candidates = layers - 1 if rules["cost"] == "quadratic" else layers - 2
    if candidates and generator.random() < 0.5:
        layer = int(generator.integers(candidates))
        neuron = int(generator.integers(sizes[layer + 1]))
        own[layer, neuron] = FUNCTION_NAMES[generator.integers(len(FUNCTION_NAMES))]
    pairs = list(itertools.pairwise(sizes))
    return Case(
        tuple(generator.normal(0, 0.8, (n_out, n_in)) for n_in, n_out in pairs),
        tuple(generator.normal(0, 0.8, n_out) for _, n_out in pairs),
        functions_of(rules, sizes, own),
        generator.normal(size=sizes[0]),
        generator.random(sizes[-1]),
        rules["cost"],
    )


def near_a_kink(case: Case) -> bool:
    """Whether a neuron stands where its function has no derivative."""
    for z, names in zip(forward(case)[0], case.functions, strict=True):
        if any("elu" in name and abs(v) < KINK for v, name in zip(z, names, strict=True)):
            return True
    return False


def random_part(case: Case, generator: np.random.Generator) -> tuple[int, int, int | None]:
    """Return a random weight, or one time in five a bias."""
    layer = int(generator.integers(len(case.weights)))
    rows, columns = case.weights[layer].shape
    source = None if generator.random() < 0.2 else int(generator.integers(columns))
    return layer, int(generator.integers(rows)), source


def gradient(trace: Trace, layer: int, neuron: int, source: int | None) -> float:
    """Return ∂C/∂w, or ∂C/∂b where there is no source."""
    if source is None:
        return float(trace.deltas[layer][neuron])
    return float(trace.nabla_w[layer][neuron, source])
