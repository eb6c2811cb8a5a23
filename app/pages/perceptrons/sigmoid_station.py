"""Sigmoid station: from the perceptron to the sigmoid neuron."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import number, significant, tr
from app.pages.perceptrons.sigmoid_plots import (
    DECIMALS,
    change_figure,
    change_words,
    gap_figure,
    output_figure,
)
from app.pages.perceptrons.station import Station
from app.pages.perceptrons.truth_table import Column, TruthTable
from app.pages.perceptrons.words import (
    CHANGE_NAMES,
    NETWORK_NAMES,
    SIMULATION_ID,
    input_name,
    node_name,
    plain,
)
from app.widgets.basics.elided import ElidedButton, ElidedComboBox, ElidedLabel
from app.widgets.numbers.number_row import NumberRow
from app.widgets.plots.plot import Plot
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.commands.pages.perceptrons import RestoreSettings, ShowRow
from engine.simulations.perceptrons.scene import LARGEST, REACH
from engine.simulations.perceptrons.state import NetworkGapView, PerceptronsState, SigmoidView

LEAST_C, MOST_C = 0.1, 1000.0
C_PER_KEY = 10.0**0.1
DELTA_PER_KEY = 0.05


class SigmoidStation(Station):
    """Station with two plots, the numbers c and Δ, and the table of both outputs."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, "sigmoid", parent)
        self._state: PerceptronsState | None = None
        self._build_stage()
        self._build_controls()
        self.table = TruthTable(theme, "sigmoid_table", self.table_card)
        self.table_card.body.addWidget(self.table, 1)
        self.table.row_chosen.connect(self._on_row_chosen)
        self.retranslate()

    def _build_stage(self) -> None:
        self.outputs = Plot(self.theme, "output_plot", self.stage, choosing=True)
        self.changes = Plot(self.theme, "change_plot", self.stage, choosing=True)
        self.gaps = Plot(self.theme, "gap_plot", self.stage, choosing=True)
        self.gaps.hide()
        self.words = ElidedLabel("change_words", self.stage)
        plots = QHBoxLayout()
        for plot in (self.outputs, self.gaps, self.changes):
            plots.addWidget(plot, 1)
        self.stage.body.addLayout(plots, 1)
        self.stage.body.addWidget(self.words)
        self.outputs.chosen.connect(self._on_place_chosen)
        self.outputs.nudged.connect(self._on_c_nudged)
        self.gaps.chosen.connect(self._on_c_chosen)
        self.gaps.nudged.connect(self._on_c_nudged)
        self.changes.chosen.connect(self._on_delta_chosen)
        self.changes.nudged.connect(self._on_delta_nudged)

    def _build_controls(self) -> None:
        box = self.controls
        self.c_row = NumberRow("scale", (LEAST_C, MOST_C), box, logarithmic=True)
        self.delta_row = NumberRow("change", (-REACH, REACH), box, notch=0.05)
        self.changed_box = self._box("changed_box", CHANGE_NAMES)
        self.network_box = self._box("network_box", NETWORK_NAMES)
        self.w1_row = NumberRow("w1", (-10.0, 10.0), box, most=LARGEST, notch=0.5)
        self.w2_row = NumberRow("w2", (-10.0, 10.0), box, most=LARGEST, notch=0.5)
        self.bias_row = NumberRow("bias", (-10.0, 10.0), box, most=LARGEST, notch=0.5)
        self.more_button = ElidedButton("more_numbers_button", role="link")
        self.more_button.setCheckable(True)
        self.restore_button = ElidedButton("restore_sigmoid_button", role="link")
        self.restore_button.hide()
        boxes = QHBoxLayout()
        boxes.addWidget(self.network_box, 1)
        boxes.addWidget(self.changed_box, 1)
        box.body.addWidget(self.c_row)
        box.body.addWidget(self.delta_row)
        box.body.addLayout(boxes)
        for row in (self.w1_row, self.w2_row, self.bias_row):
            box.body.addWidget(row)
            row.hide()
        box.add_to_header(self.restore_button)
        box.add_to_header(self.more_button)
        self.c_row.changed.connect(self._on_c_changed)
        self.delta_row.changed.connect(self._on_delta_changed)
        self.w1_row.changed.connect(self._on_w1_changed)
        self.w2_row.changed.connect(self._on_w2_changed)
        self.bias_row.changed.connect(self._on_bias_changed)
        self.changed_box.activated.connect(self._on_changed_chosen)
        self.network_box.activated.connect(self._on_network_chosen)
        self.more_button.toggled.connect(self._on_more_toggled)
        self.restore_button.clicked.connect(self._on_restore_clicked)

    def _box(self, name: str, names: dict[str, str]) -> ElidedComboBox:
        box = ElidedComboBox(self.controls)
        box.setObjectName(name)
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for key in names:
            box.addItem("", key)
        return box

    # --- called by the page -----------------------------------------------------------------------

    def render_state(self, state: PerceptronsState) -> None:
        """Draw what differs from the last state."""
        before, self._state = self._state, state
        if before is not None and _seen(before) == _seen(state):
            return
        row, view, gaps = state.row or 0, state.sigmoid, state.gaps
        whole = gaps is not None
        for part in (self.outputs, self.changes, self.words):
            part.setVisible(not whole)
        self.gaps.setVisible(whole)
        self.delta_row.setEnabled(not whole)
        self.changed_box.setEnabled(not whole)
        if gaps is not None:
            self.gaps.show_figure(gap_figure(gaps, row, view.scale))
            self.table.show_table(_network_columns(gaps), state.row)
        else:
            self.outputs.show_figure(output_figure(view, row))
            self.changes.show_figure(change_figure(view))
            self.table.show_table(_columns(view), state.row)
            self.words.say(change_words(view))
        self._show_numbers(state)

    def _show_numbers(self, state: PerceptronsState) -> None:
        settings = state.settings
        rows = (
            (self.c_row, "scale"),
            (self.delta_row, "change"),
            (self.w1_row, "w1"),
            (self.w2_row, "w2"),
            (self.bias_row, "bias"),
        )
        for row, name in rows:
            row.show_value(float(settings[name]))
        for box, name in ((self.changed_box, "changed"), (self.network_box, "network")):
            box.setCurrentIndex(box.findData(settings[name]))

    def sentence(self, state: PerceptronsState) -> str:
        """Return the sentence: the largest gap between both outputs."""
        told = {"c": significant(state.sigmoid.scale, 3)}
        if state.gaps is not None:
            return _network_sentence(state.gaps, told)
        table = state.sigmoid.table
        if any(each.z == 0.0 for each in table):
            return tr("c = {c}: where w·x + b = 0 the output stays σ(c · 0) = ½, whatever c is.",
                      **told)  # fmt: skip
        gap = number(max(each.gap for each in table), DECIMALS)
        return tr("c = {c}: the outputs differ from a perceptron's by at most {gap}.",
                  gap=gap, **told)  # fmt: skip

    def place_words(self, state: PerceptronsState) -> str:
        """Return the words of the transport bar: the row shown."""
        return tr("row {row} of {rows}", row=(state.row or 0) + 1, rows=state.rows)

    def retranslate(self) -> None:
        self.stage.set_title(tr("From perceptron to sigmoid neuron"))
        self.stage.set_note(tr("drag: a row at the left, Δ at the right · up and down keys: c, Δ"))
        self.controls.set_title(tr("Numbers"))
        self.table_card.set_title(tr("Both outputs"))
        self.c_row.say(tr("Scale c"), tr("c multiplies all weights and biases."))
        self.delta_row.say(tr("Change Δ"), tr("How much is added to what is changed."))
        self.w1_row.say(tr("Weight w₁"), tr("Of the first input, before it is multiplied by c."))
        self.w2_row.say(tr("Weight w₂"), tr("Of the second input, before it is multiplied by c."))
        self.bias_row.say(tr("Bias b"), tr("Of the neuron, before it is multiplied by c."))
        self.more_button.say(tr("more"), tr("Show weights and bias."))
        self.restore_button.say(tr("as at first"), tr("NAND and c = 1 again."))
        for box, names, words in (
            (self.changed_box, CHANGE_NAMES, tr("A weight, the bias, or all of them together.")),
            (self.network_box, NETWORK_NAMES,
             tr("One neuron of two inputs, or everything that stands on the bench.")),
        ):  # fmt: skip
            box.setToolTip(words)
            box.setAccessibleName(words)
            for index, name in enumerate(names.values()):
                box.setItemText(index, tr(name))
        self._state = None

    # --- handlers -------------------------------------------------------------------------------

    def _drag(self, name: str, value: float, finished: bool) -> None:
        self.send(SetSetting(SIMULATION_ID, name, value, finished))

    def _on_c_changed(self, value: float, finished: bool) -> None:
        self._drag("scale", value, finished)

    def _on_delta_changed(self, value: float, finished: bool) -> None:
        self._drag("change", value, finished)

    def _on_w1_changed(self, value: float, finished: bool) -> None:
        self._drag("w1", value, finished)

    def _on_w2_changed(self, value: float, finished: bool) -> None:
        self._drag("w2", value, finished)

    def _on_bias_changed(self, value: float, finished: bool) -> None:
        self._drag("bias", value, finished)

    def _on_c_chosen(self, c: float, finished: bool) -> None:
        self._drag("scale", _within_c(c), finished)

    def _on_delta_chosen(self, size: float, finished: bool) -> None:
        self._drag("change", round(size, 2), finished)

    def _on_c_nudged(self, step: int) -> None:
        if self._state is not None:
            self._drag("scale", _within_c(self._state.sigmoid.scale * C_PER_KEY**step), True)

    def _on_delta_nudged(self, step: int) -> None:
        if self._state is not None:
            size = float(self._state.settings["change"]) + step * DELTA_PER_KEY
            self._drag("change", round(min(max(size, -REACH), REACH), 3), True)

    def _on_place_chosen(self, z: float, finished: bool) -> None:
        """Show the row whose weighted input is nearest to z."""
        if self._state is None or not finished:
            return
        table = self._state.sigmoid.table
        away = [abs(each.z - z) for each in table]
        self.send(ShowRow(SIMULATION_ID, away.index(min(away))))

    def _on_changed_chosen(self) -> None:
        self.send(SetSetting(SIMULATION_ID, "changed", str(self.changed_box.currentData())))

    def _on_network_chosen(self) -> None:
        self.send(SetSetting(SIMULATION_ID, "network", str(self.network_box.currentData())))

    def _on_more_toggled(self, more: bool) -> None:
        for part in (self.w1_row, self.w2_row, self.bias_row, self.restore_button):
            part.setVisible(more)

    def _on_restore_clicked(self) -> None:
        self.send(RestoreSettings(SIMULATION_ID, "sigmoid"))

    def _on_row_chosen(self, row: int) -> None:
        self.send(ShowRow(SIMULATION_ID, row))


def _within_c(c: float) -> float:
    return float(f"{min(max(c, LEAST_C), MOST_C):.3g}")


def _seen(state: PerceptronsState) -> tuple[object, ...]:
    return state.row, id(state.sigmoid), id(state.gaps), tuple(state.settings.items())


def _network_sentence(gaps: NetworkGapView, told: dict[str, str]) -> str:
    now = float(abs(gaps.hard - gaps.smooth).max(initial=0.0))
    return tr("c = {c}: the bench of sigmoid neurons differs from perceptrons by at most {gap}.",
              gap=number(now, DECIMALS), **told)  # fmt: skip


def _columns(view: SigmoidView) -> list[Column]:
    table = view.table
    columns = [
        Column(input_name(place), tuple(str(each.inputs[place]) for each in table))
        for place in range(len(view.weights))
    ]
    return [
        *columns,
        Column("z", tuple(plain(each.z) for each in table), begins=True),
        Column(tr("perc."), tuple(str(each.perceptron) for each in table), begins=True),
        Column(tr("sigmoid"), tuple(number(each.sigmoid, DECIMALS) for each in table)),
    ]


def _network_columns(view: NetworkGapView) -> list[Column]:
    columns = [
        Column(input_name(place), tuple(str(row[place]) for row in view.rows))
        for place in range(len(view.circuit.inputs))
    ]
    for place, node in enumerate(view.circuit.outputs):
        cells = tuple(number(float(each), 3) for each in view.smooth[:, place])
        columns.append(Column(node_name(view.circuit, node), cells, begins=True))
    return columns
