"""Panel of the book's demon (ch. 2): a nudge Δz at one neuron, and the neuron's activation."""

from __future__ import annotations

from math import log10

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QSlider, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, significant, tr
from app.pages.backprop.words import SIMULATION_ID
from app.widgets.basics.boxes import column
from app.widgets.basics.elided import ElidedComboBox, ElidedLabel
from app.widgets.basics.line_list import Line, LineList
from app.widgets.basics.retranslation import explain
from engine.commands.command import SendCommand
from engine.commands.pages.backprop import NudgeNeuron, SetFunction
from engine.simulations.backprop.equations import symbol
from engine.simulations.backprop.scene import FUNCTION_NAMES
from engine.simulations.backprop.state import BackpropState

LEAST_POWER, MOST_POWER = -6.0, 0.5
NOTCHES = 130


class DemonPanel(QWidget):
    """Panel that compares ΔC/Δz with δ; they agree in the limit of small Δz."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("backprop_demon")
        self._send, self.simulation_id = send, SIMULATION_ID
        self._place = (0, 0)
        self.lines = LineList(theme, "backprop_demon_lines", self)
        self.nudge_label = ElidedLabel("backprop_nudge_text", self)
        self.nudge_slider = QSlider(Qt.Orientation.Horizontal, self)
        self.nudge_slider.setObjectName("backprop_nudge_slider")
        self.nudge_slider.setRange(0, NOTCHES)
        self.nudge_slider.valueChanged.connect(self._on_nudged)
        self.function_label = ElidedLabel("backprop_function_text", self)
        self.function_box = ElidedComboBox(
            "backprop_function_box",
            {name: name for name in ("", *FUNCTION_NAMES)},
            mark("A function for this neuron alone; σ′ is then its own there."),
            parent=self,
        )
        self.function_box.activated.connect(self._on_function_chosen)
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.addWidget(self.nudge_label, 0, 0)
        grid.addWidget(self.nudge_slider, 0, 1)
        grid.addWidget(self.function_label, 1, 0)
        grid.addWidget(self.function_box, 1, 1)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        column((self.lines, 1), grid, gap=4, inside=self)

    def render_state(self, state: BackpropState) -> None:
        """Show the effect of the nudge, and the activation of the neuron."""
        part, demon, trace = state.part, state.demon, state.trace
        self._place = (part.layer, part.neuron)
        z, delta = symbol("z", *self._place), symbol("δ", *self._place)
        slope = float(trace.slopes[part.layer][part.neuron, part.neuron])
        self.lines.show_lines(
            [
                Line("ΔC", significant(demon.change, 3)),
                Line(f"ΔC/Δ{z}", significant(demon.ratio, 6)),
                Line(f"{delta} = ∂C/∂{z}", significant(demon.delta, 6)),
                Line(),
                Line(f"σ′({z})", significant(slope, 4)),
            ]
        )
        self.nudge_label.say(f"Δ{z} = {significant(demon.amount, 2)}")
        if not self.nudge_slider.isSliderDown():
            self.nudge_slider.blockSignals(True)
            self.nudge_slider.setValue(notch_of(demon.amount))
            self.nudge_slider.blockSignals(False)
        name = trace.case.functions[part.layer][part.neuron]
        own = self._place in state.own
        self.function_label.say(tr("function of {neuron}", neuron=symbol("a", *self._place)))
        self.function_box.setItemText(0, tr("as its layer") if own else tr(name))
        self.function_box.setCurrentIndex(self.function_box.findData(name) if own else 0)
        self.function_box.setEnabled(state.editable)

    def retranslate(self) -> None:
        explain(
            self.nudge_slider, tr("How much the demon adds to the weighted input z of the neuron.")
        )
        self.function_box.retranslate()

    def _on_nudged(self, notch: int) -> None:
        self._send(NudgeNeuron(self.simulation_id, amount_of(notch)))

    def _on_function_chosen(self) -> None:
        self._send(
            SetFunction(SIMULATION_ID, *self._place, str(self.function_box.currentData() or ""))
        )


def amount_of(notch: int) -> float:
    """Return the nudge of a notch, to two significant digits."""
    power = LEAST_POWER + (MOST_POWER - LEAST_POWER) * notch / NOTCHES
    return float(f"{10**power:.2g}")


def notch_of(amount: float) -> int:
    """Return the notch of a nudge, clamped to the ends of the slider."""
    share = (log10(abs(amount)) - LEAST_POWER) / (MOST_POWER - LEAST_POWER)
    return round(NOTCHES * min(max(share, 0.0), 1.0))
