"""Results of one training run as chapter 3 reports them: last, best, and where costs are least."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from engine.experiments.courses import BEST_ON_TEST, BEST_ON_VALIDATION, LAST, train
from engine.experiments.experiment import Ours, Request
from engine.settings import Value
from engine.training.epoch_summary import EpochSummary

SETS = ("training", "validation", "test")
BEST = {"test": BEST_ON_TEST, "validation": BEST_ON_VALIDATION}
"""Choice of the best epoch by the set that is reported."""


def last_on(on: str, settings: Mapping[str, Value], request: Request) -> Ours:
    """Train once and report the last accuracy on a set, "test" or "validation"."""
    return _reported(on, LAST, settings, request)


def best_on(on: str, settings: Mapping[str, Value], request: Request) -> Ours:
    """Train once and report the best accuracy on a set, chosen on that set as in the book."""
    return _reported(on, BEST[on], settings, request)


def _reported(on: str, which: str, settings: Mapping[str, Value], request: Request) -> Ours:
    # the book measures all training examples
    epochs = train(settings, request, request.load(str(settings["data"])), sample=0).epochs
    numbers = accuracies(epochs, on)
    value = numbers[-1] if which == LAST else max(numbers)
    word = "last" if which == LAST else "best"
    said = f"{word} {on} accuracy of {len(epochs)} epochs" if epochs else "diverged in epoch 1"
    said += f", one run with seed {settings['seed']}"
    return Ours(value, said, summary(epochs), which, len(epochs))


def accuracies(epochs: Sequence[EpochSummary], on: str) -> list[float]:
    """Return the accuracy on a set after each epoch; at least one number."""
    # a run that diverged in its first epoch has no summary
    return [getattr(epoch, f"{on}_accuracy") or 0.0 for epoch in epochs] or [0.0]


def summary(epochs: Sequence[EpochSummary]) -> dict[str, Any]:
    """Return best, last and all accuracies on each set, and where the costs are least.

    Epochs are counted from 1.
    """
    found: dict[str, Any] = {}
    for on in SETS:
        numbers = accuracies(epochs, on)
        top = int(np.argmax(numbers))
        found[on] = {"best": numbers[top], "best_epoch": top + 1, "last": numbers[-1]}
        found[f"{on}_accuracy"] = numbers
    costs = {
        "training": [epoch.cost for epoch in epochs],
        "validation": [epoch.validation_cost for epoch in epochs],
        "test": [epoch.test_cost for epoch in epochs],
    }
    found["least_cost"] = {on: least(numbers) for on, numbers in costs.items()}
    return found


def least(costs: Sequence[float | None]) -> dict[str, float] | None:
    """Return the smallest cost, its epoch, and the last cost; None if nothing was measured."""
    known = [(cost, epoch) for epoch, cost in enumerate(costs, 1) if cost is not None]
    if not known:
        return None
    cost, epoch = min(known)
    return {"cost": cost, "epoch": epoch, "last": known[-1][0]}
