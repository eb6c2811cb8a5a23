"""The Results page: the table of the experiments, and the card of the chosen one."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.page_frame.group import Part, Row
from app.page_frame.keys import KeyAction
from app.page_frame.page import Page
from app.pages.results.card import ResultCard
from app.pages.results.deciding import CONTROLS
from app.pages.results.openings import Opening
from app.pages.results.table import ResultsTable
from app.pages.results.words import SIMULATION_ID
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.simulations.results.state import FULL, SHORTENED, UNBUILT, UNRUN, ResultsState
from engine.snapshots import SimulationSnapshot


class ResultsPage(Page):
    """Page that shows a ResultsState."""

    state_type = ResultsState
    deciding_controls = CONTROLS

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(send, theme, SIMULATION_ID, parent)
        self.table = ResultsTable(theme)
        self.card = ResultCard(theme, send)
        self.table.chosen.connect(self.choose)
        self.card.open_asked.connect(self.open_elsewhere)
        self.lay_out(Row(theme, Part(self.table, 8), Part(self.card, 5, lecture=7)))

    def choose(self, id_: str) -> None:
        """Show another experiment in the card."""
        self.send(SetSetting(SIMULATION_ID, "experiment", id_))

    def open_elsewhere(self, opening: Opening) -> None:
        """Ask the window to go on with the experiment on its page."""
        self.elsewhere.emit(opening.page, opening.command)

    def sentence_for(self, simulation: SimulationSnapshot, state: ResultsState) -> str:
        standings = [each.standing for each in state.rows]
        agreed = [each.agrees for each in state.rows if each.agrees is not None]
        if self.theme.lecture:
            return tr(
                "{agreed} of {compared} numbers agree with the book.",
                agreed=agreed.count(True),
                compared=len(agreed),
            )
        return tr(
            "{agreed} of {compared} numbers agree with the book. Of {all} experiments {full} were "
            "run in full, {short} shortened, {unrun} not yet; {unbuilt} are not built.",
            agreed=agreed.count(True),
            compared=len(agreed),
            all=len(standings),
            full=standings.count(FULL),
            short=standings.count(SHORTENED),
            unrun=standings.count(UNRUN),
            unbuilt=standings.count(UNBUILT),
        )

    def key_actions(self) -> tuple[KeyAction, ...]:
        kept = (each for each in super().key_actions() if not {"Space", "R"} & set(each.keys))
        return (
            KeyAction(("Space", "P"), mark("Run the experiment, or stop it"), self.card.run_or_stop,
                      lambda: self.card.runs),
            KeyAction(("R",), mark("Forget what is kept of the stopped run"), self.start_again,
                      self.has_kept),
            KeyAction(("Down",), mark("The next row of the table"), self.down),
            KeyAction(("Up",), mark("The row above"), self.up),
            KeyAction(("O",), mark("Open the experiment on its page"), self.card.open,
                      lambda: self.card.opening is not None),
            KeyAction(("Ctrl+F",), mark("Search in the experiments"), self.search),
            *kept,
        )  # fmt: skip

    def down(self) -> None:
        """Choose the next row of the table."""
        self.table.go(1)

    def up(self) -> None:
        """Choose the row above."""
        self.table.go(-1)

    def search(self) -> None:
        """Bring the cursor into the search."""
        self.table.field.setFocus()
        self.table.field.selectAll()

    def has_kept(self) -> bool:
        """Return whether something of the chosen experiment's run can be forgotten."""
        state = self.state
        return isinstance(state, ResultsState) and (
            state.kept is not None or state.running is not None
        )

    def is_random(self) -> bool:
        """Return whether the chosen experiment has a seed."""
        state = self.state
        return isinstance(state, ResultsState) and "seed" in state.chosen.settings
