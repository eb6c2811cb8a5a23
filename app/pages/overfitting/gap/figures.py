"""Plots of the gap: accuracy with the shaded gap, and cost with the line where it turns."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from app.appearance.translation import number, tr
from app.pages.overfitting.words import differences
from app.widgets.plots.figure import Axis, Bounds, Figure, Line, Shade, Upright
from app.widgets.plots.learning_curves import DASHES, PARTS
from engine.arrays import Vector
from engine.simulations.learning.views.state import History
from engine.simulations.overfitting.gap.state import GapView, GhostView

GAP = "negative"
"""Colour of the gap."""

EPOCHS = (1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1_000.0)
"""Ticks of the axis of epochs."""

GHOST_PARTS = ("training", "test")
"""Curves of the run before; one more would be too many."""


def accuracy_figure(view: GapView, *, empty: str) -> Figure:
    """Return the plot of accuracy; what lies between training and test is shaded."""
    history = trained(view.run.history)
    lines = _lines(view, "accuracy", 100.0)
    lowest = min((float(line.y[np.isfinite(line.y)].min()) for line in lines if line.known),
                 default=80.0)  # fmt: skip
    low = min(5.0 * np.floor(lowest / 5.0), 90.0)
    return Figure(
        lines,
        (1.0, _last_epoch(view), float(low), 100.0),
        epoch_axis(),
        Axis(tr("right"), "%"),
        empty=empty,
        shade=Shade(history[0], 100 * history[1].test_accuracy[history[2]],
                    100 * history[1].training_accuracy[history[2]], GAP),
        uprights=uprights(view, named=True),
        note=(gap_words(view), GAP),
    )  # fmt: skip


def cost_figure(view: GapView, *, empty: str) -> Figure:
    """Return the plot of cost, with the epoch from which on the run overfits."""
    lines = _lines(view, "cost", 1.0)
    highest = max((float(line.y[np.isfinite(line.y)].max()) for line in lines if line.known),
                  default=1.0)  # fmt: skip
    bounds: Bounds = (1.0, _last_epoch(view), 0.0, 1.08 * highest)
    return Figure(
        lines, bounds, epoch_axis(), Axis(tr("cost")), empty=empty,
        uprights=uprights(view),
    )  # fmt: skip


def epoch_axis() -> Axis:
    """Return the axis of epochs: logarithmic, since much happens in the first ones."""
    return Axis(tr("epoch"), log=True, marks=EPOCHS)


def uprights(view: GapView, *, named: bool = False) -> list[Upright]:
    """Return the epoch from which on a run overfits, and where early stopping would stop it."""
    found = []
    if view.overfit_epoch is not None:
        words = tr("overfits from {epoch} on", epoch=view.overfit_epoch) if named else ""
        found.append(Upright(float(view.overfit_epoch), words, GAP))
    stop = next((each for each in view.kept if each.stopped is not None), None)
    if stop is not None and stop.stopped is not None:
        words = tr("early stop at {epoch}, keeps {kept}", epoch=stop.stopped, kept=stop.epoch)
        found.append(Upright(float(stop.stopped), words if named else "", "text_2"))
    return found


def gap_words(view: GapView) -> str:
    """Return the size of the gap after the shown epoch in words; "" before the first one."""
    points = gap_points(view.run.history)
    return "" if points is None else tr("gap: {points} points", points=number(points, 1))


def gap_points(history: History) -> float | None:
    """Return training minus test accuracy after the last epoch, in points of percent."""
    if len(history.epochs) < 2:
        return None
    points = 100 * float(history.training_accuracy[-1] - history.test_accuracy[-1])
    return points if np.isfinite(points) else None


def trained(history: History) -> tuple[Vector, History, Vector]:
    """Return the epochs after training began, the curves, and the rows of these epochs."""
    rows = np.flatnonzero(history.epochs > 0)
    return history.epochs[rows], history, rows


def _lines(view: GapView, quantity: str, scale: float) -> list[Line]:
    x, history, rows = trained(view.run.history)
    names = {"training": tr("training"), "validation": tr("validation"), "test": tr("test")}
    alone = names if not len(rows) else {}
    lines = [] if view.ghost is None else _ghost_lines(view.ghost, quantity, scale, alone)
    for part in PARTS:
        values = scale * getattr(history, f"{part}_{quantity}")[rows]
        lines.append(Line(names[part], x, values, quantity, DASHES[part]))
    return lines


def _ghost_lines(
    ghost: GhostView, quantity: str, scale: float, names: Mapping[str, str]
) -> list[Line]:
    """Return the curves of the run before; those of the same run carry `names`."""
    x, history, rows = trained(ghost.history)
    other = differences(ghost.differs)
    name = other or tr("recorded")
    labels = {"training": "", "test": other} if other else names
    return [
        Line(
            labels.get(part, ""), x, scale * getattr(history, f"{part}_{quantity}")[rows], quantity,
            ghost=True, name=f"{name}, {part}",
        )
        for part in GHOST_PARTS
    ]  # fmt: skip


def _last_epoch(view: GapView) -> float:
    """Return the right end of the axis: the run's last epoch, or the ghost's if it is later."""
    ghost = view.ghost.history.epochs if view.ghost is not None else np.zeros(0)
    return max(2.0, float(view.run.settings["epochs"]), float(ghost[-1]) if len(ghost) else 0.0)
