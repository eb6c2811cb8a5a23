"""Neurons that cannot learn: dead, identical, or with weights shrunk by decay."""

from __future__ import annotations

import numpy as np

from engine.arrays import Vector
from engine.diagnosis.curves import ENOUGH_EPOCHS, began, judged, standstill
from engine.diagnosis.evidence import Evidence
from engine.diagnosis.findings import Finding, Fix
from engine.diagnosis.fixes import (
    leaky,
    other_initialiser,
    smaller,
    weaker_decay,
)
from engine.functions.initialisers import INITIALISER
from engine.snapshots import Message
from engine.training.epoch_metrics import column

DEAD = 0.5
"""Share of dead neurons in a layer from which it is reported."""

SIGN_OF_DEATH = 0.1
"""Tolerance on the share of zeros when the time of death is estimated."""

IDENTICAL = 0.5
"""Share of neurons in a layer with an identical one from which it is reported."""

ALIKE = 1e-5
"""Relative difference below which two neurons count as identical."""

SHRUNK = 0.3
"""RMS of the weights, relative to their initial one, that only decay explains."""

HEAVY = 0.05
"""Penalty, in units of the chance cost, from which it may hold a run back."""

POOR, MODEST = 0.5, 0.7
"""Skill below which a run has learned little; below which it learned less than it could."""

NEARLY_PERFECT = 0.97
"""Skill from which dead neurons do not matter."""


def find_decay(evidence: Evidence) -> Finding | None:
    """Find weight decay so strong that it prevents learning."""
    if not evidence.settings.lambda_ or not judged(evidence) or evidence.skill >= MODEST:
        return None
    shrunk = evidence.skill < POOR and weight_sizes(evidence).min() < SHRUNK
    if not shrunk and not _held_back(evidence):
        return None
    step = evidence.since("lambda", "regulariser")
    message = Message(
        "Weight decay is too strong: since step {step} it pulls the weights towards zero.",
        {"step": step},
    )
    return Finding("too-much-weight-decay", step, message, weaker_decay(evidence))


def _held_back(evidence: Evidence) -> bool:
    """Return whether a large penalty coincides with a standstill of the cost."""
    heavy = evidence.penalty >= HEAVY * evidence.chance_cost
    return heavy and standstill(evidence, ENOUGH_EPOCHS) is not None


def weight_sizes(evidence: Evidence) -> Vector:
    """Return the root mean square of each layer's weights, relative to its initialiser's."""
    start = INITIALISER[evidence.settings.initialiser]
    sizes = []
    for w in evidence.network.weights:
        n_out, n_in = w.shape
        usual = np.hypot(start.deviation(n_in, n_out), start.constant)
        sizes.append(float(np.sqrt(np.square(w).mean(dtype=np.float64)) / usual))
    return np.array(sizes)


def find_symmetric(evidence: Evidence) -> Finding | None:
    """Find a hidden layer with identical neurons: equal gradients keep them identical."""
    for layer, share in enumerate(duplicate_shares(evidence)):
        if share >= IDENTICAL:
            step = evidence.weight_edits[-1] if evidence.weight_edits else 0
            message = Message(
                "The neurons of layer {layer} are copies of each other since step {step}: they "
                "all learn the same.",
                {"layer": evidence.number_of(layer), "step": step},
            )
            return Finding("symmetric-weights", step, message, other_initialiser(evidence))
    return None


def duplicate_shares(evidence: Evidence) -> list[float]:
    """Return the share of neurons in each hidden layer that have an identical one."""
    layers = zip(evidence.network.weights[:-1], evidence.network.biases[:-1], strict=True)
    shares = []
    for w, b in layers:
        # fingerprint of each neuron: equal fingerprints mean equal weights and bias
        mix = np.cos(np.arange(w.shape[1]) ** 2.0).astype(w.dtype)
        fingerprints, lengths = w @ mix + b, np.abs(w).max(axis=1) + np.abs(b)
        order = np.argsort(fingerprints)
        near = np.diff(fingerprints[order]) <= ALIKE * np.minimum(*_neighbours(lengths[order]))
        duplicates = np.append(near, False) | np.insert(near, 0, False)
        shares.append(float(duplicates.mean()) if len(b) > 1 else 0.0)
    return shares


def _neighbours(values: Vector) -> tuple[Vector, Vector]:
    return values[:-1], values[1:]


def find_dead(evidence: Evidence) -> Finding | None:
    """Find a ReLU layer with many neurons that are zero for every example."""
    if evidence.last is None or evidence.skill >= NEARLY_PERFECT:
        return None
    for layer, share in dead_shares(evidence).items():
        if share >= DEAD:
            step = _time_of_death(evidence, layer, share)
            message = Message(
                "{percent:.0f} % of the neurons of layer {layer} are dead since step {step}: they "
                "answer zero to everything.",
                {"percent": 100 * share, "layer": evidence.number_of(layer), "step": step},
            )
            return Finding("dead-units", step, message, _revival(evidence, step))
    return None


def dead_shares(evidence: Evidence) -> dict[int, float]:
    """Return the share of neurons that are zero on the whole probe, by ReLU hidden layer."""
    hidden = evidence.network.activations[:-1]
    layers = [layer for layer, activation in enumerate(hidden) if activation.dies]
    return {layer: float((evidence.activations[layer].max(axis=0) <= 0).mean()) for layer in layers}


def _time_of_death(evidence: Evidence, layer: int, share: float) -> int:
    epoch_metrics = evidence.epoch_metrics
    zeros = column(epoch_metrics, "saturated")[:, layer]
    level = max(share, zeros[-1] - SIGN_OF_DEATH)
    return began(evidence.of(epoch_metrics)[0], zeros >= level)


def _revival(evidence: Evidence, step: int) -> Fix:
    """Propose a smaller η, or leaky ReLU if they were dead at first or after a weight edit."""
    layers = dead_shares(evidence)
    from_start = (
        max(evidence.epoch_metrics[0].saturated[layer] for layer in layers) >= 1 - SIGN_OF_DEATH
    )
    by_hand = any(weight_edit >= step for weight_edit in evidence.weight_edits)
    if from_start or by_hand:
        return leaky(evidence)
    return smaller(evidence, step)
