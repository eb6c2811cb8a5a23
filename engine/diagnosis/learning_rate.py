"""Learning rates that are too large (divergence, jumping costs) or too small."""

from __future__ import annotations

import numpy as np

from engine.arrays import Vector
from engine.diagnosis.curves import began, epochs_to_halve, judged, rises
from engine.diagnosis.evidence import Evidence
from engine.diagnosis.findings import Finding, Fix
from engine.diagnosis.fixes import larger, smaller, weaker_decay
from engine.functions.optimisers import choose_optimiser
from engine.snapshots import Message
from engine.training.epoch_metrics import EpochMetrics, column

TOO_LARGE, TOO_SMALL = "learning-rate-too-large", "learning-rate-too-small"

EXPLODED = 100.0
"""Cost, in units of the chance cost, that is an explosion; wrong sigmoids reach at most 20."""

OVERSHOOT = 2.0
"""η λ/n beyond which decay alone enlarges a weight in each step instead of shrinking it."""

LATEST = 8
"""Latest segments of the curve whose rises count."""

JUMPY = 0.25
"""Sum of those rises, in units of the chance cost, from which the cost is jumping."""

WORSE = 0.1
"""Rise of the cost, in units of the chance cost, beyond mini-batch noise."""

FEW_STEPS = 10
"""Mini-batches in which a cost may rise by chance."""

FAR_WORSE = 3.0
"""Multiple of the initial cost at which a single observation is enough."""

AT_CHANCE = 0.95
"""Cost, in units of the chance cost, of a network that knows nothing."""

COLLAPSE = 0.3
"""Loss of skill, 0..1, that only too large a learning rate explains."""

DRIVEN = 0.9
"""Share of saturated neurons in a layer that started with less than half of that share."""

TANGENT = 0.05
"""Least ratio of real to linearly predicted fall of the cost for steps that are too small."""

SLOW_EPOCHS = 50
"""Epochs to halve the cost that count as hardly any progress."""

HARDLY_FALLEN = 0.6
"""Cost, in units of the chance cost, above which slowness counts at once."""

GOOD = 0.9
"""Skill from which a run is good enough not to be criticised."""

POOR = 0.5
"""Skill below which a run has learned little."""


# --- too large -------------------------------------------------------------------------------


def find_divergence(evidence: Evidence) -> Finding | None:
    """Find numbers that are no longer finite, or a cost that has exploded."""
    stopped = evidence.divergence
    if stopped is not None:
        message = Message(
            "The numbers grew beyond all bounds at step {step}.", {"step": stopped.step}
        )
        return Finding("divergence", stopped.step, message, _bounded(evidence))
    steps, levels = evidence.curve
    if not len(levels) or not levels[-1] > EXPLODED * max(1, levels[0]):
        return None
    step = began(steps, levels > EXPLODED)
    message = Message(
        "The cost has exploded since step {step}: it is {times:.0f} times that of guessing.",
        {"step": step, "times": float(levels[-1])},
    )
    return Finding("divergence", step, message, _bounded(evidence))


def find_too_large(evidence: Evidence) -> Finding | None:
    """Find a learning rate so large that the cost jumps or grows, or that skill is lost."""
    if evidence.skill >= GOOD:
        return None
    return _lost(evidence) or _driven(evidence) or _grown(evidence) or _jumping(evidence)


def _lost(evidence: Evidence) -> Finding | None:
    # the accuracy of the untrained network is chance
    epoch_metrics = evidence.present
    epoch_metrics = (
        epoch_metrics[1:] if epoch_metrics and not epoch_metrics[0].step else epoch_metrics
    )
    skills = evidence.skills(epoch_metrics)
    if not len(skills) or skills.max() < POOR or skills.max() - skills[-1] < COLLAPSE:
        return None
    levels = evidence.levels(epoch_metrics)
    if levels[-1] < levels[skills.argmax()] + WORSE:
        return None
    step = began(evidence.of(epoch_metrics)[0], skills <= skills.max() - COLLAPSE)
    message = Message(
        "The steps are too long: since step {step} the network loses what it had learned.",
        {"step": step},
    )
    return Finding(TOO_LARGE, step, message, smaller(evidence, step))


def _driven(evidence: Evidence) -> Finding | None:
    epoch_metrics = evidence.present
    if len(epoch_metrics) < 2 or evidence.skill >= POOR or evidence.curve[1][-1] < AT_CHANCE:
        return None
    shares = column(epoch_metrics, "saturated")
    for layer in evidence.squashing:
        if shares[-1, layer] >= DRIVEN and shares[0, layer] < DRIVEN / 2:
            step = began(evidence.of(epoch_metrics)[0], shares[:, layer] >= DRIVEN)
            message = Message(
                "The steps are too long: since step {step} they drive the neurons of layer "
                "{layer} to their limits.",
                {"step": step, "layer": evidence.number_of(layer)},
            )
            return Finding(TOO_LARGE, step, message, smaller(evidence, step))
    return None


def _grown(evidence: Evidence) -> Finding | None:
    steps, levels = evidence.curve
    if len(levels) < 2:
        return None
    start = max(1.0, float(levels[0]))
    grown = levels > start + WORSE
    settled = grown[-2:].all() and steps[-1] - steps[0] >= FEW_STEPS
    if not settled and not levels[-1] > FAR_WORSE * start:
        return None
    step = began(steps, grown)
    message = Message(
        "The steps are too long: since step {step} the cost has grown instead of fallen.",
        {"step": step},
    )
    return Finding(TOO_LARGE, step, message, smaller(evidence, step))


def _jumping(evidence: Evidence) -> Finding | None:
    steps, levels = evidence.curve
    steps, levels = steps[-LATEST - 1 :], levels[-LATEST - 1 :]
    upward = rises(levels)
    if upward.sum() < JUMPY or upward.max() < WORSE or steps[-1] - steps[0] < FEW_STEPS:
        return None
    step = int(steps[np.argmax(upward >= WORSE)])
    message = Message(
        "The steps are too long: since step {step} the cost jumps up and down.", {"step": step}
    )
    return Finding(TOO_LARGE, step, message, smaller(evidence, step))


def _bounded(evidence: Evidence) -> Fix:
    """Propose less decay, or a smaller η from the last epoch with a low cost on."""
    settings, epoch_metrics = evidence.settings, evidence.epoch_metrics
    if settings.eta * settings.lambda_ / evidence.examples > OVERSHOOT:
        return weaker_decay(evidence)
    steps, costs = evidence.of(epoch_metrics)[:2]
    sound = steps[costs <= 2 * costs.min(initial=np.inf)]
    return smaller(evidence, min(int(sound[-1]) if len(sound) else 0, evidence.since("eta")))


# --- too small -------------------------------------------------------------------------------


def find_too_small(evidence: Evidence) -> Finding | None:
    """Find a cost that falls as its gradient predicts, but far too slowly."""
    epoch_metrics = judged(evidence)
    if not epoch_metrics or evidence.skill >= GOOD or evidence.frozen:
        return None
    levels = evidence.levels(epoch_metrics)
    needed, enough = epochs_to_halve(levels), max(SLOW_EPOCHS, evidence.settings.epochs)
    patience = enough if evidence.skill < POOR and levels[-1] > HARDLY_FALLEN else 20 * enough
    slow = needed > patience or (levels[-1] > 1 and evidence.skill < POOR)
    if not slow or not (np.diff(levels) < 0).all() or not _follows_tangent(evidence, epoch_metrics):
        return None
    step = evidence.present[0].step
    message = Message(
        "The steps are too short: since step {step} the cost falls steadily but hardly.",
        {"step": step},
    )
    return Finding(TOO_SMALL, step, message, larger(evidence, needed / SLOW_EPOCHS, step))


def _follows_tangent(evidence: Evidence, epoch_metrics: tuple[EpochMetrics, ...]) -> bool:
    """Return whether the cost falls by about η |∇C|² / (1 − μ) in each step.

    Never true of adaptive rules: their steps are not proportional to the gradient.
    """
    settings = evidence.settings
    optimiser = choose_optimiser(settings.optimiser, settings.momentum)
    if optimiser.adaptive:
        return False
    first, last = epoch_metrics[0], epoch_metrics[-1]
    squares: Vector = (column(epoch_metrics, "gradient_norms") ** 2).sum(axis=1)
    rate = evidence.rate / (1 - settings.momentum * bool(optimiser.slots))
    promised = rate * squares.mean() * (last.step - first.step)
    fallen = first.cost("training") - last.cost("training")
    return bool(fallen >= TANGENT * promised)
