"""The fan chart of a seed ensemble: its curves and axis limits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from app.widgets.plots.axes import EPOCHS
from engine.runs.seed_ensemble import Fan
from engine.simulations.learning.views.state import TrainingView

Bounds = tuple[float, float, float, float]


def fan_of(training: TrainingView, quantity: str, axis: str) -> Fan | None:
    """Return the fan of a seed ensemble in the units of a plot; None over other axes."""
    ensemble = training.ensemble
    if ensemble is None or axis != EPOCHS:
        return None
    if quantity == "cost":
        return ensemble.costs
    fan = ensemble.accuracies
    return replace(
        fan,
        values=100 * fan.values,
        low=100 * fan.low,
        median=100 * fan.median,
        high=100 * fan.high,
    )


def bounds_with_fan(bounds: Bounds, fan: Fan | None) -> Bounds:
    """Return limits widened to hold a fan; its untrained start may be cut off."""
    if fan is None or len(fan.epochs) < 2 or not np.isfinite(fan.values[1:]).any():
        return bounds
    left, right, low, high = bounds
    values = fan.values[1:]
    least, most = float(np.nanmin(values)), float(np.nanmax(values))
    return left, max(right, float(fan.epochs[-1])), min(low, least), max(high, most)
