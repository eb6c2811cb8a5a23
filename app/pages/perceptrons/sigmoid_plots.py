"""Contents of the sigmoid station's plots."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app.appearance.translation import number, plain, significant, tr
from app.pages.perceptrons.words import CHANGE_NAMES, signed
from app.widgets.plots.figure import Axis, Figure, Line, Spot
from engine.simulations.perceptrons.state import NetworkGapView, SigmoidView

PERCEPTRON, SIGMOID, PREDICTION, GAP = "text_2", "positive", "negative", "cost"
"""Colour tokens: output of a perceptron, of a sigmoid neuron, prediction of eq. (5), and gap."""

DASH = (4.0, 2.5)
OUTPUT = Axis(marks=(0.0, 0.25, 0.5, 0.75, 1.0))
DECIMALS = 5
"""Decimals of outputs: NAND at c = 10 differs from 0 and 1 in the fifth."""


def output_figure(view: SigmoidView, row: int) -> Figure:
    """Return the plot of both outputs over w·x + b, with the truth table's rows and their gap."""
    shown = view.table[row % len(view.table)]
    spots = [
        Spot(each.z, each.sigmoid, SIGMOID, hollow=each.z != shown.z)
        for each in view.table
        if each is not shown
    ]
    spots.append(Spot(shown.z, shown.perceptron, PERCEPTRON))
    spots.append(Spot(shown.z, shown.sigmoid, SIGMOID))
    spots.append(Spot(0.0, 0.5, SIGMOID, label="½", side="right", hollow=True))
    words = tr("gap {gap}", gap=number(shown.gap, DECIMALS))
    return Figure(
        (
            Line(tr("perceptron"), view.z, view.hard, PERCEPTRON, DASH),
            Line(tr("sigmoid neuron"), view.z, view.smooth, SIGMOID, wide=1.3),
        ),
        (-5.0, 5.0, -0.05, 1.05),
        Axis("w·x + b"),
        OUTPUT,
        title=f"σ(c·z) = σ({significant(view.scale, 3)} · {plain(shown.z)}) = "
        f"{number(shown.sigmoid, DECIMALS)}",
        spots=spots,
        gap=(shown.z, shown.perceptron, shown.sigmoid),
        note=(words, GAP),
        said=tr(
            "z {z}: perceptron {perceptron}, sigmoid neuron {sigmoid}",
            z=plain(shown.z),
            perceptron=shown.perceptron,
            sigmoid=number(shown.sigmoid, DECIMALS),
        ),
    )


def change_figure(view: SigmoidView) -> Figure:
    """Return the plot of the output over the size of a change, with the prediction of eq. (5)."""
    change = view.change
    after = change.before + change.real
    promised = min(max(change.before + change.predicted, -0.24), 1.24)
    reach, name = float(change.sizes[-1]), tr(CHANGE_NAMES[change.changed])
    return Figure(
        (
            Line(tr("perceptron"), change.sizes, change.steps, PERCEPTRON, DASH),
            Line(tr("promise, eq. (5)"), change.sizes, change.promises, PREDICTION, (1.5, 1.5)),
            Line(tr("sigmoid neuron"), change.sizes, change.outputs, SIGMOID, wide=1.3),
        ),
        (-reach, reach, -0.25, 1.25),
        Axis(name),
        OUTPUT,
        title=tr("A small change: {what}", what=name),
        spots=(
            Spot(0.0, change.before, SIGMOID, hollow=True),
            Spot(change.size, promised, PREDICTION, hollow=True),
            Spot(change.size, after, SIGMOID),
        ),
        gap=(change.size, promised, after),
        said=change_words(view),
    )


def change_words(view: SigmoidView) -> str:
    """Return the change, its predicted and real effect, and the perceptron's, in words."""
    change = view.change
    return tr(
        "{what} = {size}: promised {slope} · {size} = {predicted}, came {real}; perceptron {jump}",
        what=tr(CHANGE_NAMES[change.changed]),
        size=plain(change.size, 2),
        slope=number(change.slope, DECIMALS),
        predicted=signed(change.predicted, DECIMALS),
        real=signed(change.real, DECIMALS),
        jump=tr("jumps") if change.jump else tr("stays"),
    )


def gap_figure(view: NetworkGapView, row: int, scale: float) -> Figure:
    """Return the plot of each row's largest gap over c, on a logarithmic axis."""
    row %= len(view.rows)
    lines = [
        Line("", view.scales, view.gaps[:, place], PERCEPTRON, DASH, wide=0.7, name=_row_name(name))
        for place, name in enumerate(view.rows)
        if place != row
    ]
    name = _row_name(view.rows[row])
    lines.append(Line(name, view.scales, view.gaps[:, row], SIGMOID, wide=1.3))
    now = float(np.abs(view.hard[row] - view.smooth[row]).max(initial=0.0))
    words = tr("gap {gap}", gap=number(now, DECIMALS))
    return Figure(
        lines,
        (0.1, 1000.0, -0.05, 1.05),
        Axis("c", log=True),
        OUTPUT,
        title=tr("Largest gap to the perceptrons, c = {c}", c=significant(scale, 3)),
        spots=(Spot(scale, now, SIGMOID),),
        gap=(scale, 0.0, now),
        note=(words, GAP),
        said=words,
    )


def _row_name(row: Sequence[int]) -> str:
    return tr("row {row}", row="".join(map(str, row)) or "–")
