"""A curve that the user draws before training, to compare with the measured one."""

from __future__ import annotations

from bisect import bisect_left
from math import isfinite

import numpy as np

from app.appearance.translation import mark, tr
from app.widgets.basics.elided import ElidedButton
from app.widgets.plots.axes import EPOCHS, between
from app.widgets.plots.figure import Bounds, Line
from engine.simulations.learning.views.state import TrainingView

DASH = (1.0, 3.0)
MOST_POINTS = 100
"""Most points of a guess in a document."""

HIGHEST_COST = 3.0
"""Top of the empty cost plot; outputs of 0.1 for ten classes cost 3.25 in cross-entropy."""


def guess_button(name: str) -> ElidedButton:
    """Return the button that lets the mouse draw a guess; `name` is its object name."""
    return ElidedButton(
        name,
        mark("guess"),
        mark("Draw with the mouse how the curve will run, then press Play; a click wipes it."),
        role="link",
        checkable=True,
    )


class Guess:
    """Curves drawn by the user over epochs, one for each quantity."""

    def __init__(self) -> None:
        self._points: dict[str, list[tuple[float, float]]] = {}

    def has(self, quantity: str) -> bool:
        """Return whether a quantity has a guess of more than one point."""
        return len(self._points.get(quantity, ())) > 1

    def draw(self, quantity: str, x: float, y: float, *, first: bool) -> None:
        """Add a point and drop the points to its right; `first` begins a new curve."""
        if first:
            self._points[quantity] = []
        points = self._points.setdefault(quantity, [])
        del points[bisect_left(points, (x, -np.inf)) :]
        points.append((x, y))

    def curve(self, training: TrainingView, quantity: str, axis: str) -> list[Line]:
        """Return the guess as a curve over an axis; none where epochs cannot be converted to it."""
        points = self._points.get(quantity, [])
        known = len(training.history.epochs) > 1
        if len(points) < 2 or not (known or axis == EPOCHS):
            return []
        x, y = np.array(points).T
        places = between(training.history, x, training.products, axis)
        return [Line(tr("guess"), places, y, "text", DASH)]

    def text(self, quantity: str) -> str:
        """Return a guess as text for a document."""
        points = self._points.get(quantity, [])
        thinned = points[:: max(1, -(-len(points) // MOST_POINTS))]
        return " ".join(f"{x:.4g},{y:.4g}" for x, y in thinned)

    def read(self, quantity: str, text: object) -> None:
        """Read a guess from a document; invalid text is ignored."""
        points: list[tuple[float, float]] = []
        for word in str(text).split()[: 2 * MOST_POINTS]:
            try:
                x, y = (float(number) for number in word.split(","))
            except ValueError:
                return
            if not (isfinite(x) and isfinite(y)) or (points and x <= points[-1][0]):
                return
            points.append((x, y))
        self._points[quantity] = points


def room_for(bounds: Bounds, training: TrainingView, quantity: str) -> Bounds:
    """Return limits for drawing a guess: all planned epochs, all accuracies."""
    planned = float(str(training.settings["epochs"]))
    high = 100.0 if quantity == "accuracy" else max(bounds[3], HIGHEST_COST)
    if not len(training.history.epochs):
        high = 100.0 if quantity == "accuracy" else HIGHEST_COST
    return 0.0, max(planned, bounds[1]), 0.0, high
