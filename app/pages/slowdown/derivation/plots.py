"""Contents of the plot beside the derivation: the cost, its swapped form, the mean of σ′."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.appearance.translation import plain, tr
from app.pages.slowdown.derivation.words import rate_words, said
from app.widgets.plots.figure import Axis, Figure, Line, Spot
from engine.improvement.cross_entropy import MEAN_SLOPE
from engine.simulations.slowdown.derivation.state import DerivationView

MOST_COST = 4.0
"""End of the axis of costs: a curve that leaves there goes on to infinity."""

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
DASH = (4.0, 3.0)


def cost_figure(view: DerivationView) -> Figure:
    """Return the plot of C over a, with the least costs of all targets."""
    least = view.checks[5].right
    spots = (
        Spot(
            view.y, least, "accuracy", label=said(least), side="below" if least > 0.4 else "above"
        ),
        Spot(view.a, min(view.cost_here, MOST_COST), "cost", label=said(view.cost_here)),
    )
    words = tr("C = {cost} at a = {a}; least {least} at a = y", cost=said(view.cost_here),
               a=plain(view.a, 2), least=said(least))  # fmt: skip
    return Figure(
        (
            Line(tr("least cost"), view.share, view.minima, "accuracy", DASH,
                 name=tr("least cost of a target")),
            Line("C", view.share, view.cost, "cost", wide=1.3),
        ),
        (0.0, 1.0, 0.0, MOST_COST),
        Axis("a", marks=SHARES),
        Axis(),
        title=tr("C over the output a, y = {y}", y=plain(view.y, 2)),
        spots=spots,
        said=words,
    )  # fmt: skip


def swapped_figure(view: DerivationView) -> Figure:
    """Return the plot of C and of its swapped form over the target y."""
    inside = float(np.clip(view.y, view.share[0], view.share[-1]))
    right, wrong = (
        float(np.interp(inside, view.share, values)) for values in (view.by_target, view.swapped)
    )
    end = view.y in (0.0, 1.0)
    label = "∞" if end else said(wrong)
    return Figure(
        (
            Line(tr("swapped"), view.share, view.swapped, "negative", name=tr("a and y swapped")),
            Line("C", view.share, view.by_target, "cost", wide=1.3),
        ),
        (0.0, 1.0, 0.0, MOST_COST),
        Axis("y", marks=SHARES),
        Axis(),
        title="−[a ln y + (1 − a) ln(1 − y)]",
        note=(tr("infinite at y = 0 and at y = 1: just where targets are"), "text_2"),
        spots=(
            Spot(view.y, min(right, MOST_COST), "cost", label=said(right),
                 side="below" if right < wrong else "above"),
            Spot(view.y, MOST_COST if end else min(wrong, MOST_COST), "negative", label=label,
                 side="below" if wrong <= right else "above"),
        ),
        said=tr("swapped: {wrong}, C: {right}", wrong=label, right=said(right)),
    )  # fmt: skip


def rate_figure(view: DerivationView) -> Figure:
    """Return the plot of σ′ over the output, whose mean is 1/6."""
    slope = view.a * (1.0 - view.a)
    return Figure(
        (
            Line("σ′", view.share, view.slope, "accent", wide=1.3),
            Line("1/6", np.array([0.0, 1.0]), np.full(2, MEAN_SLOPE), "text_2", DASH,
                 name=tr("mean")),
        ),
        (0.0, 1.0, 0.0, 0.3),
        Axis("a", marks=SHARES),
        Axis(marks=(0.0, 0.05, 0.1, 0.15, 0.2, 0.25)),
        title="∫₀¹ a (1 − a) da = 1/6",
        note=(rate_words(), "text_2"),
        spots=(Spot(view.a, slope, "accent", label=said(slope)),),
        said=rate_words(),
    )  # fmt: skip


FIGURES: dict[str, Callable[[DerivationView], Figure]] = {
    "cost": cost_figure,
    "swapped": swapped_figure,
    "rate": rate_figure,
}
"""Figure of each picture."""
