"""Find the factor of a gradient that is nearly zero: the reason why a weight learns slowly."""

from __future__ import annotations

import numpy as np

from engine.backpropagation.backward import Trace
from engine.functions.activations import ACTIVATION
from engine.simulations.backprop.state import Finding, Part

COLD = 0.05
"""|a| below which the weights that leave the neuron hardly learn."""

FLAT = 0.02
"""σ′ below which a neuron counts as saturated; the largest of sigmoid is 0.25."""

WRONG = 0.5
"""|a − y| from which an output counts as wrong."""


def finding_of(trace: Trace, part: Part) -> Finding:
    """Return the factor that is nearly zero on the path from the part to the cost.

    Nielsen (2015), ch. 2: weights learn slowly if their input is nearly zero, or if a neuron
    behind them is saturated.
    """
    return _stuck(trace) or _flat(trace, part) or _cold(trace, part) or Finding()


def _stuck(trace: Trace) -> Finding | None:
    """Find a wrong output whose σ′ nearly cancels its error."""
    last = len(trace.zs) - 1
    a, y = trace.activations[-1], trace.case.y
    slopes = np.diag(trace.slopes[last])
    for neuron in range(len(a)):
        wrong, slope = float(a[neuron] - y[neuron]), float(slopes[neuron])
        kept = abs(float(trace.deltas[last][neuron])) > WRONG * abs(wrong)
        if abs(wrong) >= WRONG and abs(slope) < FLAT and not kept:
            off = ACTIVATION[trace.case.functions[last][neuron]].dies
            return Finding("dead" if off else "stuck", last, neuron, slope, wrong)
    return None


def _flat(trace: Trace, part: Part) -> Finding | None:
    if part.layer == len(trace.zs) - 1:
        return None
    slope = float(trace.slopes[part.layer][part.neuron, part.neuron])
    if abs(slope) >= FLAT:
        return None
    dead = ACTIVATION[trace.case.functions[part.layer][part.neuron]].dies
    output_gradient = float(trace.output_gradients[part.layer][part.neuron])
    return Finding("dead" if dead else "saturated", part.layer, part.neuron, slope, output_gradient)


def _cold(trace: Trace, part: Part) -> Finding | None:
    if part.source is None:
        return None
    a = float(trace.activations[part.layer][part.source])
    if abs(a) >= COLD:
        return None
    delta = float(trace.deltas[part.layer][part.neuron])
    return Finding("cold", part.layer - 1, part.source, a, delta)
