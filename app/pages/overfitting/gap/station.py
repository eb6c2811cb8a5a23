"""Station "The gap": accuracy and cost of a run, its settings, what could be kept of it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, tr
from app.page_frame.group import FOLDED, Column, Part
from app.page_frame.station_page import Station
from app.pages.overfitting.forms import settings_form
from app.pages.overfitting.gap.figures import accuracy_figure, cost_figure
from app.pages.overfitting.gap.kept_list import kept_lines
from app.pages.overfitting.gap.sentence import gap_sentence
from app.pages.overfitting.words import DATA_NAMES, SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.basics.elided import WrappedLabel
from app.widgets.basics.line_list import LineList
from app.widgets.basics.segments import Segments
from app.widgets.plots.plot import Plot
from app.widgets.time.step_bar import Place
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.simulations.overfitting.gap.state import GapView
from engine.simulations.overfitting.state import OverfittingState
from engine.snapshots import SimulationSnapshot

FIRST = ("regulariser", "train_size", "dropout", "epochs")
MORE = ("lambda", "expand", "initialiser", "hidden", "eta", "batch", "data", "seed")

KEPT_ROWS = 5
"""Networks that could be kept."""

LECTURE_ROOM = 640
"""Least height in pixels at which a lecture shows the cost too."""

STRENGTHS = {
    "0": mark("λ 0"), "0.01": mark("λ 0.01"), "0.1": mark("λ 0.1"), "1": mark("λ 1"),
}  # fmt: skip
"""Text of the buttons of λ, by its value."""


def strength_switch(parent: QWidget, stem: str = "lambda") -> Segments:
    """Return the buttons of λ, whose object names begin with `stem`."""
    tip = mark("Weight decay λ: how strongly large weights are penalised.")
    words = {value: (text, tip) for value, text in STRENGTHS.items()}
    return Segments(f"{stem}_switch", stem + "_{}_button", words, parent)


class GapStation(Station):
    """Station that shows a GapView."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "gap_station", parent)
        self._drawn: tuple[object, ...] = ()
        self.stage = Card(theme, mark("Right answers and cost"), name="gap_stage")
        self.accuracy = Plot(theme, "gap_accuracy_plot", self.stage)
        self.cost = Plot(theme, "gap_cost_plot", self.stage)
        plots = Column(theme, Part(self.accuracy, 3), Part(self.cost, 2, room=LECTURE_ROOM),
                       parent=self.stage)  # fmt: skip
        self.strength = strength_switch(self.stage)
        self.stage.add_to_header(self.strength)
        self.stage.hold((plots, 1))
        self.controls = Card(theme, mark("The run"), name="gap_controls")
        self.form = settings_form(send, (*FIRST, *MORE), self.controls, first=FIRST,
                                  more="gap_more_button")  # fmt: skip
        self.controls.add_to_header(self.form.more_button)
        self.controls.hold(self.form)
        self.kept_card = Card(theme, mark("What could be kept"), name="kept_card",
                              note=mark("test accuracy"))  # fmt: skip
        self.kept = LineList(theme, "kept_list", self.kept_card, rows=KEPT_ROWS)
        self.rule = settings_form(send, ("patience",), self.kept_card)
        self.kept_note = WrappedLabel("kept_note", self.kept_card, role="small")
        self.kept_card.hold(self.kept, self.rule, self.kept_note)
        self.kept_card.body.addStretch(1)
        self.side = Column(theme, Part(self.controls), Part(self.kept_card, 1, when=self._folded))
        self.lay_out(Part(self.stage, 66, 1), Part(self.side, 34, lecture=FOLDED))
        self.strength.chosen.connect(self._on_strength)
        self.form.unfolded.connect(self._on_unfolded)
        self.retranslate()

    def render_state(self, state: OverfittingState) -> None:
        """Draw what differs from the last state."""
        view: GapView = state.view
        self.form.show_values(state.settings)
        self.rule.show_values(state.settings)
        chosen = f"{float(state.settings['lambda']):g}"
        self.strength.select(chosen if chosen in STRENGTHS else None)
        seen = (view.run.history, view.ghost, view.waiting, view.kept, view.data)
        if len(seen) == len(self._drawn) and all(map(_same, seen, self._drawn)):
            return
        self._drawn = seen
        empty = tr("The run begins …") if view.waiting else tr("Play: epoch by epoch.")
        self.accuracy.show_figure(accuracy_figure(view, empty=empty))
        self.cost.show_figure(cost_figure(view, empty=""))
        self.kept.show_lines(
            kept_lines(view, int(state.settings["patience"])),
            "" if view.kept else tr("After the first epochs."),
        )
        self.stage.set_note(_source_words(view))

    def sentence(self, state: OverfittingState) -> str:
        """Return the sentence for this state."""
        view: GapView = state.view
        return gap_sentence(view, loading=state.loading and view.waiting)

    def place(self, simulation: SimulationSnapshot, state: OverfittingState) -> Place:
        return run_place(simulation, state, state.view)

    def retranslate(self) -> None:
        super().retranslate()
        self.kept_note.setText(
            tr(
                "Early stopping chooses by validation pictures. Whoever chooses by test pictures "
                "knows no longer how good the network is: see the test trap."
            )
        )
        self._drawn = ()

    # --- handlers -------------------------------------------------------------------------------

    def _folded(self) -> bool:
        return not self.form.is_open

    def _on_strength(self, chosen: str) -> None:
        self.send(SetSetting(SIMULATION_ID, "lambda", float(chosen)))

    def _on_unfolded(self, unfolded: bool) -> None:
        self.side.fold()


def run_place(simulation: SimulationSnapshot, state: OverfittingState, view: GapView) -> Place:
    """Return what the step bar shows of the run of the gap."""
    epochs = int(view.run.settings["epochs"])
    words = tr("epoch {epoch} of {epochs}", epoch=int(view.run.epoch), epochs=epochs)
    return Place(simulation.step, state.last_step, words, begun=simulation.step > 0)


def _source_words(view: GapView) -> str:
    """Return where the run comes from: recorded or live, its data, its network."""
    run = view.run
    data = tr(DATA_NAMES.get(view.data, view.data))
    if view.stands_in:
        data = tr("built-in digits: MNIST is not on this machine")
    source = tr("recorded") if view.recorded else tr("live")
    pictures = tr("{count} pictures", count=number(run.training_size or 0))
    parts = (source, data, *((pictures,) if run.training_size else ()))
    return " · ".join((*parts, str(run.settings["layers"])))


def _same(one: object, other: object) -> bool:
    return one is other or (isinstance(one, str | bool | tuple) and one == other)
