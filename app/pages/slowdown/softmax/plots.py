"""Contents of the plot beside softmax: outputs over z or c, the cost, δ over c."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.appearance.translation import plain, significant, tr
from app.pages.slowdown.softmax.words import COLOURS, cost_words, indexed, said_share
from app.widgets.plots.figure import Axis, Figure, Line, Spot
from engine.simulations.slowdown.softmax.state import SoftmaxView
from engine.simulations.slowdown.softmax.station import FARTHEST, LARGEST_C, LEAST_C

MOST_COST = 7.0
"""End of the axis of costs."""

MOST_ERROR = 3.0
"""Ends of the axis of errors; for ever larger c they grow without end."""

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
TENS = (0.01, 0.1, 1.0, 10.0, 100.0)


def _named(view: SoftmaxView, symbol: str) -> tuple[Line, ...]:
    return tuple(
        Line(indexed(symbol, place), view.x, curve, COLOURS[place])
        for place, curve in enumerate(view.curves)
    )


def _shares(view: SoftmaxView) -> str:
    return ", ".join(f"{indexed('a', k)} = {said_share(float(a))}" for k, a in enumerate(view.a))


def over_z(view: SoftmaxView) -> Figure:
    """Return the plot of all outputs over one input."""
    here = float(view.z[view.swept])
    spots = [Spot(here, float(a), token) for a, token in zip(view.a, COLOURS, strict=True)]
    return Figure(
        _named(view, "a"),
        (-FARTHEST, FARTHEST, 0.0, 1.02),
        Axis(indexed("z", view.swept)),
        Axis(marks=SHARES),
        title=tr("One rises, all others fall"),
        spots=spots,
        said=_shares(view),
    )


def cost_over_a(view: SoftmaxView) -> Figure:
    """Return the plot of −ln a, with the outputs on it: the right answer filled."""
    spots = [
        Spot(
            float(a),
            min(float(-np.log(max(a, 1e-30))), MOST_COST),
            COLOURS[place],
            label=indexed("a", place) if place == view.label else "",
            hollow=place != view.label,
        )
        for place, a in enumerate(view.a)
    ]
    return Figure(
        (Line("", view.x, view.curves[0], "cost", wide=1.3, name="−ln a"),),
        (0.0, 1.0, 0.0, MOST_COST),
        Axis("a", marks=SHARES),
        Axis(),
        title=cost_words(view),
        spots=spots,
        said=cost_words(view),
    )


def over_c(view: SoftmaxView) -> Figure:
    """Return the plot of all outputs over c: hot at the left, cold at the right."""
    spots = [Spot(view.c, float(a), token) for a, token in zip(view.a, COLOURS, strict=True)]
    return Figure(
        _named(view, "a"),
        (LEAST_C, LARGEST_C, 0.0, 1.02),
        Axis(tr("c = 1/temperature"), log=True, marks=TENS),
        Axis(marks=SHARES),
        title=tr("hot: all alike; cold: the largest z takes all"),
        spots=spots,
        said=tr("c = {c}: {shares}", c=plain(view.c, 2), shares=_shares(view)),
    )


def errors_over_c(view: SoftmaxView) -> Figure:
    """Return the plot of δ = c (a − y) over c."""
    spots = [
        Spot(view.c, float(np.clip(delta, -MOST_ERROR, MOST_ERROR)), token)
        for delta, token in zip(view.delta, COLOURS, strict=True)
    ]
    words = ", ".join(
        f"{indexed('δ', place)} = {significant(float(delta), 3)}"
        for place, delta in enumerate(view.delta)
    )
    return Figure(
        _named(view, "δ"),
        (LEAST_C, LARGEST_C, -MOST_ERROR, MOST_ERROR),
        Axis(tr("c = 1/temperature"), log=True, marks=TENS),
        Axis(),
        title="∂C/∂z = c (a − y)",
        spots=spots,
        level=0.0,
        said=words,
    )


FIGURES: dict[str, Callable[[SoftmaxView], Figure]] = {
    "z": over_z,
    "cost": cost_over_a,
    "c": over_c,
    "error": errors_over_c,
}
"""Figure of each picture."""
