"""Card of a figure's settings: sliders, and the target or its formula."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.pages.universality.two_inputs.words import SURFACE_NAMES
from app.pages.universality.words import SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.numbers.formula_field import FormulaField
from app.widgets.numbers.settings_form import SettingsForm
from engine.commands.command import SendCommand
from engine.commands.pages.universality import SetFormula
from engine.simulations.universality.state import UniversalityState
from engine.simulations.universality.two_inputs.settings import TWO_INPUTS_SETTINGS
from engine.universality.typed_functions import read_formula

TARGET, FIGURE = "plane_target", "plane_figure"


class TwoInputsKnobs(Card):
    """Card with the settings of the current figure; every change is sent at once."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, mark("Numbers"), parent, name="plane_knobs")
        self._send = send
        settings = [each for each in TWO_INPUTS_SETTINGS if each.name != FIGURE]
        names = {TARGET: SURFACE_NAMES}
        self.form = SettingsForm(send, SIMULATION_ID, settings, self, stem="{}", names=names)
        self.form.show_values({})  # each figure has its own
        self.formula = FormulaField("plane_formula", partial(read_formula, "plane"), self)
        self.hold(self.form, self.formula)
        self.form.rows[TARGET].changed.connect(self._on_target_chosen)
        self.formula.entered.connect(self._on_typed)

    def show_state(self, state: UniversalityState) -> None:
        """Show the figure's settings, except in a control that is being used."""
        view = state.two_inputs
        if view is None:
            return
        self.form.show_values(view.knobs)
        self.formula.setVisible(TARGET in view.knobs)
        typed = view.knobs.get(TARGET) == "formula"
        self.formula.show_formula(state.formulas["plane"] if typed else "")

    def retranslate(self) -> None:
        super().retranslate()
        self.formula.say(
            tr("A formula in x and y, as 0.5 + 0.5 sin(6x) y: Enter takes it."),
            tr("type a formula in x and y"),
        )

    # --- handlers -------------------------------------------------------------------------------

    def _on_target_chosen(self) -> None:
        self.formula.show_error(None)

    def _on_typed(self, text: str) -> None:
        self._send(SetFormula(SIMULATION_ID, "plane", text))
