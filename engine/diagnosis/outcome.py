"""Outcomes of a run: plateau and overfitting."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np

from engine.arrays import Vector
from engine.diagnosis.curves import ENOUGH_EPOCHS, STILL, standstill
from engine.diagnosis.evidence import Evidence
from engine.diagnosis.findings import Finding
from engine.diagnosis.fixes import against_overfitting, constant_rate, over_plateau
from engine.snapshots import Message
from engine.training.epoch_metrics import EpochMetrics

WAITED = 6
"""Epochs without a fall that make a plateau."""

GOOD, POOR = 0.9, 0.6
"""Skill from which a standstill is no plateau, with η frozen by the schedule and without."""

NEAR_CHANCE = 0.8
"""Cost, in units of the chance cost, of a network that has learned next to nothing."""

GAP = 0.08
"""Training skill minus skill on unseen examples from which a run may overfit."""

WIDE_GAP, PERFECT = 0.2, 0.97
"""Gap and skill from which a validation cost that only stops falling is enough."""

RISEN = 0.1
"""Relative rise of the validation cost above its minimum."""

MOST_EPOCHS = 200
"""Maximum number of epochs whose costs on unseen examples are compared."""

COMPARED = 1_000
"""Examples of a part on which the confidence cost is measured."""


def find_plateau(evidence: Evidence) -> Finding | None:
    """Find a run that has stopped improving far from a good accuracy.

    A network that is too small also stands still, but not near chance.
    """
    epoch_metrics = evidence.present
    frozen = evidence.frozen
    step = standstill(evidence, ENOUGH_EPOCHS if frozen else WAITED)
    if step is None or evidence.skill >= (GOOD if frozen else POOR):
        return None
    if not frozen and evidence.levels(epoch_metrics)[-1] < NEAR_CHANCE:
        return None
    message = Message(
        "Learning has stood still since step {step}, at {percent:.0f} % of the training examples.",
        {"step": step, "percent": 100 * epoch_metrics[-1].accuracy("training")},
    )
    fix = constant_rate(step) if frozen else over_plateau(evidence, step)
    return Finding("plateau", step, message, fix)


def find_overfitting(evidence: Evidence) -> Finding | None:
    """Find a cost that rises on unseen examples while the training set is fitted.

    Nielsen (2015), ch. 3, overfitting and regularization.
    """
    epoch_metrics, part = _thinned(_comparable(evidence)), _unseen(evidence)
    if len(epoch_metrics) <= ENOUGH_EPOCHS + 1 or not part:
        return None
    gap = evidence.skill - evidence.learned(epoch_metrics[-1], part)
    if gap < GAP:
        return None
    unseen = smoothed(part_costs(evidence, epoch_metrics, part))
    best = int(np.argmax(unseen <= unseen.min() / (1 - STILL)))
    by_heart = gap >= WIDE_GAP and evidence.skill >= PERFECT
    risen = bool((unseen[-ENOUGH_EPOCHS:] >= (1 + RISEN) * unseen.min()).all())
    if not risen and not (by_heart and len(epoch_metrics) - best > WAITED):
        return None
    step = epoch_metrics[best].step
    message = Message(
        "The network overfits: since step {step} it learns its examples by heart and gets no "
        "better on others.",
        {"step": step},
    )
    return Finding("overfitting", step, message, against_overfitting(evidence, step))


def _comparable(evidence: Evidence) -> tuple[EpochMetrics, ...]:
    """Return the epochs measured with the present cost function."""
    start = evidence.since("cost")
    return evidence.epoch_metrics[bisect_right(evidence.columns[0], start) if start else 0 :]


def _thinned(epoch_metrics: tuple[EpochMetrics, ...]) -> tuple[EpochMetrics, ...]:
    """Return at most MOST_EPOCHS epochs, evenly spaced, the last one included."""
    return epoch_metrics[:: -max(1, -(-len(epoch_metrics) // MOST_EPOCHS))][::-1]


def _unseen(evidence: Evidence) -> str:
    scores = evidence.last.scores if evidence.last else {}
    return next((part for part in ("validation", "test") if part in scores), "")


def smoothed(values: Vector) -> Vector:
    """Return the running median of three; the ends are repeated as padding."""
    padded = np.pad(values, 1, mode="edge")
    middle: Vector = np.median([padded[:-2], values, padded[2:]], axis=0)
    return middle


def part_costs(evidence: Evidence, epoch_metrics: tuple[EpochMetrics, ...], part: str) -> Vector:
    """Return the cost of a part after each epoch, without the penalty of weight decay.

    With weight decay every recorded cost includes the penalty, with a share that differs from
    part to part: then a cost computed from the recorded confidences replaces it.
    """
    if any(settings.lambda_ for _, settings in evidence.stretches):
        return np.array([_sureness_cost(evidence, metrics, part) for metrics in epoch_metrics])
    return np.array([metrics.cost(part) for metrics in epoch_metrics])


def _sureness_cost(evidence: Evidence, metrics: EpochMetrics, part: str) -> float:
    score, labels = metrics.scores[part], evidence.labels[part][:COMPARED]
    right = score.answers[:COMPARED] == labels
    sure = score.confidence[:COMPARED].astype(np.float64)
    told = np.where(right, sure, (1 - sure) / max(evidence.classes - 1, 1))
    return float(-np.log(np.maximum(told, 1e-6)).mean())
