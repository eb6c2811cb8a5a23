"""Plots of "More data": accuracy or error over the number of pictures, and the race."""

from __future__ import annotations

import numpy as np

from app.appearance.translation import mark, tr
from app.widgets.plots.figure import Axis, Figure, Line, Spot
from engine.arrays import Vector
from engine.improvement.accuracy_by_size import DARKNESS, GUESSING
from engine.simulations.overfitting.more_data.state import MoreDataView

SERIES_NAMES = {
    "ours": mark("ours"),
    "book": mark("book"),
    "vectors": mark("SVM, ours"),
    "book vectors": mark("SVM, book"),
}
TOKENS = {"ours": "accent", "book": "twin_1", "vectors": "twin_3", "book vectors": "twin_2"}
"""Name and colour of each series."""

RACERS = {"tuned": (mark("tuned"), "accuracy"), "plain": (mark("plain"), "negative")}
"""Name and colour of each network of the race."""

ENDS = (80.0, 70_000.0)
"""Ends of the axis of pictures."""

LOWEST_ERROR = 1.0
"""Low end of the axis of errors, in percent."""

DASHES, DOTS = (5.0, 3.0), (1.5, 2.5)


def size_figure(view: MoreDataView, axis: str) -> Figure:
    """Return the plot over the number of pictures; `axis` is "accuracy" or "error"."""
    error = axis == "error"

    def shown(accuracy: Vector) -> Vector:
        values: Vector = 100 * (1 - accuracy if error else accuracy)
        return values

    ends = np.array(ENDS)
    lines = [
        Line(name, ends, shown(np.full(2, level)), "text_2", DOTS)
        for level, name in ((GUESSING, tr("guess")), (DARKNESS, tr("darkness")))
    ]
    lines += [
        Line(tr(SERIES_NAMES[each.name]), each.sizes, shown(each.accuracy), TOKENS[each.name],
             dots=True)
        for each in view.series
    ]  # fmt: skip
    spots = []
    if view.law is not None and view.fitted is not None:
        x = np.geomspace(*ENDS, 80)
        law = np.clip(view.law.error(x), 0, 1)
        lines.append(Line("", x, shown(1 - law), "negative", DASHES, name=tr("power law")))
        spots = [
            Spot(float(size), float(value), "negative", hollow=True)
            for size, value in zip(view.fitted.sizes, shown(view.fitted.accuracy), strict=True)
        ]
    heights = (LOWEST_ERROR, 100.0) if error else (0.0, 100.0)
    return Figure(
        lines,
        (*ENDS, *heights),
        Axis(tr("pictures"), log=True),
        Axis(tr("error") if error else tr("accuracy"), "%", log=error),
        spots=spots,
    )


def race_figure(view: MoreDataView) -> Figure:
    """Return the plot of the race: test accuracy over the examples that were learned from."""
    lines = []
    values = [100.0 * each for racer in view.racers for each in racer.accuracy.tolist()]
    for racer in view.racers:
        word, token = RACERS[racer.name]
        x = np.arange(1, len(racer.accuracy) + 1) * view.round_examples / 1000
        lines.append(Line(tr(word), x, 100 * racer.accuracy, token, dots=len(x) < 2))
    low, high = (np.floor(min(values)), np.ceil(max(values))) if values else (80.0, 100.0)
    return Figure(
        lines,
        (0.0, view.rounds * view.round_examples / 1000, float(low), float(max(high, low + 1))),
        Axis(tr("thousand examples learned from")),
        Axis(tr("test accuracy"), "%"),
        empty=tr("Play: both networks learn, on one clock of examples."),
    )
