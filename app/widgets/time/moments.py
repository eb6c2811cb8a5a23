"""Events of a run as marks of the timeline."""

from __future__ import annotations

from math import isfinite

import numpy as np

from app.appearance.translation import percent, render_message, tr
from app.widgets.time.epoch_scale import EpochScale
from app.widgets.time.marks import BEST, REACHED, Mark
from engine.simulations.learning.views.state import History, TrainingView

MILESTONES = (0.5, 0.8, 0.9, 0.95, 0.98, 0.99)
"""Validation accuracies that are marked where they are first reached."""


def marks_of(training: TrainingView, scale: EpochScale) -> list[Mark]:
    """Return the marks of a run: accuracies reached, changes, the best epoch."""
    marks = [*_reached(training, scale), *_changes(training, scale)]
    if isfinite(training.best_validation):
        best = round(scale.step_at(training.best_epoch))
        marks.append(Mark(min(best, training.last_step), best_text(training), BEST))
    return marks


def _changes(training: TrainingView, scale: EpochScale) -> list[Mark]:
    return [
        Mark(
            change.step,
            tr(
                "{change} · epoch {epoch:.2f}",
                change=render_message(change.message),
                epoch=scale.epoch_at(change.step),
            ),
        )
        for change in training.changes
    ]


def _reached(training: TrainingView, scale: EpochScale) -> list[Mark]:
    return [
        Mark(
            min(round(scale.step_at(epoch)), training.last_step),
            tr(
                "first {accuracy} on validation: epoch {epoch}", accuracy=percent(goal), epoch=epoch
            ),
            REACHED,
        )
        for goal, epoch in first_times(training.history).items()
    ]


def first_times(history: History) -> dict[float, int]:
    """Return the epochs at which accuracies were first reached; of several at once, the highest."""
    accuracies = history.validation_accuracy
    found: dict[int, float] = {}
    for goal in MILESTONES:
        there = np.flatnonzero(accuracies >= goal)
        # the untrained network does not count
        if len(there) and there[0] > 0:
            found[int(history.epochs[there[0]])] = goal
    return {goal: epoch for epoch, goal in found.items()}


def best_text(training: TrainingView) -> str:
    """Return the best validation accuracy so far and its epoch as text."""
    if not isfinite(training.best_validation):
        return ""
    return tr(
        "best on validation {accuracy} · epoch {epoch}",
        accuracy=percent(training.best_validation),
        epoch=training.best_epoch,
    )
