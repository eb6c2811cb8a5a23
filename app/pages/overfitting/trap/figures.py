"""Plots of the trap: what the best trial promises and keeps, and all trials one by one."""

from __future__ import annotations

import numpy as np

from app.appearance.translation import number, tr
from app.widgets.plots.figure import Axis, Figure, Line, Shade, Spot
from engine.simulations.overfitting.trap.state import TrapView

PROMISED, FRESH = "negative", "accuracy"
"""Colours of the score on the small part and of the score on fresh pictures."""

DIAGONAL = (4.0, 3.0)


def promise_figure(view: TrapView) -> Figure:
    """Return the plot of the best trial so far: its two scores over the number of trials."""
    x = np.arange(1, len(view.promised) + 1, dtype=np.float64)
    promised, fresh = 100 * view.best_promised, 100 * view.best_fresh
    values = np.concatenate([promised, fresh]) if len(x) else np.array([70.0, 90.0])
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
        empty=tr("Play: networks are tried, and the best one is kept."),
        shade=Shade(x, fresh, promised, PROMISED) if len(x) > 1 else None,
    )


def trials_figure(view: TrapView) -> Figure:
    """Return the plot of all trials: promised across, fresh upwards; the chosen one is filled."""
    promised, fresh = 100 * view.promised, 100 * view.fresh
    values = np.concatenate([promised, fresh]) if len(promised) else np.array([70.0, 90.0])
    low, high = np.floor(float(values.min())) - 1, np.ceil(float(values.max())) + 1
    ends = np.array([low, high])
    chosen = None if view.choice is None else view.choice.trial
    spots = [
        Spot(each, right, "text_2", hollow=True)
        for trial, (each, right) in enumerate(zip(promised.tolist(), fresh.tolist(), strict=True))
        if trial != chosen
    ]
    if view.choice is not None:
        at = 100 * view.choice.promised, 100 * view.choice.fresh
        spots.append(Spot(*at, "accent", label=tr("chosen"), side="below"))
    return Figure(
        [Line("", ends, ends, "text_2", DIAGONAL, name=tr("as promised"))] if spots else [],
        (float(low), float(high), float(low), float(high)),
        Axis(tr("on your {count}", count=number(view.part)), "%"),
        Axis(tr("on {count} fresh ones", count=number(view.others)), "%"),
        empty=tr("A dot for each trial will stand here."),
        spots=spots,
    )
