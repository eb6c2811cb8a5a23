"""Decision station: a perceptron drawn as a scale."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, plain, tr
from app.pages.perceptrons.scale.view import ScaleView
from app.pages.perceptrons.station import TableStation
from app.pages.perceptrons.truth_table import Column, input_columns
from app.pages.perceptrons.words import REASON_NAMES, SIMULATION_ID
from app.widgets.basics.elided import ElidedButton
from app.widgets.basics.retranslation import explain
from app.widgets.numbers.settings_form import SettingsForm
from engine.commands.command import SendCommand
from engine.commands.edits import CancelDrag, SetSetting
from engine.commands.pages.perceptrons import RestoreSettings, ToggleInput
from engine.simulations.perceptrons.scene import OF_STATION, SETTINGS
from engine.simulations.perceptrons.state import DecisionView, PerceptronsState

NAMES = OF_STATION["decision"]
"""Settings of the three weights and of the threshold."""


class DecisionStation(TableStation):
    """Station with the scale, its weights and its truth table."""

    name = "decision"
    titles = (
        mark("Shall I go to the festival?"),
        mark("Weights and threshold"),
        mark("Truth table"),
    )
    note = mark("click: on the scale or off · drag up and down: its weight")

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, parent)
        self.scale = ScaleView(theme, self.stage)
        self.stage.hold((self.scale, 1))
        settings = [each for each in SETTINGS if each.name in NAMES]
        self.form = SettingsForm(send, SIMULATION_ID, settings, self.controls, stem="{}")
        self.controls.hold(self.form)
        self.restore_button = ElidedButton(
            "restore_decision_button",
            mark("as at first"),
            mark("Weights 6, 2, 2 and threshold 5 again."),
            role="link",
            act=partial(send, RestoreSettings(SIMULATION_ID, self.name)),
        )
        self.controls.add_to_header(self.restore_button)
        self.scale.toggled.connect(self._on_toggled)
        self.scale.changed.connect(self._on_dragged)
        self.scale.cancelled.connect(partial(send, CancelDrag(SIMULATION_ID)))
        self.retranslate()

    def render_state(self, state: PerceptronsState) -> None:
        """Draw what differs from the last state."""
        view = state.decision
        self.scale.show_view(view)
        self.form.show_values(state.settings)
        self.table.show_table(_columns(view), state.row)
        goes = sum(verdict.output for verdict in view.table)
        self.table_card.set_note(tr("1 in {goes} of {rows} rows", goes=goes, rows=len(view.table)))

    def sentence(self, state: PerceptronsState) -> str:
        """Return the sentence: evidence against threshold, and the decision."""
        view = state.decision
        if view.shown is None:
            return tr("Undecided. Click a reason to lay its weight on the scale.")
        told = {
            "evidence": plain(view.shown.evidence),
            "threshold": plain(view.threshold),
        }
        if view.sole is not None:
            told["reason"] = tr(REASON_NAMES[view.sole])
            if view.shown.output:
                return tr("{evidence} is more than {threshold}: go. {reason} alone decides.",
                          **told)  # fmt: skip
            return tr(
                "{evidence} is not more than {threshold}: stay at home. {reason} alone decides.",
                **told,
            )
        if view.shown.output:
            return tr("{evidence} is more than {threshold}: go to the festival.", **told)
        return tr("{evidence} is not more than {threshold}: stay at home.", **told)

    def place_words(self, state: PerceptronsState) -> str:
        """Return the words of the transport bar: the row shown."""
        row = 0 if state.row is None else state.row + 1
        return tr("row {row} of {rows}", row=row, rows=state.rows)

    def advance(self, elapsed_ms: float) -> None:
        self.scale.advance(elapsed_ms)

    def retranslate(self) -> None:
        super().retranslate()
        explain(
            self.scale,
            tr(
                "Click a reason to lay it on the scale; drag it up or down to weigh it. "
                "Keys: arrows choose and weigh, Enter lays it down."
            ),
        )

    # --- handlers -------------------------------------------------------------------------------

    def _on_toggled(self, reason: int) -> None:
        self.send(ToggleInput(SIMULATION_ID, reason))

    def _on_dragged(self, index: int, value: float, finished: bool) -> None:
        self.send(SetSetting(SIMULATION_ID, NAMES[index], value, finished=finished))


def _columns(view: DecisionView) -> list[Column]:
    table = view.table
    evidence = tuple(plain(verdict.evidence) for verdict in table)
    outputs = tuple(str(verdict.output) for verdict in table)
    tokens = tuple("text" if verdict.output else "text_2" for verdict in table)
    return [
        *input_columns([verdict.inputs for verdict in table]),
        Column("w·x", evidence, begins=True),
        Column(tr("output"), outputs, tokens, begins=True),
    ]
