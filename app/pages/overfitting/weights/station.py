"""Station "Weights": distributions of the run's weights, and what the penalty does to them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, significant, tr
from app.page_frame.group import Column, Part
from app.page_frame.station_page import Station
from app.pages.overfitting.forms import settings_form
from app.pages.overfitting.gap.station import STRENGTHS, run_place, strength_switch
from app.pages.overfitting.weights.arrows import ShrinkArrows
from app.pages.overfitting.weights.time_map import TimeMap
from app.pages.overfitting.weights.words import penalty_lines, weights_sentence
from app.pages.overfitting.words import SIMULATION_ID, differences
from app.widgets.basics.card import Card
from app.widgets.basics.line_list import LineList
from app.widgets.basics.segments import Segments
from app.widgets.plots.figure import Axis, Figure, Line
from app.widgets.plots.plot import Plot
from app.widgets.time.step_bar import Place
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.simulations.overfitting.state import OverfittingState
from engine.simulations.overfitting.weights.state import WeightsView
from engine.snapshots import SimulationSnapshot

LECTURE_HEIGHT, LECTURE_WIDTH = 640, 1_500
"""Least height and width in pixels at which a lecture shows the histogram and the penalty."""

GROUPS = {
    "hidden": (mark("hidden"), mark("Weights into the hidden layer.")),
    "output": (mark("output"), mark("Weights into the output layer.")),
    "biases": (mark("biases"), mark("Biases of both layers: no penalty touches them.")),
}
"""Text and tooltip of each group of parameters."""


class WeightsStation(Station):
    """Station that shows a WeightsView."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "weights_station", parent)
        self._drawn: tuple[object, ...] = ()
        self.map_card = Card(theme, mark("Weights over the epochs"), name="weights_map_card")
        self.map = TimeMap(theme, self.map_card)
        self.groups = Segments("weights_layer_switch", "weights_{}_button", GROUPS)
        self.map_card.add_to_header(self.groups)
        # stands in for the one beside it where that has no room
        self.lecture_strength = strength_switch(self.map_card, "map_lambda")
        self.map_card.hold((Column(theme, Part(self.lecture_strength, when=self._without_penalty),
                                   Part(self.map, 1), parent=self.map_card), 1))  # fmt: skip
        self.plot_card = Card(theme, mark("Now"), name="weights_now_card")
        self.plot = Plot(theme, "weights_plot", self.plot_card)
        self.plot_card.hold((self.plot, 1))
        self.penalty_card = Card(theme, mark("The penalty alone"), name="penalty_card")
        self.strength = strength_switch(self.penalty_card)
        shown = ("regulariser", "weights_horizon", "weights_threshold")
        self.form = settings_form(send, shown, self.penalty_card)
        self.arrows = ShrinkArrows(theme, self.penalty_card)
        self.lines = LineList(theme, "penalty_list", self.penalty_card)
        self.penalty_card.hold(self.strength, self.form, (self.arrows, 3), (self.lines, 2))
        stage = Column(theme, Part(self.map_card, 5), Part(self.plot_card, 4, room=LECTURE_HEIGHT))
        self.lay_out(Part(stage, 62), Part(self.penalty_card, 38, room=LECTURE_WIDTH))
        self.groups.chosen.connect(self._on_group)
        for switch in (self.strength, self.lecture_strength):
            switch.chosen.connect(self._on_strength)
        self.retranslate()

    def render_state(self, state: OverfittingState) -> None:
        """Draw what differs from the last state."""
        view: WeightsView = state.view
        self.form.show_values(state.settings)
        self.groups.select(view.group)
        chosen = f"{float(state.settings['lambda']):g}"
        for switch in (self.strength, self.lecture_strength):
            switch.select(chosen if chosen in STRENGTHS else None)
        seen = (view.group, view.gap.run.step, view.gap.run.branch, view.gap.recorded,
                len(view.epochs), view.edges[-1], view.horizon, view.threshold, view.decay,
                view.ghost is None)  # fmt: skip
        if seen == self._drawn:
            return
        self._drawn = seen
        self.map.show_view(view, float(view.gap.run.settings["epochs"]))
        self.plot.show_figure(now_figure(view))
        self.arrows.show_view(view)
        self.lines.show_lines(penalty_lines(view))
        self.map_card.set_note(tr("{count} numbers", count=number(view.count)))

    def sentence(self, state: OverfittingState) -> str:
        """Return the sentence for this state."""
        return weights_sentence(state.view)

    def place(self, simulation: SimulationSnapshot, state: OverfittingState) -> Place:
        return run_place(simulation, state, state.view.gap)

    def retranslate(self) -> None:
        super().retranslate()
        self._drawn = ()

    # --- handlers -------------------------------------------------------------------------------

    def _without_penalty(self) -> bool:
        """Return whether a lecture has no room for the card of the penalty."""
        return self.theme.lecture and self.width() < LECTURE_WIDTH

    def _on_group(self, group: str) -> None:
        self.send(SetSetting(SIMULATION_ID, "weights_layer", group))

    def _on_strength(self, chosen: str) -> None:
        self.send(SetSetting(SIMULATION_ID, "lambda", float(chosen)))


def now_figure(view: WeightsView) -> Figure:
    """Return the plot of the present histogram, that of the start and of the run before."""
    edges = view.edges
    x = 0.5 * (edges[1:] + edges[:-1])
    ghost = view.gap.ghost
    name = differences(ghost.differs) if ghost is not None else ""
    shown = [
        Line(name, x, 100 * view.ghost, "accent", ghost=True) if view.ghost is not None else None,
        Line(tr("start"), x, 100 * view.start, "text_2", (4.0, 3.0), name=tr("start"))
        if view.start is not None
        else None,
        Line(tr("now"), x, 100 * view.now, "accent") if view.now is not None else None,
    ]
    lines = [line for line in shown if line is not None]
    highest = max((float(line.y.max()) for line in lines), default=1.0)
    reach = float(edges[-1])
    return Figure(
        lines, (-reach, reach, 0.0, 1.08 * max(highest, 1e-6)), Axis("w"), Axis(tr("share"), "%"),
        empty=tr("Play: the run begins."),
        said=f"{tr('root mean square')} {significant(view.deviation)}",
    )  # fmt: skip
