"""Station "Test trap": the best of many trials, chosen by the pictures that judge it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, tr
from app.page_frame.group import Column, Part
from app.page_frame.station_page import Station
from app.pages.overfitting.forms import settings_form
from app.pages.overfitting.trap.figures import expected_figure, promise_figure, trials_figure
from app.pages.overfitting.trap.words import account_lines, trap_sentence
from app.pages.overfitting.words import DATA_NAMES
from app.widgets.basics.card import Card
from app.widgets.basics.line_list import LineList
from app.widgets.plots.plot import Plot
from app.widgets.time.step_bar import Place
from engine.commands.command import SendCommand
from engine.simulations.overfitting.state import OverfittingState
from engine.simulations.overfitting.trap.state import TrapView
from engine.snapshots import SimulationSnapshot

LECTURE_HEIGHT, LECTURE_WIDTH = 640, 1_500
"""Least height and width in pixels at which a lecture shows all trials, and the settings."""

CHOSEN_BY = {
    "test": mark("your test pictures"),
    "validation": mark("1,000 validation pictures"),
}


class TrapStation(Station):
    """Station that shows a TrapView."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "trap_station", parent)
        self._drawn: tuple[object, ...] = ()
        self.stage = Card(theme, mark("What the best one promises, and what it keeps"),
                          name="trap_stage")  # fmt: skip
        self.promise = Plot(theme, "trap_promise_plot", self.stage)
        self.stage.hold((self.promise, 1))
        self.trials_card = Card(theme, mark("All trials"), name="trap_trials_card")
        self.trials = Plot(theme, "trap_trials_plot", self.trials_card)
        self.trials_card.hold((self.trials, 1))
        self.controls = Card(theme, mark("Your search"), name="trap_controls")
        self.form = settings_form(send, ("trap_by", "trap_part", "trap_trials"), self.controls,
                                  names={"trap_by": CHOSEN_BY})  # fmt: skip
        self.controls.hold(self.form)
        self.account_card = Card(theme, mark("The chosen network"), name="trap_account_card")
        self.account = LineList(theme, "trap_account", self.account_card)
        self.account_card.hold((self.account, 1))
        left = Column(theme, Part(self.stage, 1), Part(self.trials_card, 1, room=LECTURE_HEIGHT))
        side = Column(theme, Part(self.controls), Part(self.account_card, 1))
        self.lay_out(Part(left, 62), Part(side, 38, room=LECTURE_WIDTH))
        self.retranslate()

    def render_state(self, state: OverfittingState) -> None:
        """Draw what differs from the last state."""
        view: TrapView = state.view
        self.form.show_values(state.settings)
        by_test = state.settings["trap_by"] == "test"
        seen = (len(view.promised), view.part, view.trials, view.choice, view.data, view.optimism,
                by_test)  # fmt: skip
        if seen == self._drawn:
            return
        self._drawn = seen
        tried = len(view.promised) > 0
        self.promise.show_figure(
            promise_figure(view) if tried else expected_figure(view, by_test=by_test)
        )
        self.trials.show_figure(trials_figure(view))
        self.account.show_lines(
            account_lines(view), "" if view.choice else tr("None yet: Play tries the first.")
        )
        data = tr(DATA_NAMES.get(view.data, view.data))
        self.stage.set_note(tr("{data} · 300 pictures each", data=data))

    def sentence(self, state: OverfittingState) -> str:
        """Return the sentence for this state."""
        return trap_sentence(state.view, loading=state.loading)

    def place(self, simulation: SimulationSnapshot, state: OverfittingState) -> Place:
        words = tr("trial {step} of {last}", step=number(simulation.step),
                   last=number(state.last_step))  # fmt: skip
        return Place(simulation.step, state.last_step, words)

    def retranslate(self) -> None:
        super().retranslate()
        self._drawn = ()
