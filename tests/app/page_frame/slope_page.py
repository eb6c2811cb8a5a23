"""The page of the smallest simulation: a plot, a start that is dragged, two settings."""

from __future__ import annotations

import numpy as np

from app.appearance.translation import mark, significant, tr
from app.page_frame.group import FOLDED, Part, Row
from app.page_frame.page import Page
from app.page_frame.page_info import PageInfo
from app.widgets.basics.card import Card
from app.widgets.numbers.settings_form import SettingsForm
from app.widgets.plots.figure import Axis, Figure, Line, Spot
from app.widgets.plots.plot import Plot
from app.widgets.time.step_bar import StepBar
from tests.engine.simulations.scene_page.slope import SETTINGS, MoveStart, SlopeState

PARABOLA = np.linspace(-2.0, 2.0, 81)


class SlopePage(Page):
    """Page that shows a SlopeState."""

    state_type = SlopeState

    def __init__(self, send, theme):
        super().__init__(send, theme, "slope")
        self.plot = Plot(theme, "slope_plot", choosing=True)
        self.plot.chosen.connect(self._on_chosen)
        self.card = Card(theme, mark("Descent"), name="slope_card")
        self.form = SettingsForm(send, "slope", SETTINGS, stem="slope_{}")
        self.card.body.addWidget(self.form)
        bar = StepBar(theme, send, "slope", mark("Let the ball roll (Space)."))
        self.lay_out(Row(theme, Part(self.plot, 74), Part(self.card, 26, FOLDED)), step_bar=bar)

    def sentence_for(self, simulation, state):
        cost = significant(state.places[-1] ** 2, 3)
        return tr("After {step} steps the cost is {cost}.", step=state.step, cost=cost)

    def render_state(self, simulation, state):
        self.form.show_values(state.settings)
        lines = (
            Line(tr("cost"), PARABOLA, PARABOLA**2, "cost"),
            Line(tr("the ball's path"), state.places, state.places**2, "accent", dots=True),
        )
        ball = Spot(float(state.places[-1]), float(state.places[-1] ** 2), "accent")
        axes = Axis("x"), Axis(tr("cost"))
        self.plot.show_figure(Figure(lines, (-2.0, 2.0, 0.0, 4.0), *axes, spots=(ball,)))

    def _on_chosen(self, x, finished):
        self.send(MoveStart("slope", x, finished))


HINT = "Drag the ball, then press Space."
PAGE = PageInfo("slope", "Slope", 1, "slope", HINT, SlopePage)
