"""Card of curves: each ball's cost over its steps, and the error of mini-batch gradients."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, significant, tr
from app.widgets.basics.card import Card
from app.widgets.basics.tabs import Tabs
from app.widgets.plots.axes import BATCH, STEPS, axis_name
from app.widgets.plots.figure import Axis, Figure, Line
from app.widgets.plots.plot import Plot
from engine.simulations.surface.state import SurfaceState
from engine.surfaces.descent import GradientNoise

COST, POLLING = range(2)
POLLING_TAB = (
    mark("Polling"),
    mark("How far the gradient of a mini-batch is off, by its size."),
)
TABS = ((mark("Cost"), mark("Cost of every ball over its steps.")), POLLING_TAB)
"""Name and meaning of each tab."""

TOKENS = ("negative", "text", "cost", "positive")
"""Colour token of each ball's curve."""


class CurvesCard(Card):
    """Card with two plots behind tabs."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, mark("Curves"), parent, name="surface_curves_card")
        self._state: SurfaceState | None = None
        self.tabs = Tabs("surface_tabs", mark("Curves"), TABS, self)
        self.curves = Plot(theme, "surface_curves", self)
        self.hold(self.tabs, (self.curves, 1))
        self.tabs.currentChanged.connect(self._draw)

    def render_text(self, state: SurfaceState) -> None:
        self._state = state
        self._draw()

    def retranslate(self) -> None:
        super().retranslate()
        self._draw()

    def _draw(self) -> None:
        if self._state is None:
            return
        draw = self._draw_costs if self.tabs.currentIndex() == COST else self._draw_polling
        draw(self._state)

    def _draw_costs(self, state: SurfaceState) -> None:
        curves = [
            Line(f"η {significant(ball.eta, 4)}", np.arange(len(ball.costs), dtype=float),
                 np.where(np.abs(ball.costs) < 1e9, ball.costs, np.nan), token)
            for ball, token in zip(state.balls, TOKENS, strict=False)
        ]  # fmt: skip
        right = max((len(ball.costs) - 1.0 for ball in state.balls), default=1.0)
        highest = max((float(curve.y[0]) for curve in curves), default=1.0)
        low = min(0.0, state.low)
        bounds = (0.0, max(right, 1.0), low, max(1.1 * highest, low + 1e-3))
        empty = tr("Drop a ball: its cost appears here.")
        self.curves.show_figure(Figure(curves, bounds, Axis(axis_name(STEPS)), empty=empty))

    def _draw_polling(self, state: SurfaceState) -> None:
        words = tr("A formula has no examples to poll: choose the neuron.")
        self.curves.show_figure(polling_figure(state.polling, words))


def polling_figure(polling: GradientNoise | None, empty: str) -> Figure:
    """Return the plot of error and angle of mini-batch gradients over their size, and of 1/√m."""
    across = Axis(axis_name(BATCH))
    if polling is None:
        return Figure((), (0.0, 1.0, 0.0, 1.0), across, empty=empty)
    if not np.isfinite(polling.errors).all():
        words = tr("The gradient has no length here: there is nothing to compare with.")
        return Figure((), (0.0, 1.0, 0.0, 1.0), across, empty=words)
    law = polling.errors[0] / np.sqrt(polling.sizes)
    lines = (
        Line("1/√m", polling.sizes, 100 * law, "text_2", (4.0, 3.0)),
        Line(tr("error %"), polling.sizes, 100 * polling.errors, "negative"),
        Line(tr("angle °"), polling.sizes, polling.angles, "positive"),
    )
    most = max(float(100 * polling.errors.max()), float(polling.angles.max()))
    return Figure(lines, (1.0, float(polling.sizes[-1]), 0.0, 1.05 * most), across)
