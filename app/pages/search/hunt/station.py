"""Hunt station: the table on the stage, the chosen row beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, significant, tr
from app.page_frame.group import FOLDED, Column, Part
from app.page_frame.station_page import Station
from app.pages.search.forms import SearchForm
from app.pages.search.hunt.table import HuntTable, learns, title_of
from app.pages.search.trial_card import TrialCard
from app.pages.search.words import SIMULATION_ID, place_words
from app.widgets.basics.boxes import row
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton, WrappedLabel
from app.widgets.numbers.settings_form import SettingsForm
from app.widgets.time.step_bar import Place
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.commands.pages.search import ChangeRow, RestoreRow, RunRow
from engine.settings import Setting, Value, Values
from engine.simulations.search.edits import ROW_SETTINGS
from engine.simulations.search.settings import TRAINING
from engine.simulations.search.state import RowView, SearchState
from engine.snapshots import SimulationSnapshot

WIDE = 1500
"""Least width in pixels at which a lecture shows the row beside the table."""

FIRST = ("eta", "lambda")
"""Settings of a row that are seen while its form is folded."""

SETTINGS = tuple(TRAINING[name] for name in ROW_SETTINGS)
SHORT_ETA = replace(TRAINING["eta"], label="η")
"""The learning rate, with the short label of the table."""

LECTURE_FORM = 200
"""Least width in pixels of the form in the table's header."""

TRAIN = mark("Train this row")
TRAIN_TIP = mark("Train this row alone, again if it was trained (Enter).")


class RowForm(SettingsForm):
    """Form of the settings of one row, or of some of them."""

    def __init__(
        self,
        send: SendCommand,
        parent: QWidget,
        settings: Sequence[Setting] = SETTINGS,
        stem: str = "hunt_{}",
        more: str = "hunt_more_button",
    ) -> None:
        super().__init__(
            send, SIMULATION_ID, settings, parent, stem=stem, first=FIRST, more=more,
            names={"train_size": {"0": mark("all")}},
        )  # fmt: skip
        self.row = 0

    def show_row(self, row: int, values: Values) -> None:
        """Show the values of a row."""
        if self.row != row:
            self.row = row
            self.forget()
        self.show_values({name: values[name] for name in self.rows})

    def change(self, name: str, value: Value, *, finished: bool) -> None:
        """Send a change of the row."""
        self._send(ChangeRow(SIMULATION_ID, self.row, name, value, finished=finished))


class HuntStation(Station):
    """Station that shows the rows of the hunt."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "hunt_station", parent)
        self._row = 0
        self.stage = Card(
            theme, mark("From noise to a network that learns"), self, name="hunt_card"
        )
        self.table = HuntTable(theme, self.stage)
        self.note = WrappedLabel("hunt_note", self.stage, role="small")
        self.stage.hold((self.table, 1), self.note)
        self.lecture_form = RowForm(send, self.stage, (SHORT_ETA,), "hunt_lecture_{}", "")
        self.lecture_form.setMinimumWidth(LECTURE_FORM)
        self.lecture_button = ElidedButton(
            "hunt_lecture_run_button", TRAIN, TRAIN_TIP, role="primary", act=self.run_row
        )
        for widget in (self.lecture_form, self.lecture_button):
            self.stage.add_to_header(widget)
        self.data = SearchForm(send, ("digits",), self.stage)
        self.change = Card(theme, "", self, name="hunt_row_card")
        self.form = RowForm(send, self.change)
        self.run_button = ElidedButton(
            "hunt_run_button", TRAIN, TRAIN_TIP, role="primary", act=self.run_row
        )
        self.restore_button = ElidedButton(
            "hunt_restore_button", mark("As in the book"),
            mark("Give the row the book's settings again."), act=self._restore,
        )  # fmt: skip
        self.change.add_to_header(self.form.more_button)
        self.change.hold(self.data, self.form, row(self.run_button, self.restore_button))
        self.change.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        empty = mark("Train this row, or press Play for all six.")
        self.trial = TrialCard(theme, "hunt_trial", empty, self)
        side = Column(theme, parent=self)
        side.lay_out(Part(self.change, lecture=FOLDED), Part(self.trial, 1))
        self.lay_out(Part(self.stage, 64, 66), Part(side, 36, 34, room=WIDE), details=(self.note,))
        self.table.chosen.connect(self._on_chosen)
        self.retranslate()

    def run_row(self) -> None:
        """Train the chosen row."""
        self.send(RunRow(SIMULATION_ID, self._row))

    def fold(self) -> None:
        """Fold; in a lecture η and its button move into the header of the table."""
        super().fold()
        for widget in (self.lecture_form, self.lecture_button):
            widget.setVisible(self.theme.lecture)

    # --- called by the page ---------------------------------------------------------------------

    def render_state(self, state: SearchState) -> None:
        """Draw what differs from the last state."""
        if not state.rows:
            return
        self._row = int(state.settings["row"])
        view = state.rows[self._row]
        self.table.show_rows(state.rows, self._row)
        for form in (self.form, self.lecture_form):
            form.show_row(self._row, view.hunt.settings.values())
        self.data.show_values(state.settings)
        self.data.show_missing(state.missing)
        self.restore_button.setEnabled(bool(view.changed))
        self.change.set_title(title_of(view, self._row))
        self.trial.show_trial(view.trial, tr("What became of row {row}", row=self._row + 1))
        self.note.setText(_note(state))

    def sentence(self, state: SearchState) -> str:
        """Return the sentence for this state."""
        trained = [view for view in state.rows if view.trial is not None or len(view.right)]
        if not trained:
            return tr("Six trials, and only the last one learns. What went wrong before?")
        if any(view.running for view in state.rows):
            running = next(view for view in state.rows if view.running)
            return tr("Training: {title}.", title=title_of(running))
        learned = [view for view in trained if learns(view)]
        if not learned:
            return tr("{count} trials so far, none better than a guess in three.",
                      count=number(len(trained)))  # fmt: skip
        best = max(learned, key=_share)
        return tr("It learns with η {eta} and λ {lam}: {right} of {count} right.",
                  eta=significant(best.hunt.settings.eta, 6),
                  lam=significant(best.hunt.settings.lambda_, 6),
                  right=number(float(best.right.max())), count=number(best.measured))  # fmt: skip

    def place(self, simulation: SimulationSnapshot, state: SearchState) -> Place:
        words = tr("row {done} of {total}", done=number(state.step), total=number(len(state.rows)))
        words = place_words(simulation.status, words, tr("pictures are loaded …"))
        return Place(state.step, state.last_step, words, resets=state.last_step > 0)

    # --- private ----------------------------------------------------------------------------------

    def _on_chosen(self, chosen: int) -> None:
        self.send(SetSetting(SIMULATION_ID, "row", chosen))

    def _restore(self) -> None:
        self.send(RestoreRow(SIMULATION_ID, self._row))


def _share(view: RowView) -> float:
    return float(view.right.max()) / view.measured


def _note(state: SearchState) -> Any:
    words = tr(
        "Right answers on the validation set after each epoch: of all of them in row 1, of 100 "
        "below."
    )
    if state.settings["digits"] == "mnist":
        return words
    return f"{words} {tr('The book used MNIST; here it is built-in digits, so numbers differ.')}"
