"""Card of a figure's settings: sliders, and the target or its formula."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.universality.formula_field import FormulaField
from app.pages.universality.two_inputs.words import SURFACE_NAMES
from app.pages.universality.words import SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedComboBox
from app.widgets.numbers.number_row import NumberRow
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.commands.pages.universality import SetFormula
from engine.errors import EngineError
from engine.simulations.universality.state import UniversalityState
from engine.simulations.universality.two_inputs.settings import (
    LARGEST,
    MOST_CELLS,
    MOST_DIRECTIONS,
    MOST_INPUTS,
    TWO_INPUTS_SETTINGS,
)
from engine.universality.typed_functions import read_surface

SETTING = {setting.name: setting for setting in TWO_INPUTS_SETTINGS}
TARGET = "plane_target"
WHOLE = ("plane_cells", "plane_directions", "plane_inputs")
LINEAR: dict[str, tuple[float, float, float, float | None]] = {
    "plane_angle": (0.0, 360.0, 5.0, 360.0),
    "plane_place": (0.0, 1.0, 0.01, 9.99),
    "plane_left": (0.0, 1.0, 0.01, 9.99),
    "plane_right": (0.0, 1.0, 0.01, 9.99),
    "plane_height": (-2.0, 20.0, 0.1, LARGEST),
    "plane_bias": (-30.0, 10.0, 0.1, LARGEST),
    "plane_first": (-2.0, 2.0, 0.1, LARGEST),
    "plane_second": (-2.0, 2.0, 0.1, LARGEST),
    "plane_cells": (2.0, float(MOST_CELLS), 1.0, None),
    "plane_brush": (0.0, 1.0, 0.05, 10.0),
    "plane_directions": (1.0, float(MOST_DIRECTIONS), 1.0, None),
    "plane_radius": (0.05, 0.5, 0.01, None),
    "plane_inputs": (1.0, float(MOST_INPUTS), 1.0, None),
}
"""Ends and notch of each slider, and the largest number that can be typed."""

LOGARITHMIC = {"plane_weight": (1.0, 1000.0), "plane_strength": (0.1, LARGEST)}


class TwoInputsKnobs(Card):
    """Card with the settings of the current figure; every change is sent at once."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setObjectName("plane_knobs")
        self._send = send
        self.rows = {
            name: NumberRow(name, (low, high), self, notch=notch, most=most)
            for name, (low, high, notch, most) in LINEAR.items()
        }
        for name, ends in LOGARITHMIC.items():
            self.rows[name] = NumberRow(name, ends, self, logarithmic=True)
        self.target_box = ElidedComboBox(self)
        self.target_box.setObjectName("plane_target_box")
        self.target_box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for key in SURFACE_NAMES:
            self.target_box.addItem("", key)
        self.formula = FormulaField("plane_formula", self)
        self.body.addWidget(self.target_box)
        self.body.addWidget(self.formula)
        for setting in TWO_INPUTS_SETTINGS:
            row = self.rows.get(setting.name)
            if row is not None:
                # show_state shows the rows of the current figure
                row.hide()
                row.setProperty("setting", setting.name)
                row.changed.connect(self._on_changed)
                self.body.addWidget(row)
        self.target_box.activated.connect(self._on_target_chosen)
        self.formula.entered.connect(self._on_typed)

    def show_state(self, state: UniversalityState) -> None:
        """Show the figure's settings, except on a slider that is being dragged."""
        view = state.two_inputs
        if view is None:
            return
        for name, row in self.rows.items():
            row.setVisible(name in view.knobs)
            if name in view.knobs:
                row.show_value(float(view.knobs[name]))
        matching = TARGET in view.knobs
        self.target_box.setVisible(matching)
        self.formula.setVisible(matching)
        if matching:
            target = view.knobs[TARGET]
            if self.target_box.currentData() != target:
                self.target_box.setCurrentIndex(self.target_box.findData(target))
            self.formula.show_formula(state.formulas["plane"] if target == "formula" else "")

    def retranslate(self) -> None:
        self.set_title(tr("Numbers"))
        for name, row in self.rows.items():
            row.say(tr(SETTING[name].label), tr(SETTING[name].help))
        words = tr(SETTING[TARGET].help)
        self.target_box.setToolTip(words)
        self.target_box.setAccessibleName(words)
        for index, name in enumerate(SURFACE_NAMES.values()):
            self.target_box.setItemText(index, tr(name))
        self.formula.say(
            tr("A formula in x and y, as 0.5 + 0.5 sin(6x) y: Enter takes it."),
            tr("type a formula in x and y"),
        )

    # --- handlers -------------------------------------------------------------------------------

    def _on_changed(self, value: float, finished: bool) -> None:
        name = str(self.sender().property("setting"))
        self._send(
            SetSetting(SIMULATION_ID, name, round(value) if name in WHOLE else value, finished)
        )

    def _on_target_chosen(self) -> None:
        self.formula.show_error(None)
        self._send(SetSetting(SIMULATION_ID, TARGET, str(self.target_box.currentData())))

    def _on_typed(self, text: str) -> None:
        try:
            read_surface(text)
        except EngineError as error:
            self.formula.show_error(error)
            return
        self.formula.show_error(None)
        self._send(SetFormula(SIMULATION_ID, "plane", text))
