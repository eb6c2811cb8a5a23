"""Contents of the sigmoid station's plots."""

from __future__ import annotations

from math import log10

import numpy as np

from app.appearance.translation import number, significant, tr
from app.pages.perceptrons.output_plot import Line, Plot, Spot
from app.pages.perceptrons.words import CHANGE_NAMES, plain, signed
from engine.simulations.perceptrons.state import NetworkGapView, SigmoidView

PERCEPTRON, SIGMOID, PREDICTION = "text_2", "positive", "negative"
"""Colour tokens: output of a perceptron, of a sigmoid neuron, and the prediction of eq. (5)."""

DASH = (4.0, 2.5)
OUTPUTS = (0.0, 0.25, 0.5, 0.75, 1.0)
DECIMALS = 5
"""Decimals of outputs: NAND at c = 10 differs from 0 and 1 in the fifth."""


def output_plot(view: SigmoidView, row: int) -> Plot:
    """Return the plot of both outputs over w·x + b, with the truth table's rows and their gap."""
    shown = view.table[row % len(view.table)]
    spots = [
        Spot(each.z, each.sigmoid, SIGMOID, hollow=each.z != shown.z)
        for each in view.table
        if each is not shown
    ]
    spots.append(Spot(shown.z, shown.perceptron, PERCEPTRON))
    spots.append(Spot(shown.z, shown.sigmoid, SIGMOID))
    spots.append(Spot(0.0, 0.5, SIGMOID, "½", hollow=True))
    return Plot(
        f"σ(c·z) = σ({significant(view.scale, 3)} · {plain(shown.z)}) = "
        f"{number(shown.sigmoid, DECIMALS)}",
        "w·x + b",
        (-5.0, 5.0, -0.05, 1.05),
        (
            Line(tr("perceptron"), view.z, view.hard, PERCEPTRON, DASH),
            Line(tr("sigmoid neuron"), view.z, view.smooth, SIGMOID, wide=1.3),
        ),
        spots,
        (shown.z, shown.perceptron, shown.sigmoid),
        tr("gap {gap}", gap=number(shown.gap, DECIMALS)),
        said=tr(
            "z {z}: perceptron {perceptron}, sigmoid neuron {sigmoid}",
            z=plain(shown.z),
            perceptron=shown.perceptron,
            sigmoid=number(shown.sigmoid, DECIMALS),
        ),
        marks=OUTPUTS,
    )


def change_plot(view: SigmoidView) -> Plot:
    """Return the plot of the output over the size of a change, with the prediction of eq. (5)."""
    change = view.change
    after = change.before + change.real
    promised = change.before + change.predicted
    reach = float(change.sizes[-1])
    return Plot(
        tr("A small change: {what}", what=tr(CHANGE_NAMES[change.changed])),
        tr(CHANGE_NAMES[change.changed]),
        (-reach, reach, -0.25, 1.25),
        (
            Line(tr("perceptron"), change.sizes, change.steps, PERCEPTRON, DASH),
            Line(tr("promise, eq. (5)"), change.sizes, change.promises, PREDICTION, (1.5, 1.5)),
            Line(tr("sigmoid neuron"), change.sizes, change.outputs, SIGMOID, wide=1.3),
        ),
        (
            Spot(0.0, change.before, SIGMOID, hollow=True),
            Spot(change.size, min(max(promised, -0.24), 1.24), PREDICTION, hollow=True),
            Spot(change.size, after, SIGMOID),
        ),
        (change.size, min(max(promised, -0.24), 1.24), after),
        "",
        said=change_words(view),
        marks=OUTPUTS,
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


def gap_plot(view: NetworkGapView, row: int, scale: float) -> Plot:
    """Return the plot of each row's largest gap over c, on a logarithmic axis."""
    powers = np.log10(view.scales)
    row %= len(view.rows)
    lines = [
        Line("", powers, view.gaps[:, place], PERCEPTRON, DASH, 0.7)
        for place in range(len(view.rows))
        if place != row
    ]
    name = "".join(map(str, view.rows[row])) or "–"
    lines.append(Line(tr("row {row}", row=name), powers, view.gaps[:, row], SIGMOID, wide=1.3))
    now = float(np.abs(view.hard[row] - view.smooth[row]).max(initial=0.0))
    return Plot(
        tr("Largest gap to the perceptrons, c = {c}", c=significant(scale, 3)),
        tr("c, by which all weights and biases are multiplied"),
        (-1.0, 3.0, -0.05, 1.05),
        lines,
        (Spot(log10(scale), now, SIGMOID),),
        powers=True,
        falls=True,
        gap=(log10(scale), 0.0, now),
        gap_label=tr("gap {gap}", gap=number(now, DECIMALS)),
        said=tr("gap {gap}", gap=number(now, DECIMALS)),
        marks=OUTPUTS,
    )
