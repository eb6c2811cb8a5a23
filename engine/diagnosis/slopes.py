"""Vanishing derivatives: saturated neurons, and gradients that fade towards the first layer."""

from __future__ import annotations

import numpy as np

from engine.diagnosis.curves import began, judged
from engine.diagnosis.evidence import Evidence
from engine.diagnosis.findings import Finding, Fix
from engine.diagnosis.fixes import BOOK_START, another_cost, other_initialiser, rectified, smaller
from engine.functions.costs import NATURAL_COST
from engine.snapshots import Message
from engine.training.epoch_metrics import column

SATURATED = 0.5
"""Share of saturated activations in a layer from which it is reported."""

STUCK = 0.3
"""Skill below which saturation or vanishing gradients are reported."""

DEEP = 3
"""Squashing hidden layers from which vanishing gradients are looked for."""

FADED, FAINT = 0.03, 0.1
"""Gradient norm of the first layer relative to the last: once reached, and still at the end."""


def find_saturation(evidence: Evidence) -> Finding | None:
    """Find neurons that were saturated at the start, where learning is slow, and still are.

    Nielsen (2015), ch. 3, weight initialization and the cross-entropy cost.
    """
    if not judged(evidence) or evidence.skill >= STUCK:
        return None
    epoch_metrics = evidence.epoch_metrics
    shares = column(epoch_metrics, "saturated")
    for layer in evidence.squashing:
        if (shares[[0, -1], layer] >= SATURATED).all():
            step = began(evidence.of(epoch_metrics)[0], shares[:, layer] >= SATURATED)
            message = Message(
                "{percent:.0f} % of the answers of layer {layer} are saturated since step {step}: "
                "its neurons learn slowly.",
                {
                    "percent": 100 * float(shares[-1, layer]),
                    "layer": evidence.number_of(layer),
                    "step": step,
                },
            )
            return Finding("saturation", step, message, _unsaturated(evidence, step))
    return None


def _unsaturated(evidence: Evidence, step: int) -> Fix:
    """Propose the natural cost of saturated outputs, else smaller initial weights or η."""
    settings, answers = evidence.settings, evidence.network.specification.activations[-1]
    natural = NATURAL_COST.get(answers, settings.cost)
    if evidence.epoch_metrics[0].saturated[-1] >= SATURATED and settings.cost != natural:
        return another_cost(natural, step)
    if settings.initialiser != BOOK_START:
        return other_initialiser(evidence)
    return smaller(evidence, step)


def find_vanishing(evidence: Evidence) -> Finding | None:
    """Find a deep sigmoid or tanh network whose first layers get almost no gradient.

    Nielsen (2015), ch. 5, the vanishing gradient problem.
    """
    hidden = len(evidence.network.weights) - 1
    squashing = [layer for layer in evidence.squashing if layer < hidden]
    if not judged(evidence) or len(squashing) < DEEP or evidence.skill >= STUCK:
        return None
    norms = column(evidence.epoch_metrics, "gradient_norms")
    shares = norms[:, squashing[0]] / np.maximum(norms[:, -1], 1e-30)
    if shares.min() > FADED or shares[-1] > FAINT:
        return None
    step = began(evidence.columns[0], shares <= FAINT)
    message = Message(
        "The gradient vanishes since step {step}: layer {layer} gets {percent:.1f} % of what the "
        "last layer gets.",
        {
            "step": step,
            "layer": evidence.number_of(squashing[0]),
            "percent": 100 * float(shares[-1]),
        },
    )
    return Finding("vanishing-gradient", step, message, rectified(evidence))
