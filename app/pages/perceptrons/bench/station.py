"""Bench station: perceptrons wired by hand."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, plain, tr
from app.pages.perceptrons.bench.view import BenchCanvas
from app.pages.perceptrons.station import TableStation
from app.pages.perceptrons.truth_table import Column, input_columns
from app.pages.perceptrons.words import BENCH_NAMES, SIMULATION_ID, node_name
from app.widgets.basics.boxes import row
from app.widgets.basics.elided import ElidedButton, ElidedComboBox, ElidedLabel
from app.widgets.basics.retranslation import explain
from app.widgets.numbers.setting_row import SliderRow
from engine.commands.command import SendCommand
from engine.commands.edits import CancelDrag
from engine.commands.pages.perceptrons import (
    AddInput,
    AddPerceptron,
    AddWire,
    LoadBench,
    MoveNode,
    RemoveNode,
    RemoveWire,
    SetBias,
    SetWire,
    ToggleInput,
)
from engine.perceptrons.circuits import Node
from engine.settings import Setting
from engine.simulations.perceptrons.scene import LARGEST
from engine.simulations.perceptrons.state import BenchView, PerceptronsState

MOST_OUTPUTS = 6
"""Largest number of output columns in the truth table."""

NUMBER = Setting("part", "", 0.0, low=-LARGEST, high=LARGEST, ends=(-10, 10), step=0.5)


class BenchStation(TableStation):
    """Station with the bench, its tools and its truth table."""

    name = "bench"
    titles = (mark("Bench"), mark("Parts"), mark("Truth table"))
    note = mark("blue +, orange dashed − · drag a dot: wire · drag a number: weight")

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, send, parent)
        self._shown_row = 0
        self.canvas = BenchCanvas(theme, self.stage)
        self.formula = ElidedLabel("bench_formula", self.stage, role="mono")
        self.formula.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stage.hold((self.canvas, 1), self.formula)
        self.bench_box = ElidedComboBox(
            "bench_box", BENCH_NAMES, mark("Put a prepared circuit on the bench.")
        )
        self.bench_box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.input_button = ElidedButton(
            "add_input_button",
            mark("+ input"),
            mark("Add an input."),
            act=partial(send, AddInput(SIMULATION_ID)),
        )
        self.perceptron_button = ElidedButton(
            "add_perceptron_button",
            mark("+ perceptron"),
            mark("Add a perceptron; a double click puts it where you want it."),
            act=partial(send, AddPerceptron(SIMULATION_ID)),
        )
        self.remove_button = ElidedButton(
            "remove_part_button",
            mark("Remove"),
            mark("Remove what is selected (Delete)."),
            act=self._on_removed,
        )
        self.number = SliderRow(NUMBER, self.controls, "part")
        buttons = row(
            (self.input_button, 4), (self.perceptron_button, 6), (self.remove_button, 4), gap=6
        )
        self.controls.hold(self.bench_box, buttons, self.number.line())
        self._connect()
        self.retranslate()

    def _connect(self) -> None:
        canvas = self.canvas
        canvas.toggled.connect(self._on_toggled)
        canvas.selection_changed.connect(self._on_selection_changed)
        canvas.placed.connect(self._on_placed)
        canvas.moved.connect(self._on_moved)
        canvas.wired.connect(self._on_wired)
        canvas.weighed.connect(self._on_weighed)
        canvas.biased.connect(self._on_biased)
        canvas.removed.connect(self._on_removed)
        self.bench_box.activated.connect(self._on_bench_chosen)
        self.number.changed.connect(self._on_number_changed)
        for dragged in (canvas, self.number):
            dragged.cancelled.connect(self._on_cancelled)

    def render_state(self, state: PerceptronsState) -> None:
        """Draw what differs from the last state."""
        self.canvas.show_view(state.bench, state.row or 0)
        self.table.show_table(_columns(state.bench), state.row)
        self.bench_box.show_choice(state.bench.name)
        self._show_selected()
        self._shown_row = state.row or 0
        self._show_formula()

    def sentence(self, state: PerceptronsState) -> str:
        """Return the sentence: the functions that the circuit computes, or the next thing to do."""
        view = state.bench
        if not view.circuit.perceptrons:
            return tr("An empty bench. Double-click to place a perceptron.")
        if not view.circuit.wires:
            return tr("Drag from the dot at the right of an input into a perceptron.")
        if view.adds:
            return tr("A half adder: sum and carry are right in 4 of 4 rows.")
        outputs = view.circuit.outputs
        gates = [
            f"{node_name(view.circuit, node)} = {view.gates[node.id]}"
            for node in outputs
            if view.gates.get(node.id)
        ]
        if gates:
            return tr("It computes {gates}.", gates=", ".join(gates))
        return tr("Its truth table has no name yet. Drag weights up and down.")

    def advance(self, elapsed_ms: float) -> None:
        self.canvas.advance(elapsed_ms)

    def retranslate(self) -> None:
        super().retranslate()
        explain(
            self.canvas,
            tr(
                "Drag parts and wires. Keys: arrows select and weigh, Ctrl and arrows move, "
                "W begins a wire, Enter ends it, Delete removes."
            ),
        )
        self._show_selected()

    def _show_formula(self) -> None:
        """Show the weighted sum of the selected perceptron, else of the first output."""
        part, view = self.canvas.selected, self.canvas.view
        if view is None:
            return
        chosen = [n for n in view.circuit.perceptrons if part == ("node", n.id)]
        named = chosen or list(view.circuit.outputs[:1])
        self.formula.say(formula_of(view, named[0], self._shown_row) if named else "")

    def _show_selected(self) -> None:
        """Show the selected weight or bias on the slider."""
        part, circuit = self.canvas.selected, self.canvas.circuit
        self.remove_button.setEnabled(part is not None)
        value: float | None = None
        label = tr("select a part")
        if part is not None and self.canvas.has(part):
            if part[0] == "wire":
                label, value = tr("weight"), circuit.wire(part[1]).weight
            else:
                label, value = tr("bias"), circuit.node(part[1]).bias
                label = tr("an input") if value is None else label
        self.number.say(label, tr("Weight or bias of what is selected."))
        self.number.set_enabled(value is not None)
        self.number.show_value(value or 0.0)

    # --- handlers -------------------------------------------------------------------------------

    def _on_selection_changed(self) -> None:
        self._show_selected()
        self._show_formula()

    def _on_toggled(self, index: int) -> None:
        self.send(ToggleInput(SIMULATION_ID, index))

    def _on_placed(self, x: float, y: float) -> None:
        self.send(AddPerceptron(SIMULATION_ID, x, y))

    def _on_moved(self, node: int, x: float, y: float, finished: bool) -> None:
        self.send(MoveNode(SIMULATION_ID, node, x, y, finished=finished))

    def _on_wired(self, source: int, target: int) -> None:
        self.send(AddWire(SIMULATION_ID, source, target))

    def _on_weighed(self, wire: int, weight: float, finished: bool) -> None:
        self.send(SetWire(SIMULATION_ID, wire, weight, finished=finished))

    def _on_biased(self, node: int, bias: float) -> None:
        self.send(SetBias(SIMULATION_ID, node, bias))

    def _on_removed(self) -> None:
        part = self.canvas.selected
        if part is not None:
            self.send(
                RemoveWire(SIMULATION_ID, part[1])
                if part[0] == "wire"
                else RemoveNode(SIMULATION_ID, part[1])
            )

    def _on_number_changed(self, value: float, finished: bool) -> None:
        part = self.canvas.selected
        if part is None:
            return
        if part[0] == "wire":
            self.send(SetWire(SIMULATION_ID, part[1], value, finished=finished))
        else:
            self.send(SetBias(SIMULATION_ID, part[1], value, finished=finished))

    def _on_bench_chosen(self) -> None:
        name = str(self.bench_box.currentData())
        if name:
            self.send(LoadBench(SIMULATION_ID, name))

    def _on_cancelled(self) -> None:
        self.send(CancelDrag(SIMULATION_ID))


def formula_of(view: BenchView, node: Node, place: int) -> str:
    """Return a perceptron's weighted sum in one row of the table, in numbers.

    Nielsen (2015), ch. 1, eq. (2).
    """
    circuit, evaluation = view.circuit, view.evaluation
    place = min(place, len(evaluation.rows) - 1)
    outputs = dict(zip((n.id for n in circuit.nodes), evaluation.outputs[place], strict=True))
    terms = [
        f"{_factor(wire.weight)}·{int(outputs[wire.source])}"
        for wire in circuit.wires
        if wire.target == node.id
    ]
    terms.append(_factor(node.bias or 0.0))
    z = float(evaluation.z[place, circuit.nodes.index(node)])
    sign = ">" if outputs[node.id] else "≤"
    return (
        f"{node_name(circuit, node)}: z = {' + '.join(terms)} = {plain(z)} {sign} 0 "
        f"→ {int(outputs[node.id])}"
    )


def _factor(value: float) -> str:
    return f"({plain(value)})" if value < 0 else plain(value)


def _columns(view: BenchView) -> list[Column]:
    rows, circuit = view.evaluation.rows, view.circuit
    columns = input_columns(rows)
    for place, node in enumerate(circuit.outputs[:MOST_OUTPUTS]):
        cells = tuple(str(int(each)) for each in view.evaluation.column(circuit, node))
        tokens = tuple("text" if cell == "1" else "text_2" for cell in cells)
        columns.append(Column(node_name(circuit, node), cells, tokens, begins=place == 0))
    if len(circuit.outputs) > MOST_OUTPUTS:
        columns.append(Column("…", ("",) * len(rows)))
    return columns
