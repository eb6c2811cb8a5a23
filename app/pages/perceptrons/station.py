"""Base of the stations of the Perceptrons page: a stage, and cards at its right."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.page_frame.group import FOLDED, Column, Part
from app.page_frame.station_page import Station
from app.pages.perceptrons.truth_table import TruthTable
from app.pages.perceptrons.words import SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.time.step_bar import Place
from engine.commands.command import SendCommand
from engine.commands.pages.perceptrons import ShowRow
from engine.simulations.perceptrons.state import PerceptronsState
from engine.snapshots import SimulationSnapshot

LECTURE_ROOM = 1500
"""Least width in pixels at which a lecture shows the table."""


class TableStation(Station):
    """Stage at the left, controls and table at the right; a lecture hides the controls.

    Attributes
    ----------
    stage, controls, table_card : Card
    table : TruthTable
    name : str
        Beginning of the object names.
    titles : tuple of str
        Of the three cards, English; shown through `tr`.
    note : str
        Of the stage, English; shown through `tr`.
    """

    name = ""
    titles = ("", "", "")
    note = ""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        name, (stage, controls, table) = self.name, self.titles
        super().__init__(theme, send, f"{name}_station", parent)
        self.stage = Card(theme, stage, name=f"{name}_stage", note=self.note)
        self.controls = Card(theme, controls, name=f"{name}_controls")
        self.table_card = Card(theme, table, name=f"{name}_table_card")
        self.table = TruthTable(theme, f"{name}_table", self.table_card)
        self.table_card.hold((self.table, 1))
        self.table.row_chosen.connect(self.show_row)
        side = Column(theme, Part(self.controls, lecture=FOLDED), Part(self.table_card, 1))
        self.lay_out(Part(self.stage, 74, 72), Part(side, 26, 28, room=LECTURE_ROOM))

    def show_row(self, row: int) -> None:
        """Ask for another row of the table."""
        self.send(ShowRow(SIMULATION_ID, row))

    def place(self, simulation: SimulationSnapshot, state: PerceptronsState) -> Place:
        row = 0 if state.row is None else state.row + state.first
        # the first row of a second pass through the table has rows before it
        return Place(row, state.rows - 1 + state.first, self.place_words(state), state.step > 0)

    def place_words(self, state: PerceptronsState) -> str:
        """Return the words of the transport bar: the row shown."""
        return tr("row {row} of {rows}", row=(state.row or 0) + 1, rows=state.rows)
