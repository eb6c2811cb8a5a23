"""Plots of a neuron before training, and of the first epochs."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from app.appearance.translation import number, percent, significant, tr
from app.widgets.plots.figure import Axis, Figure, Line, Shade, Upright
from engine.arrays import Vector
from engine.improvement.initial_inputs import FAR
from engine.simulations.overfitting.initialisation.state import InitialisationView

TOKENS = ("negative", "positive")
"""Colours of N(0, 1) and of 1/√n."""

NAMES = ("N(0, 1)", "1/√n")

DECAY_DASH = (4.0, 3.0)

LOWEST = 0.0
LEAST_ACCURACY = 80.0
"""Accuracy in percent at which the plot begins, once both networks have passed it."""


def stepped(edges: Vector, values: Vector) -> tuple[Vector, Vector]:
    """Return x and y of the outline of a histogram.

    Examples
    --------
    >>> [each.tolist() for each in stepped(np.array([0.0, 1.0, 2.0]), np.array([3.0, 4.0]))]
    [[0.0, 1.0, 1.0, 2.0], [3.0, 3.0, 4.0, 4.0]]
    """
    return np.repeat(edges, 2)[1:-1], np.repeat(values, 2)


def z_reach(view: InitialisationView) -> float:
    """Return the end of the axis of z, the same for both initialisers."""
    return max(2.0 * view.starts[0].of.deviation, 1.4 * FAR)


def z_figure(view: InitialisationView, place: int) -> Figure:
    """Return the plot of z: the curve of theory over the histogram of drawn neurons."""
    start, token, reach = view.starts[place], TOKENS[place], z_reach(view)
    x, y = stepped(start.edges, start.counts.z)
    # the curve goes on to the ends of the axis
    ends = np.array([reach + start.of.deviation])
    z = np.concatenate([-ends, start.z, ends])
    density = np.concatenate([[0.0], start.density, [0.0]])
    beyond = tail_words(start.of.beyond(FAR))
    return Figure(
        [Line("", z, density, token, name=tr("theory"))],
        (-reach, reach, 0.0, 1.15 * float(start.density.max())),
        Axis("z"),
        Axis(tr("density")),
        note=(tr("{start}: s.d. {deviation}, |z| > 5: {share}",
                 start=NAMES[place], deviation=significant(start.of.deviation), share=beyond),
              token),
        shade=Shade(x, np.zeros_like(y), y, token) if start.counts.neurons else None,
        uprights=(Upright(-FAR), Upright(FAR)),
        said=tr("{start}: standard deviation {deviation}, |z| > 5 in {share}", start=NAMES[place],
                deviation=significant(start.of.deviation), share=beyond),
    )  # fmt: skip


def output_figure(view: InitialisationView, place: int) -> Figure:
    """Return the plot of σ(z): share of the neurons in each bin between 0 and 1."""
    start, token = view.starts[place], TOKENS[place]
    shares = 100 * start.output_shares
    edges = np.linspace(0.0, 1.0, len(shares) + 1)
    x, y = stepped(edges, 100 * start.counts.outputs)
    saturated = tail_words(start.of.saturated)
    return Figure(
        [Line("", 0.5 * (edges[1:] + edges[:-1]), shares, token, name=tr("theory"))],
        (0.0, 1.0, 0.0, 1.15 * float(max(shares.max(), y.max()))),
        Axis("σ(z)"),
        Axis(tr("neurons"), "%"),
        note=(tr("saturated: {share}", share=saturated), token),
        shade=Shade(x, np.zeros_like(y), y, token) if start.counts.neurons else None,
        said=tr("{start}: {share} saturated", start=NAMES[place], share=saturated),
    )


def tail_words(share: float) -> str:
    """Return a probability in percent with two significant digits.

    Examples
    --------
    >>> tail_words(0.8232), tail_words(4.4557e-05), tail_words(0.0)
    ('82 %', '0.0045 %', '0 %')
    """
    if 0 < share < 1e-8:
        return tr("almost none")
    return f"{significant(100 * share, 2)} %"


def accuracy_figure(view: InitialisationView) -> Figure:
    """Return the plot of validation accuracy over the first epochs."""
    values = 100 * view.accuracies
    low = LEAST_ACCURACY if len(values) and values[-1].min() > LEAST_ACCURACY else LOWEST
    return _epochs_figure(view, values, (low, 100.0), Axis(tr("right, validation"), "%"),
                          lambda value: percent(value / 100))  # fmt: skip


def sizes_figure(view: InitialisationView) -> Figure:
    """Return the plot of the hidden weights' size, with what L2 alone would leave of N(0, 1)."""
    name = Axis(tr("root mean square of the hidden weights"))
    figure = _epochs_figure(view, view.sizes, (0.0, 1.05), name, lambda value: number(value, 3))
    if view.decay is None or not len(view.epochs):
        return figure
    factor = view.decay.factor_after(1)
    x = np.linspace(0.0, float(view.last_epoch), 61)
    left = Line("", x, float(view.sizes[0, 0]) * factor**x, "text_2", DECAY_DASH,
                name=tr("L2 alone"))  # fmt: skip
    words = tr("dashed: L2 alone, × {factor} an epoch", factor=number(factor, 3))
    return Figure([left, *figure.lines], figure.bounds, figure.x, figure.y, said=figure.said,
                  note=(words, "text_2"))  # fmt: skip


def _epochs_figure(
    view: InitialisationView,
    values: Vector,
    ends: tuple[float, float],
    axis: Axis,
    words: Callable[[float], str],
) -> Figure:
    lines = [
        Line(name, view.epochs, values[:, place], token)
        for place, (name, token) in enumerate(zip(NAMES, TOKENS, strict=True))
    ]
    said = "; ".join(
        f"{line.label}: {words(float(line.y[-1]))}" for line in lines if len(view.epochs)
    )
    return Figure(
        lines, (0.0, float(view.last_epoch), *ends), Axis(tr("epoch")), axis,
        empty=tr("Press Play: two networks, equal but for their first weights, learn together."),
        said=said,
    )  # fmt: skip
