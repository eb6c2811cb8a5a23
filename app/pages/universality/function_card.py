"""Card of the function: target and steepness; on request output, activation and copies."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.pages.universality.words import ACTIVATION_NAMES, OUTPUT_NAMES, SIMULATION_ID, TARGET_NAMES
from app.widgets.basics.boxes import row
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton
from app.widgets.numbers.formula_field import FormulaField
from app.widgets.numbers.settings_form import SettingsForm
from engine.commands.command import SendCommand
from engine.commands.pages.universality import SelectOutput, SetFormula
from engine.simulations.universality.scene import MOST_OUTPUTS, OUTPUT_TARGETS, SETTINGS, TYPED
from engine.simulations.universality.state import UniversalityState
from engine.universality.typed_functions import read_formula

FIRST = ("steepness", "output")
SHOWN = (*FIRST, "activation", "copies", "outputs")
STEMS = {"output": "output_kind"}
NAMES = {"activation": ACTIVATION_NAMES, "output": OUTPUT_NAMES,
         **dict.fromkeys(OUTPUT_TARGETS, TARGET_NAMES)}  # fmt: skip


class FunctionCard(Card):
    """Card of settings; every change is sent at once, except an invalid formula."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, mark("Function"), parent, name="function_card")
        self._send = send
        self._state: UniversalityState | None = None
        self.targets = self._form(OUTPUT_TARGETS)
        self.form = self._form(SHOWN, more="more_function_button", first=FIRST)
        self.pencil_button = ElidedButton(
            "draw_target_button",
            mark("draw"),
            mark("Draw the target on the picture (D)."),
            role="choice",
            checkable=True,
        )
        self.target_field = FormulaField("target_formula", partial(read_formula, "target"), self)
        self.activation_field = FormulaField(
            "activation_formula", partial(read_formula, "activation"), self
        )
        self.activation_field.hide()
        self.output_buttons = [
            ElidedButton(
                f"select_output_{each}_button",
                role="choice",
                checkable=True,
                act=partial(send, SelectOutput(SIMULATION_ID, each)),
                parent=self,
            )
            for each in range(MOST_OUTPUTS)
        ]
        self._lay_out()
        self.target_field.entered.connect(self._on_target_typed)
        self.activation_field.entered.connect(self._on_activation_typed)
        self.form.unfolded.connect(self._show_rest)
        for each in self.targets.rows.values():
            each.changed.connect(self._on_target_chosen)
        self.retranslate()

    def _form(self, shown: tuple[str, ...], **options: object) -> SettingsForm:
        setting = {each.name: each for each in SETTINGS}
        return SettingsForm(
            self._send, SIMULATION_ID, [setting[name] for name in shown], self,
            stem="{}", stems=STEMS, names=NAMES, **options,  # type: ignore[arg-type]
        )  # fmt: skip

    def _lay_out(self) -> None:
        formula = row((self.target_field, 1), self.pencil_button)
        formula.setAlignment(self.pencil_button, Qt.AlignmentFlag.AlignTop)
        for button in self.output_buttons:
            button.hide()
        outputs = row(*self.output_buttons)
        outputs.addStretch(1)
        self.hold(self.targets, formula, self.form, self.activation_field, outputs)
        self.body.addStretch(1)
        self.body.setSpacing(6)
        self.add_to_header(self.form.more_button)

    # --- called by the station -----------------------------------------------------------------

    def show_state(self, state: UniversalityState) -> None:
        """Show the settings, except in a control that is being used."""
        self._state, settings = state, dict(state.settings)
        if state.curve is not None:
            # weights edited by hand or by descent differ from the setting
            settings["steepness"] = float(abs(state.curve.w).max(initial=1.0))
        field = OUTPUT_TARGETS[state.output]
        self.form.show_values(settings)
        self.targets.show_values({field: settings[field]})
        typed = settings[field] == TYPED
        self.target_field.show_formula(state.formulas[field] if typed else "")
        self.activation_field.show_formula(state.formulas["activation"])
        for part in (self.targets, self.pencil_button, self.target_field):
            part.setEnabled(settings["station"] == "function")
        self._show_rest()

    def _show_rest(self) -> None:
        """Show or hide what belongs to single values of the unfolded settings."""
        state, more = self._state, self.form.is_open
        if state is None:
            return
        outputs = int(state.settings["outputs"])
        for place, button in enumerate(self.output_buttons):
            button.setVisible(more and outputs > 1 and place < outputs)
            button.setChecked(place == state.output)
        self.activation_field.setVisible(more and state.settings["activation"] == "own")

    def retranslate(self) -> None:
        super().retranslate()
        self.target_field.say(
            tr("A formula in x, as 0.5 + 0.3 sin(9x): Enter takes it."), tr("type a formula in x")
        )
        self.activation_field.say(
            tr("Your own activation in z, as z/(1+abs(z)): Enter takes it."), "z/(1+abs(z))"
        )
        for place, button in enumerate(self.output_buttons):
            button.say(
                tr("output {number}", number=place + 1),
                tr("Work on this output: it has heights and a target of its own."),
            )

    # --- handlers -------------------------------------------------------------------------------

    def _on_target_chosen(self) -> None:
        self.target_field.show_error(None)

    def _on_target_typed(self, text: str) -> None:
        self._send(SetFormula(SIMULATION_ID, "target", text))

    def _on_activation_typed(self, text: str) -> None:
        self._send(SetFormula(SIMULATION_ID, "activation", text))
