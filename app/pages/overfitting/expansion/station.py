"""Station "Expansion": a digit distorted by hand, read by a network, and random copies of it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, tr
from app.page_frame.group import FOLDED, Column, Part
from app.page_frame.station_page import Station
from app.pages.overfitting.expansion.field_view import FieldView
from app.pages.overfitting.expansion.figures import angle_figure
from app.pages.overfitting.expansion.sheet import CopySheet
from app.pages.overfitting.expansion.words import expansion_sentence, result_lines, result_note
from app.pages.overfitting.forms import settings_form
from app.pages.overfitting.words import SIMULATION_ID
from app.widgets.basics.boxes import row
from app.widgets.basics.card import Card
from app.widgets.basics.line_list import LineList
from app.widgets.basics.segments import Segments
from app.widgets.networks.output_bars import OutputBars
from app.widgets.pictures.drawing_pad import DrawingPad
from app.widgets.plots.plot import Plot
from app.widgets.time.step_bar import Place
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting, SetStrokes, Stroke
from engine.commands.pages.overfitting import DistortDigits
from engine.simulations.overfitting.expansion.settings import BY_HAND, DIGITS, DRAWN
from engine.simulations.overfitting.expansion.state import ExpansionView
from engine.simulations.overfitting.state import OverfittingState
from engine.snapshots import SimulationSnapshot

SEGMENTS = {
    **{digit: (digit, mark("Distort this digit.")) for digit in DIGITS if digit != DRAWN},
    DRAWN: (mark("yours"), mark("Distort what you draw on the pad.")),
}
"""Text and tooltip of each digit."""


ROOM_IN_LECTURE = 640
"""Least height in pixels at which a lecture shows the copies of an epoch."""


class ExpansionStation(Station):
    """Station that shows an ExpansionView."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "expansion_station", parent)
        self._drawn: tuple[object, ...] = ()
        self._asked = False
        self._build_stage(theme, send)
        self.hand = Card(theme, mark("Distort"), name="expansion_hand_card")
        self.form = settings_form(send, BY_HAND, self.hand)
        self.hand.hold(self.form)
        self.angle_card = Card(theme, mark("Turned to any angle"), name="expansion_angle_card")
        self.plot = Plot(theme, "expansion_angle_plot", self.angle_card)
        self.angle_card.hold((self.plot, 1))
        self.results_card = Card(theme, mark("What it gives"), name="expansion_results_card")
        self.results = LineList(theme, "expansion_results", self.results_card, rows=4)
        self.results_card.hold(self.results)
        left = Column(theme, Part(self.stage, 5), Part(self.sheet_card, 4, room=ROOM_IN_LECTURE))
        side = Column(theme, Part(self.hand), Part(self.angle_card, 1), Part(self.results_card))
        self.lay_out(Part(left, 62, 1), Part(side, 38, lecture=FOLDED))
        self.retranslate()

    def _build_stage(self, theme: Theme, send: SendCommand) -> None:
        self.stage = Card(theme, mark("A digit and its copy"), name="expansion_stage")
        self.digits = Segments("expansion_digits", "expansion_digit_{}", SEGMENTS)
        self.digits.chosen.connect(self._on_digit)
        self.stage.add_to_header(self.digits)
        self.pad = DrawingPad(theme, self.stage)
        self.pad.setObjectName("expansion_pad")
        self.pad.strokes_changed.connect(self._on_strokes)
        self.copy = FieldView(theme, "expansion_copy", self.stage)
        self.bars = OutputBars(theme, tuple(map(str, range(10))), self.stage)
        self.bars.setObjectName("expansion_bars")
        self.stage.hold((row((self.pad, 4), (self.copy, 4), (self.bars, 3), gap=12), 1))
        self.sheet_card = Card(theme, mark("Copies of an epoch"), name="expansion_sheet_card")
        self.words = settings_form(send, ("ex_expand",), self.sheet_card)
        self.sheet = CopySheet(theme, "expansion_sheet", self.sheet_card)
        self.sheet_card.hold(self.words, (self.sheet, 1))

    def render_state(self, state: OverfittingState) -> None:
        """Draw what differs from the last state."""
        view: ExpansionView = state.view
        if not self._asked:
            self._asked = True
            self.send(DistortDigits(SIMULATION_ID))
        self.form.show_values(state.settings)
        self.words.show_values(state.settings)
        self.digits.select(str(state.settings["ex_digit"]))
        angle = float(state.settings["ex_rotate"])
        seen = (view.version, view.label, view.strokes, view.epoch, angle)
        if seen == self._drawn:
            return
        self._drawn = seen
        if not view.ready:
            return
        self._render_pad(view)
        self.copy.show_copy(view.copy, view.field, tr("Draw a digit") if view.blank else "")
        order = (-view.probabilities).argsort(kind="stable")
        first, second = int(order[0]), int(order[1])
        if view.blank:
            self.bars.show_values(None)
        else:
            self.bars.show_values(view.probabilities, first, second)
        was = view.before if view.label is None else view.label
        self.sheet.show_copies(view.sheet, view.answers, None if view.blank else was)
        self.sheet_card.set_title(tr("Copies of epoch {epoch}", epoch=number(view.epoch)))
        self.plot.show_figure(angle_figure(view, angle))
        lines = result_lines(view)
        self.results.show_lines(lines, "" if lines else tr("No run of 3.V is stored."))
        self.results_card.set_note(result_note(view))

    def _render_pad(self, view: ExpansionView) -> None:
        if self.pad.drawing:
            return
        if view.label is None:
            self.pad.show_picture(None)
            self.pad.set_strokes(view.strokes)
        else:
            self.pad.show_picture(view.original)

    def sentence(self, state: OverfittingState) -> str:
        """Return the sentence for this state."""
        return expansion_sentence(state.view)

    def place(self, simulation: SimulationSnapshot, state: OverfittingState) -> Place:
        words = tr("epoch {step} of {last}", step=number(simulation.step + 1),
                   last=number(state.last_step + 1))  # fmt: skip
        return Place(simulation.step, state.last_step, words)

    def retranslate(self) -> None:
        super().retranslate()
        self._drawn = ()

    def _on_digit(self, digit: str) -> None:
        self.send(SetSetting(SIMULATION_ID, "ex_digit", digit))

    def _on_strokes(self, strokes: tuple[Stroke, ...], finished: bool) -> None:
        self.send(SetStrokes(SIMULATION_ID, strokes, finished=finished))
