"""Card of the function: target and steepness; on request output, activation and copies."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.universality.formula_field import FormulaField
from app.pages.universality.words import ACTIVATION_NAMES, OUTPUT_NAMES, SIMULATION_ID, TARGET_NAMES
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton, ElidedComboBox, ElidedLabel
from app.widgets.numbers.number_row import NumberRow
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.commands.pages.universality import SelectOutput, SetFormula
from engine.errors import EngineError
from engine.simulations.universality.scene import MOST_COPIES, MOST_OUTPUTS, OUTPUT_TARGETS, TYPED
from engine.simulations.universality.state import UniversalityState
from engine.universality.typed_functions import read_activation, read_target


class FunctionCard(Card):
    """Card of settings; every change is sent at once, except an invalid formula."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setObjectName("function_card")
        self._send = send
        self._state: UniversalityState | None = None
        self.target_box = self._box("target_box", TARGET_NAMES)
        self.pencil_button = ElidedButton("draw_target_button", role="choice")
        self.pencil_button.setCheckable(True)
        self.target_field = FormulaField("target_formula", self)
        self.steepness_row = NumberRow("steepness", (1.0, 1000.0), self, logarithmic=True)
        self.output_box = self._box("output_kind_box", OUTPUT_NAMES)
        self.output_label = ElidedLabel("output_kind_label", self)
        self.more_button = ElidedButton("more_function_button", role="link")
        self.more_button.setCheckable(True)
        self.activation_box = self._box("activation_box", ACTIVATION_NAMES)
        self.activation_label = ElidedLabel("activation_label", self)
        self.activation_field = FormulaField("activation_formula", self)
        self.copies_row = NumberRow("copies", (1.0, float(MOST_COPIES)), self, notch=1.0)
        self.outputs_row = NumberRow("outputs", (1.0, float(MOST_OUTPUTS)), self, notch=1.0)
        self.output_buttons = [
            ElidedButton(f"select_output_{each}_button", role="choice")
            for each in range(MOST_OUTPUTS)
        ]
        self.output_room = QWidget(self)
        self._lay_out()
        self._connect()
        self.show_more(more=False)
        self.retranslate()

    def _box(self, name: str, names: dict[str, str]) -> ElidedComboBox:
        box = ElidedComboBox(self)
        box.setObjectName(name)
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for key in names:
            box.addItem("", key)
        return box

    def _lay_out(self) -> None:
        for row in (
            (self.target_box, self.pencil_button),
            (self.target_field,),
            (self.steepness_row,),
            (self.output_label, self.output_box),
            (self.activation_label, self.activation_box),
            (self.activation_field,),
            (self.copies_row,),
            (self.outputs_row,),
            (*self.output_buttons, self.output_room),
        ):
            line = QHBoxLayout()
            for widget in row:
                line.addWidget(widget, _stretch(widget))
            self.body.addLayout(line)
        self.body.addStretch(1)
        self.body.setSpacing(6)
        self.add_to_header(self.more_button)

    def _connect(self) -> None:
        self.target_box.activated.connect(self._on_target_chosen)
        self.output_box.activated.connect(self._on_output_chosen)
        self.activation_box.activated.connect(self._on_activation_chosen)
        self.target_field.entered.connect(self._on_target_typed)
        self.activation_field.entered.connect(self._on_activation_typed)
        self.more_button.toggled.connect(self._on_more_toggled)
        for row, name in self._rows().items():
            row.setProperty("setting", name)
            row.changed.connect(self._on_number_changed)
        for place, button in enumerate(self.output_buttons):
            button.setProperty("output", place)
            button.setCheckable(True)
            button.clicked.connect(self._on_output_clicked)

    def _rows(self) -> dict[NumberRow, str]:
        return {
            self.steepness_row: "steepness",
            self.copies_row: "copies",
            self.outputs_row: "outputs",
        }

    # --- called by the station -----------------------------------------------------------------

    def show_state(self, state: UniversalityState) -> None:
        """Show the settings, except on a slider that is being dragged."""
        self._state = state
        settings = state.settings
        for row, name in self._rows().items():
            row.show_value(float(settings[name]))
        if state.curve is not None:
            # weights edited by hand or by descent differ from the setting
            self.steepness_row.show_value(float(abs(state.curve.w).max(initial=1.0)))
        field = OUTPUT_TARGETS[state.output]
        for box, value in (
            (self.target_box, settings[field]),
            (self.output_box, settings["output"]),
            (self.activation_box, settings["activation"]),
        ):
            if box.currentData() != value:
                box.setCurrentIndex(box.findData(value))
        typed = settings[field] == TYPED
        self.target_field.show_formula(state.formulas[field] if typed else "")
        self.activation_field.show_formula(state.formulas["activation"])
        function = settings["station"] == "function"
        for part in (self.target_box, self.pencil_button, self.target_field):
            part.setEnabled(function)
        self._show_rest(state)

    def _show_rest(self, state: UniversalityState) -> None:
        more, outputs = self.more_button.isChecked(), int(state.settings["outputs"])
        for place, button in enumerate(self.output_buttons):
            button.setVisible(more and outputs > 1 and place < outputs)
            button.setChecked(place == state.output)
        self.activation_field.setVisible(more and state.settings["activation"] == "own")

    def show_more(self, *, more: bool) -> None:
        """Show or hide the advanced settings."""
        folded: tuple[QWidget, ...] = (
            self.activation_label,
            self.activation_box,
            self.copies_row,
            self.outputs_row,
        )
        for widget in folded:
            widget.setVisible(more)
        if self._state is None:
            for widget in (*self.output_buttons, self.activation_field):
                widget.hide()
        else:
            self._show_rest(self._state)

    def retranslate(self) -> None:
        self.set_title(tr("Function"))
        self.more_button.say(tr("more"), tr("Activation, copies, outputs."))
        self.pencil_button.say(tr("draw"), tr("Draw the target on the picture (D)."))
        self._say_boxes()
        self.target_field.say(
            tr("A formula in x, as 0.5 + 0.3 sin(9x): Enter takes it."), tr("type a formula in x")
        )
        self.activation_field.say(
            tr("Your own activation in z, as z/(1+abs(z)): Enter takes it."), "z/(1+abs(z))"
        )
        self._say_rows()
        for place, button in enumerate(self.output_buttons):
            button.say(
                tr("output {number}", number=place + 1),
                tr("Work on this output: it has heights and a target of its own."),
            )

    def _say_boxes(self) -> None:
        self.output_label.say(tr("Output"))
        self.activation_label.say(tr("Activation"))
        explained = tr(
            "Through σ the sum has to match σ⁻¹ of the function: the network matches the function."
        )
        for box, names, words in (
            (self.target_box, TARGET_NAMES, tr("What the network is to match.")),
            (self.output_box, OUTPUT_NAMES, explained),
            (self.activation_box, ACTIVATION_NAMES, tr("What hidden neurons do with z.")),
        ):
            box.setToolTip(words)
            box.setAccessibleName(words)
            for index, name in enumerate(names.values()):
                box.setItemText(index, tr(name))

    def _say_rows(self) -> None:
        self.steepness_row.say(
            tr("Weight w"), tr("Weight of every hidden neuron: from 1000 on it is a step.")
        )
        self.copies_row.say(
            tr("Copies M"), tr("Shifted networks of 1/M of the height: failures shrink.")
        )
        self.outputs_row.say(tr("Outputs"), tr("Each has its own heights for the same steps."))

    # --- handlers -------------------------------------------------------------------------------

    def _set(self, name: str, value: object, finished: bool = True) -> None:
        self._send(SetSetting(SIMULATION_ID, name, value, finished))  # type: ignore[arg-type]

    def _on_number_changed(self, value: float, finished: bool) -> None:
        name = str(self.sender().property("setting"))
        whole = name in ("copies", "outputs")
        self._set(name, round(value) if whole else value, finished)

    def _on_target_chosen(self) -> None:
        if self._state is not None:
            self.target_field.show_error(None)
            self._set(OUTPUT_TARGETS[self._state.output], str(self.target_box.currentData()))

    def _on_output_chosen(self) -> None:
        self._set("output", str(self.output_box.currentData()))

    def _on_activation_chosen(self) -> None:
        self._set("activation", str(self.activation_box.currentData()))

    def _on_target_typed(self, text: str) -> None:
        try:
            read_target(text)
        except EngineError as error:
            self.target_field.show_error(error)
            return
        self.target_field.show_error(None)
        self._send(SetFormula(SIMULATION_ID, "target", text))

    def _on_activation_typed(self, text: str) -> None:
        try:
            read_activation(text)
        except EngineError as error:
            self.activation_field.show_error(error)
            return
        self.activation_field.show_error(None)
        self._send(SetFormula(SIMULATION_ID, "activation", text))

    def _on_more_toggled(self, more: bool) -> None:
        self.show_more(more=more)

    def _on_output_clicked(self) -> None:
        self._send(SelectOutput(SIMULATION_ID, int(self.sender().property("output"))))


def _stretch(widget: QWidget) -> int:
    """Return the stretch factor of a widget within its row."""
    if isinstance(widget, ElidedLabel):
        return 2
    return 0 if widget.property("role") == "choice" else 3
