"""Contents of the plots below the two neurons."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from app.appearance.translation import number, significant, tr
from app.pages.slowdown.neuron.words import COLOURS, said_output
from app.widgets.plots.figure import Axis, Figure, Line, Spot
from engine.arrays import Vector
from engine.functions.costs import COST
from engine.improvement.neuron_descent import UPDATES
from engine.simulations.slowdown.neuron.state import DuelView, NeuronView

LEAST_COST = 1e-4
"""Low end of the axis of costs."""

SHARES = Axis(marks=(0.0, 0.25, 0.5, 0.75, 1.0))
DOTS = (1.0, 2.5)
"""Dashes of what is to come."""

CLOCK = np.arange(UPDATES + 1, dtype=np.float64)


def sides(view: DuelView) -> Iterator[tuple[NeuronView, str, str]]:
    """Yield each neuron with its colour and the name of its cost."""
    for neuron, token in zip(view.neurons, COLOURS, strict=True):
        name = tr(COST[neuron.rule.cost].label)
        yield neuron, token, tr("the book's") if neuron.rule.omit_slope else name


def output_figure(view: DuelView) -> Figure:
    """Return the plot of both outputs over updates: what is still to come is pale."""
    lines: list[Line] = []
    spots: list[Spot] = []
    for neuron, token, name in sides(view):
        lines += _course(neuron, neuron.course.a, token, name)
        spots.append(Spot(neuron.step, neuron.a, token))
        crossed = neuron.close_after
        if neuron.rule.y == 0.0 and crossed and neuron.step >= crossed:
            spots.append(
                Spot(crossed, 0.5, token, label=str(crossed), hollow=True, side="right above")
            )
    said = ", ".join(f"{name}: {said_output(each.a)}" for each, _, name in sides(view))
    return Figure(
        lines,
        (0.0, float(UPDATES), 0.0, 1.02),
        Axis(tr("updates")),
        SHARES,
        said=said,
        spots=spots,
        level=0.5 if view.neurons[0].rule.y == 0.0 else view.neurons[0].rule.y,
    )


def cost_figure(view: DuelView) -> Figure:
    """Return the plot of both costs over updates, on a logarithmic axis."""
    lines: list[Line] = []
    spots: list[Spot] = []
    most, least = 1.0, 1.0
    for neuron, token, name in sides(view):
        cost = np.maximum(neuron.course.cost, LEAST_COST)
        lines += _course(neuron, cost, token, name)
        spots.append(Spot(neuron.step, float(cost[neuron.step]), token))
        most, least = max(most, float(cost.max())), min(least, float(cost.min()))
    said = ", ".join(f"{name}: {significant(each.cost, 3)}" for each, _, name in sides(view))
    return Figure(
        lines,
        (0.0, float(UPDATES), 0.7 * least, 1.4 * most),
        Axis(tr("updates")),
        Axis(log=True),
        said=said,
        spots=spots,
    )


def slope_figure(view: DuelView) -> Figure:
    """Return the plot of σ and σ′ over z, with the place of both neurons on them."""
    left, right = float(view.z[0]), float(view.z[-1])
    spots = []
    for neuron, token, _ in sides(view):
        z = min(max(neuron.z, left), right)
        spots += [Spot(z, neuron.a, token), Spot(z, neuron.a * (1.0 - neuron.a), token)]
    said = ", ".join(
        f"{name}: σ′ = {significant(each.a * (1.0 - each.a), 3)}" for each, _, name in sides(view)
    )
    return Figure(
        (
            Line("σ", view.z, view.sigmoid, "text_2"),
            Line("σ′", view.z, view.slope, "accent"),
        ),
        (left, right, 0.0, 1.02),
        Axis("z"),
        SHARES,
        said=said,
        spots=spots,
    )


def _course(neuron: NeuronView, values: Vector, token: str, name: str) -> list[Line]:
    """Return what has been played as a line, and what is to come as dots."""
    past, future = slice(0, neuron.step + 1), slice(neuron.step, None)
    to_come = tr("{curve}, to come", curve=name)
    return [
        Line("", CLOCK[future], values[future], token, DOTS, wide=0.7, name=to_come),
        Line(name, CLOCK[past], values[past], token, wide=1.3),
    ]


def after_words(step: int) -> str:
    """Return the words of the transport bar."""
    return tr("update {step} of {last}", step=number(step), last=number(UPDATES))
