"""Plots of the trap: what the best trial promises and keeps, and all trials one by one."""

from __future__ import annotations

import numpy as np

from app.appearance.translation import number, tr
from app.widgets.plots.figure import Axis, Bounds, Figure, Line, Shade, Spot
from engine.improvement.optimism import expected_best
from engine.simulations.overfitting.trap.state import TrapView

PROMISED, FRESH = "negative", "accuracy"
"""Colours of the score on the small part and of the score on fresh pictures."""

DIAGONAL = (4.0, 3.0)

DOTS = (1.0, 2.5)
"""Dashes of what is to be expected."""

EQUAL = 0.8
"""Accuracy 0..1 of all networks in what is to be expected."""


def expected_figure(view: TrapView, *, by_test: bool) -> Figure:
    """Return what is to be expected if all networks are equally good: shown before the first trial.

    Parameters
    ----------
    by_test : bool
        Whether the best one is chosen by the test pictures, so that luck chooses.
    """
    trials = max(view.trials, 2)
    x, kept = np.arange(1, trials + 1, dtype=np.float64), np.full(trials, 100 * EQUAL)
    promised = 100 * expected_best(trials, view.part, EQUAL) if by_test else kept
    high = max(float(promised[-1]) + 1, 100 * EQUAL + 4)
    note = tr("to be expected if all are equally good, {share} % right", share=number(100 * EQUAL))
    bounds: Bounds = (1.0, float(trials), 100 * EQUAL - 2, min(high, 100.0))
    return Figure(
        [
            Line(tr("promised"), x, promised, PROMISED, DOTS),
            Line(tr("kept"), x, kept, FRESH, DOTS),
        ],
        bounds,
        Axis(tr("trials")),
        Axis(tr("right, the best so far"), "%"),
        shade=Shade(x, kept, promised, PROMISED),
        note=(note, "text_2"),
    )


def promise_figure(view: TrapView) -> Figure:
    """Return the plot of the best trial so far: its two scores over the number of trials."""
    x = np.arange(1, len(view.promised) + 1, dtype=np.float64)
    promised, fresh = 100 * view.best_promised, 100 * view.best_fresh
    values = np.concatenate([promised, fresh])
    low, high = float(values.min()), float(values.max())
    margin = max(0.25 * (high - low), 1.0)
    return Figure(
        [
            Line(tr("promised"), x, promised, PROMISED),
            Line(tr("kept"), x, fresh, FRESH),
        ],
        (1.0, float(max(view.trials, 2)), low - margin, high + margin),
        Axis(tr("trials")),
        Axis(tr("right, the best so far"), "%"),
        shade=Shade(x, fresh, promised, PROMISED) if len(x) > 1 else None,
    )


def trials_figure(view: TrapView) -> Figure:
    """Return the plot of all trials: promised across, fresh upwards; the chosen one is filled."""
    promised, right = 100 * view.promised, 100 * view.fresh
    values = np.concatenate([promised, right]) if len(promised) else np.array([70.0, 90.0])
    low, high = np.floor(float(values.min())) - 1, np.ceil(float(values.max())) + 1
    ends = np.array([low, high])
    chosen = None if view.choice is None else view.choice.trial
    spots = [
        Spot(*each, "text_2", hollow=True)
        for trial, each in enumerate(zip(promised.tolist(), right.tolist(), strict=True))
        if trial != chosen
    ]
    if view.choice is not None:
        at = 100 * view.choice.promised, 100 * view.choice.fresh
        spots.append(Spot(*at, "accent", label=tr("chosen"), side="below"))
    others = view.others
    fresh = tr("on {count} fresh ones", count=number(others)) if others else tr("on fresh ones")
    return Figure(
        [Line(tr("as promised"), ends, ends, "text_2", DIAGONAL)],
        (float(low), float(high), float(low), float(high)),
        Axis(tr("on your {count}", count=number(view.part)), "%"),
        Axis(fresh, "%"),
        note=("", "") if spots else (tr("a dot for each network"), "text_2"),
        spots=spots,
    )
