"""Words of the station "More data"."""

from __future__ import annotations

from math import isnan

import numpy as np

from app.appearance.translation import mark, number, percent, significant, tr
from app.pages.overfitting.more_data.figures import RACERS, SERIES_NAMES
from app.widgets.basics.line_list import Line
from engine.improvement.accuracy_by_size import SIZES
from engine.simulations.overfitting.more_data.state import MoreDataView

WANTED_ERROR = 0.01
"""Error for which the law is asked how many pictures it takes."""

MEANS = {
    "tuned": mark("  cross-entropy, L2, 1/√n, copies: shift, rotate, skew"),
    "plain": mark("  quadratic cost, N(0, 1), as in chapter 1"),
}
"""How each network of the race learns."""

MOST = 1e12
"""Numbers of pictures above it are called out of reach."""


def promised(view: MoreDataView) -> float | None:
    """Return the accuracy that the law promises with the book's largest number of pictures."""
    return None if view.law is None else 1 - float(view.law.error(np.array(SIZES[-1:]))[0])


def law_lines(view: MoreDataView) -> list[Line]:
    """Return the law, what it promises, and what its judges say."""
    law, share = view.law, promised(view)
    if law is None or share is None:
        return []
    formula = f"{significant(law.factor, 3)} · n^(−{significant(law.exponent, 3)})"
    if law.floor:
        formula += f" + {significant(law.floor, 3)}"
    lines = [
        Line(tr("error"), formula, "negative"),
        Line(tr("promised for {count}", count=number(SIZES[-1])), percent(share), "negative"),
    ]
    if view.judges is not None and len(view.judges.sizes):
        lines.append(
            Line(tr("measured with {count}", count=number(float(view.judges.sizes[-1]))),
                 percent(float(view.judges.accuracy[-1])), "accuracy")
        )  # fmt: skip
    size = law.size_for(WANTED_ERROR)
    words = tr("never") if isnan(size) or size > MOST else number(float(f"{size:.2g}"))
    return [*lines, Line(tr("pictures for 99 %"), words)]


def race_lines(view: MoreDataView) -> list[Line]:
    """Return both networks of the race with their last accuracies, and how they learn."""
    lines = []
    for racer in view.racers:
        said = tr("{name}: {layers}, {count} pictures", name=tr(RACERS[racer.name][0]),
                  layers=racer.layers, count=number(racer.pictures))  # fmt: skip
        last = percent(float(racer.accuracy[-1])) if len(racer.accuracy) else "–"
        lines += [Line(said, last, RACERS[racer.name][1]), Line(tr(MEANS[racer.name]))]
    return lines


def source_note(view: MoreDataView) -> str:
    """Return where the points come from."""
    own = next((each for each in view.series if each.name == "ours"), None)
    if own is None:
        return tr("points of the book")
    return tr("ours: experiment 3.J, version {version}", version=own.version)


def more_data_sentence(view: MoreDataView, *, loading: bool) -> str:
    """Return the sentence for a state: of the race once it has begun, else of the law."""
    if loading:
        return tr("Loading pictures …")
    if view.racers and len(view.racers[0].accuracy):
        return _race_sentence(view)
    share = promised(view)
    if share is None:
        return tr("A curve needs two points at least.")
    words = {"promised": percent(share), "count": number(SIZES[-1])}
    if view.judges is None or not len(view.judges.sizes):
        return tr("The curve passes through the points; none is left to judge it.")
    true = percent(float(view.judges.accuracy[-1]))
    name = tr(SERIES_NAMES[view.judges.name])
    return tr("Fitted to few pictures, the curve promises {promised} with {count}; measured "
              "({name}): {true}.", true=true, name=name, **words)  # fmt: skip


def _race_sentence(view: MoreDataView) -> str:
    tuned, plain = view.racers
    words = {
        "few": number(tuned.pictures),
        "many": number(plain.pictures),
        "tuned": percent(float(tuned.accuracy[-1])),
        "plain": percent(float(plain.accuracy[-1])),
    }
    if tuned.accuracy[-1] >= plain.accuracy[-1]:
        return tr("The tuned network on {few} pictures leads: {tuned} against {plain} of the plain "
                  "one on {many}.", **words)  # fmt: skip
    return tr("The plain network on {many} pictures leads: {plain} against {tuned} of the tuned "
              "one on {few}.", **words)  # fmt: skip
