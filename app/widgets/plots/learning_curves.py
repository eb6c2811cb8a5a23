"""Curves of a run's cost and accuracy, with earlier runs as ghosts and an ensemble as a fan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from app.appearance.translation import render_message, tr
from app.widgets.plots.axes import EPOCHS, axis_name, between, places
from app.widgets.plots.figure import Axis, Bounds, Figure, Line
from app.widgets.plots.guess import Guess, room_for
from app.widgets.plots.lockstep_words import lockstep_runs_of
from engine.arrays import Vector
from engine.runs.seed_ensemble import Fan
from engine.simulations.learning.views.state import BranchView, History, TrainingView

MOST_GHOSTS = 5
"""Most ghosts below the live curves; more cannot be told apart."""

PARTS = ("training", "validation", "test")

DASHES: dict[str, tuple[float, ...]] = {
    "training": (),
    "validation": (5.0, 3.0),
    "test": (1.5, 2.5),
}


def learning_figure(
    training: TrainingView,
    quantity: str,
    empty: str,
    axis: str = EPOCHS,
    guess: Guess | None = None,
    *,
    drawing: bool = False,
    parts: Sequence[str] = PARTS,
) -> Figure:
    """Return the plot of a run's "cost" or "accuracy".

    Parameters
    ----------
    empty : str
        Text shown while nothing is measured.
    axis : str
        Of AXES.
    guess : Guess, optional
        What the user has drawn.
    drawing : bool
        Whether the user draws now: then the axes reach as far as a curve may.
    parts : sequence of str
        Measured parts of the data that have a curve.
    """
    lines = curves_of(training, quantity, axis, parts)
    if guess is not None:
        lines += guess.curve(training, quantity, axis)
    fan = fan_of(training, quantity, axis)
    bounds = bounds_with_fan(bounds_of(lines, quantity), fan)
    if drawing:
        bounds = room_for(bounds, training, quantity)
    across = Axis(axis_name(axis), others=True)
    return Figure(lines, bounds, across, quantity_axis(quantity), empty=empty, fan=fan)


def quantity_axis(quantity: str) -> Axis:
    """Return the y axis of "cost" or "accuracy"."""
    return Axis(unit="%" if quantity == "accuracy" else "")


def curves_of(
    training: TrainingView, quantity: str, axis: str = EPOCHS, parts: Sequence[str] = PARTS
) -> list[Line]:
    """Return the curves of "cost" or "accuracy", those of other runs as ghosts among them."""
    scale = 100.0 if quantity == "accuracy" else 1.0
    curves = ghosts_of(training, quantity, axis) + lockstep_curves(training, quantity, axis)
    history, products = training.history, training.products
    first = first_row(history, quantity)
    for part in parts:
        values = scale * getattr(history, f"{part}_{quantity}")[first:]
        x = places(history, products, axis)[first:]
        curves.append(Line(_PART_NAMES[part](), x, values, quantity, DASHES[part]))
    if quantity == "cost" and len(history.batch_steps) > 1:
        epochs = history.batch_steps / max(training.steps_per_epoch, 1)
        epochs = between(history, epochs, products, axis)
        name = tr("mini-batches")
        curves.insert(0, Line("", epochs, history.batch_cost, "cost", ghost=True, name=name))
    return curves


def first_row(history: History, quantity: str) -> int:
    """Return the first row drawn: the untrained network's accuracy would flatten the curve."""
    return 1 if quantity == "accuracy" and len(history.epochs) > 2 else 0


def ghosts_of(training: TrainingView, quantity: str, axis: str) -> list[Line]:
    """Return the ghosts of the latest other runs."""
    hidden = {training.branch, *(branch.id for branch in training.branches if branch.together)}
    others = [branch for branch in training.branches if branch.id not in hidden]
    return [
        ghost_curve(branch, quantity, axis)
        for branch in others[-MOST_GHOSTS:]
        # a run without a measured epoch has no curve
        if len(branch.history.epochs) > 1
    ]


def lockstep_curves(training: TrainingView, quantity: str, axis: str) -> list[Line]:
    """Return the curve of each run in lockstep in its own colour."""
    curves = []
    for token, lockstep_run in lockstep_runs_of(training):
        pale = ghost_curve(lockstep_run, quantity, axis)
        curves.append(replace(pale, token=token, ghost=False, dash=DASHES["validation"]))
    return curves


def ghost_curve(branch: BranchView, quantity: str, axis: str) -> Line:
    """Return the ghost of another run."""
    scale, first = (100.0, 1) if quantity == "accuracy" else (1.0, 0)
    values = scale * best_measured(branch.history, quantity)[first:]
    x = places(branch.history, branch.products, axis)[first:]
    return Line(render_message(branch.name), x, values, quantity, ghost=True)


def best_measured(history: History, quantity: str) -> Vector:
    """Return the validation curve, else the test curve, else the training curve."""
    for part in ("validation", "test", "training"):
        values: Vector = getattr(history, f"{part}_{quantity}")
        if np.isfinite(values).any():
            return values
    return history.epochs * np.nan


def bounds_of(curves: Sequence[Line], quantity: str) -> Bounds:
    """Return limits that hold every curve: x from 0, accuracy up to 100, cost from 0."""
    xs = [float(curve.x[-1]) for curve in curves if len(curve.x)]
    ys = [curve.y[np.isfinite(curve.y)] for curve in curves]
    values = np.concatenate(ys) if ys else np.zeros(0)
    right = max([*xs, 1.0])
    if not values.size:
        return 0.0, right, 0.0, 100.0
    if quantity == "accuracy":
        return 0.0, right, min(float(np.floor(values.min() / 5) * 5), 95.0), 100.0
    return 0.0, right, 0.0, float(values.max()) * 1.05 or 1.0


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


def _training() -> str:
    return tr("training")


def _validation() -> str:
    return tr("validation")


def _test() -> str:
    return tr("test")


_PART_NAMES = {"training": _training, "validation": _validation, "test": _test}
