"""Station "More data": accuracy over the number of pictures, and a race against more of them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, tr
from app.page_frame.group import FOLDED, Column, Part
from app.page_frame.station_page import Station
from app.pages.overfitting.forms import settings_form
from app.pages.overfitting.more_data.figures import SERIES_NAMES, race_figure, size_figure
from app.pages.overfitting.more_data.words import (
    law_lines,
    more_data_sentence,
    race_lines,
    source_note,
)
from app.pages.overfitting.words import DATA_NAMES, SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.basics.line_list import LineList
from app.widgets.basics.segments import Segments
from app.widgets.plots.plot import Plot
from app.widgets.time.step_bar import Place
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.simulations.overfitting.more_data.state import MoreDataView
from engine.simulations.overfitting.state import OverfittingState
from engine.snapshots import SimulationSnapshot

AXES = {
    "accuracy": (mark("accuracy"), mark("Right answers, upwards.")),
    "error": (mark("error"), mark("Errors on a logarithmic axis: a power law is a straight line.")),
}


ROOM_IN_LECTURE = 640
"""Least height in pixels at which a lecture shows the race."""


class MoreDataStation(Station):
    """Station that shows a MoreDataView."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "more_data_station", parent)
        self._drawn: tuple[object, ...] = ()
        self.stage = Card(theme, mark("Accuracy over the number of pictures"),
                          name="more_data_stage")  # fmt: skip
        self.axis = Segments("more_data_axis", "more_data_axis_{}", AXES)
        self.axis.chosen.connect(self._on_axis)
        self.stage.add_to_header(self.axis)
        self.plot = Plot(theme, "more_data_plot", self.stage)
        self.stage.hold((self.plot, 1))
        self.race_card = Card(theme, mark("More data or a better algorithm"),
                              name="more_data_race_card")  # fmt: skip
        self.race = Plot(theme, "more_data_race_plot", self.race_card)
        self.race_card.hold((self.race, 1))
        self.law_card = Card(theme, mark("Extrapolate"), name="more_data_law_card")
        shown = ("md_series", "md_from", "md_to", "md_floor")
        self.form = settings_form(send, shown, self.law_card, names={"md_series": SERIES_NAMES})
        self.law = LineList(theme, "more_data_law", self.law_card)
        self.law_card.hold(self.form, (self.law, 1))
        self.racers_card = Card(theme, mark("The race"), name="more_data_racers_card")
        self.small = settings_form(send, ("md_small",), self.racers_card)
        self.racers = LineList(theme, "more_data_racers", self.racers_card)
        self.racers_card.hold(self.small, (self.racers, 1))
        left = Column(theme, Part(self.stage, 5), Part(self.race_card, 4, room=ROOM_IN_LECTURE))
        side = Column(theme, Part(self.law_card, 5), Part(self.racers_card, 4))
        self.lay_out(Part(left, 62, 1), Part(side, 38, lecture=FOLDED))
        self.retranslate()

    def render_state(self, state: OverfittingState) -> None:
        """Draw what differs from the last state."""
        view: MoreDataView = state.view
        self.form.show_values(state.settings)
        self.small.show_values(state.settings)
        axis = str(state.settings["md_axis"])
        self.axis.select(axis)
        raced = tuple((each.pictures, len(each.accuracy)) for each in view.racers)
        chosen = tuple(state.settings[name] for name in ("md_series", "md_from", "md_to"))
        seen = (view.law, chosen, axis, raced, view.data, state.settings["seed"])
        if seen == self._drawn:
            return
        self._drawn = seen
        self.plot.show_figure(size_figure(view, axis))
        self.stage.set_note(source_note(view))
        self.law.show_lines(law_lines(view), "" if view.law else tr("Choose two points or more."))
        self.race.show_figure(race_figure(view))
        lines = race_lines(view)
        self.racers.show_lines(lines, "" if lines else tr("Two networks wait; press Play."))
        self.race_card.set_note(tr(DATA_NAMES.get(view.data, view.data)))

    def sentence(self, state: OverfittingState) -> str:
        """Return the sentence for this state."""
        return more_data_sentence(state.view, loading=state.loading)

    def place(self, simulation: SimulationSnapshot, state: OverfittingState) -> Place:
        words = tr("round {step} of {last}", step=number(simulation.step),
                   last=number(state.last_step))  # fmt: skip
        return Place(simulation.step, state.last_step, words)

    def retranslate(self) -> None:
        super().retranslate()
        self._drawn = ()

    def _on_axis(self, axis: str) -> None:
        self.send(SetSetting(SIMULATION_ID, "md_axis", axis))
