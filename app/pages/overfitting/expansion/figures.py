"""Plot of the expansion: what the network reads over the angle."""

from __future__ import annotations

import numpy as np

from app.appearance.translation import tr
from app.widgets.plots.figure import Axis, Figure, Line, Upright
from engine.simulations.overfitting.expansion.state import ExpansionView

MARKS = (-180.0, -90.0, 0.0, 90.0, 180.0)

FAINT = 0.5
"""Other digits are drawn if they reach this probability somewhere."""

TOKENS = ("negative", "twin_1", "twin_3", "text_2")
"""Colours of the other digits, the most probable first."""


def angle_figure(view: ExpansionView, angle: float) -> Figure:
    """Return the plot of the probabilities over the angle; the present one is marked."""
    was = view.before if view.label is None else view.label
    turned = 100 * view.turned
    reach = turned.max(axis=0)
    others = [d for d in np.argsort(-turned.sum(axis=0)).tolist() if d != was]
    others = [digit for digit in others if reach[digit] > 100 * FAINT][: len(TOKENS)]
    lines = [
        Line(
            str(digit),
            view.angles,
            turned[:, digit],
            token,
            name=tr("read as {digit}", digit=digit),
        )
        for digit, token in zip((was, *others), ("accuracy", *TOKENS), strict=False)
    ]
    return Figure(
        [] if view.blank else lines,
        (-180.0, 180.0, 0.0, 100.0),
        Axis(tr("angle"), "°", marks=MARKS),
        Axis(tr("probability"), "%"),
        empty=tr("Nothing is drawn yet."),
        uprights=() if view.blank else (Upright(angle),),
    )
