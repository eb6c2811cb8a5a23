"""Contents of the plots of the bench: curves, σ from tanh, larger weights, costs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.appearance.translation import significant, tr
from app.pages.slowdown.activations.words import (
    DASH,
    best_of,
    check_words,
    formula_of,
    look_of,
    scaling_words,
    title_of,
)
from app.widgets.plots.figure import Axis, Figure, Line, Spot
from engine.arrays import Matrix, Vector
from engine.improvement.activation_race import EPOCHS
from engine.improvement.bench_functions import NAMES
from engine.simulations.slowdown.activations.state import ActivationsView
from engine.simulations.slowdown.activations.station import (
    FARTHEST_Z,
    LARGEST_FACTOR,
    LEAST_FACTOR,
)

CURVE_BOUNDS = (-FARTHEST_Z, FARTHEST_Z, -2.0, 3.0)
LEAST_OUTPUT, MOST_OUTPUT = 1e-3, 1e4
LEAST_COST, MOST_COST = 1e-3, 2.0
SPARSE = 12
"""Every so many places a central difference is marked."""

EPOCH = np.arange(EPOCHS + 1, dtype=np.float64)


def curve_figure(view: ActivationsView, pointed: int | None = None) -> Figure:
    """Return the plot of a function, its slope, and the central differences on it.

    Parameters
    ----------
    pointed : int or None
        Place of another function, drawn pale.
    """
    curves, chosen = view.curves, view.chosen
    token, _ = look_of(view.name)
    lines = [
        Line(tr("measured"), curves.z[::SPARSE], curves.measured[chosen][::SPARSE], "text_2",
             (1.0, 8.0), wide=0.7, dots=True),
        Line("f′", curves.z, curves.slopes[chosen], token, DASH, wide=1.2),
        Line("f", curves.z, curves.values[chosen], token, wide=1.5),
    ]  # fmt: skip
    if pointed is not None and pointed != chosen:
        other = look_of(NAMES[pointed])[0]
        lines.insert(0, Line(title_of(NAMES[pointed]), curves.z, curves.values[pointed], other,
                             wide=0.8))  # fmt: skip
    low, high = CURVE_BOUNDS[2:]
    spots = [
        Spot(view.at_z, float(np.clip(value, low, high)), token, hollow=hollow)
        for value, hollow in ((view.value, False), (view.slope, True))
        if np.isfinite(value)
    ]
    return Figure(
        lines, CURVE_BOUNDS, Axis("z"), Axis(), title=f"f(z) = {formula_of(view)}",
        spots=spots, level=0.0, said=check_words(view),
    )  # fmt: skip


def tanh_figure(view: ActivationsView, pointed: int | None = None) -> Figure:
    """Return the plot of σ and of a tanh that coincides with it."""
    curves = view.curves
    sigmoid, tanh = (curves.values[NAMES.index(name)] for name in ("sigmoid", "tanh"))
    return Figure(
        (
            Line("tanh(z)", curves.z, tanh, "text_2", wide=0.8),
            Line("σ(z)", curves.z, sigmoid, look_of("sigmoid")[0], wide=3.0),
            Line("", curves.z, curves.by_tanh, "text", DASH, name="(1 + tanh(z/2))/2"),
        ),
        (-FARTHEST_Z, FARTHEST_Z, -1.05, 1.25),
        Axis("z"),
        Axis(),
        title=tr("dashes: (1 + tanh(z/2))/2, (111)"),
        said=tr("both curves coincide up to {apart}", apart=significant(curves.tanh_apart, 1)),
    )


def scale_figure(view: ActivationsView, pointed: int | None = None) -> Figure:
    """Return the plot of outputs over the factor of all weights, both logarithmic."""
    scaling = view.scaling
    bounds = (LEAST_FACTOR, LARGEST_FACTOR, LEAST_OUTPUT, MOST_OUTPUT)
    x, y = Axis(tr("factor c of all weights"), log=True), Axis(log=True)
    if scaling is None:
        return Figure((), bounds, x, y)
    shown = {view.chosen, NAMES.index("relu"), NAMES.index("sigmoid"), pointed}
    lines = _all_lines(scaling.factors, scaling.outputs.T, shown, view.chosen)
    spots = [
        Spot(scaling.c, float(scaling.at_c[place]), look_of(NAMES[place])[0],
             label=f"× {significant(float(scaling.at_c[place]), 3)}")
        for place in sorted(each for each in shown if each is not None)
        if LEAST_OUTPUT < scaling.at_c[place] < MOST_OUTPUT
    ]  # fmt: skip
    return Figure(lines, bounds, x, y, title=tr("output, relative to that at c = 1"),
                  spots=spots, said=scaling_words(scaling))  # fmt: skip


def cost_figure(view: ActivationsView, pointed: int | None) -> Figure:
    """Return the plot of all costs over epochs; best, chosen and pointed-at stand out."""
    shown = {view.chosen, pointed, best_of(view)} if view.epoch else {view.chosen, pointed}
    epochs = EPOCH[: len(view.cost)]
    costs: Matrix = np.clip(view.cost, LEAST_COST, MOST_COST)
    last = float(costs[-1, view.chosen])
    token = look_of(view.name)[0]
    spots = [Spot(float(epochs[-1]), last, token)] if np.isfinite(last) else []
    return Figure(
        _all_lines(epochs, costs, shown, view.chosen),
        (0.0, float(EPOCHS), LEAST_COST, MOST_COST),
        Axis(tr("epochs")),
        Axis(log=True),
        empty=tr("Press Play."),
        spots=spots,
    )


def _all_lines(x: Vector, table: Matrix, shown: set[int | None], chosen: int) -> list[Line]:
    """Return a line for each function; those that are shown are labelled and drawn last."""
    order = sorted(range(len(NAMES)), key=lambda place: (place in shown, place == chosen))
    lines = []
    for place in order:
        title, (token, dash) = title_of(NAMES[place]), look_of(NAMES[place])
        wide = 1.4 if place == chosen else (1.1 if place in shown else 0.7)
        lines.append(
            Line(title if place in shown else "", x, table[:, place], token, dash,
                 wide=wide, name=title)
        )  # fmt: skip
    return lines


FIGURES: dict[str, Callable[[ActivationsView, int | None], Figure]] = {
    "curve": curve_figure,
    "tanh": tanh_figure,
    "scale": scale_figure,
}
"""Figure of each picture."""
