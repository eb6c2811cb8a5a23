"""Gradient check panel: backpropagation against central differences, and the time of both."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, significant, tr
from app.pages.backprop.canvas import name_of
from app.pages.backprop.layout import Number
from app.pages.backprop.words import PASSES_LAYERS, SIMULATION_ID
from app.widgets.basics.boxes import column, row
from app.widgets.basics.elided import ElidedButton, ElidedComboBox
from app.widgets.basics.line_list import Line, LineList
from engine.backpropagation.pass_timing import PassTimingView
from engine.commands.command import SendCommand
from engine.commands.pages.backprop import StopMeasuring, TimePasses
from engine.simulations.backprop.state import BackpropState, Part


class CheckPanel(QWidget):
    """Panel with the gradient check above, and the timing of passes below."""

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("backprop_check")
        self._send = send
        self._state: BackpropState | None = None
        self._hover: Number | None = None
        self._running = False
        self.lines = LineList(theme, "backprop_check_lines", self)
        tip = mark("A network whose passes are counted and timed.")
        self.layers_box = ElidedComboBox("passes_layers_box", PASSES_LAYERS, tip, parent=self)
        self.measure_button = ElidedButton("measure_passes_button", act=self._measure)
        buttons = row((self.layers_box, 1), self.measure_button)
        column((self.lines, 1), buttons, gap=4, inside=self)

    def render_state(self, state: BackpropState) -> None:
        """Show both gradients, their relative errors, and the progress of the timing."""
        self._state = state
        self.lines.show_lines([*self._compared(state), *_counted(state.passes)])
        self.layers_box.setEnabled(state.editable)
        self.measure_button.setEnabled(state.editable)
        running = state.passes is not None and state.passes.running
        if running != self._running:
            self._running = running
            self._say_button()

    def show_hover(self, hover: Number | None) -> None:
        """Check the weight or bias under the pointer; without one, the selected part."""
        self._hover = hover if hover is not None and hover.kind in ("w", "b") else None
        if self._state is not None and self.isVisible():
            self.render_state(self._state)

    def retranslate(self) -> None:
        self.layers_box.retranslate()
        self._say_button()

    def _compared(self, state: BackpropState) -> list[Line]:
        part, check = self._part(state), state.check
        layer, neuron, source = part.layer, part.neuron, part.source
        if source is None:
            name = name_of(Number("b", layer, neuron))
            ours, measured, error = (
                float(each[layer][neuron])
                for each in (state.trace.deltas, check.differences.nabla_b, check.errors_b)
            )
        else:
            name = name_of(Number("w", layer, neuron, source))
            ours, measured, error = (
                float(each[layer][neuron, source])
                for each in (state.trace.nabla_w, check.differences.nabla_w, check.errors_w)
            )
        return [
            Line(tr("∂C/∂{name} by backprop", name=name), significant(ours, 6)),
            Line(tr("by central differences"), significant(measured, 6)),
            Line(tr("relative error"), significant(error, 1)),
            Line(
                tr("worst of all {count}", count=state.trace.case.parameter_count),
                significant(check.worst, 1),
                "accuracy" if check.worst < 1e-5 else "warning",
            ),
            Line(),
        ]

    def _part(self, state: BackpropState) -> Part:
        hover, weights = self._hover, state.trace.case.weights
        if hover is None or hover.layer >= len(weights):
            return state.part
        rows, columns = weights[hover.layer].shape
        if hover.neuron >= rows or hover.source >= columns:
            return state.part
        return Part(hover.layer, hover.neuron, hover.source if hover.kind == "w" else None)

    def _say_button(self) -> None:
        if self._running:
            self.measure_button.say(tr("Cancel"), tr("Stop measuring."))
        else:
            self.measure_button.say(
                tr("Measure"), tr("Time two passes against one pass for each weight and one more.")
            )

    def _measure(self) -> None:
        if self._running:
            self._send(StopMeasuring(SIMULATION_ID))
        else:
            self._send(TimePasses(SIMULATION_ID, str(self.layers_box.currentData() or "")))


def _counted(passes: PassTimingView | None) -> list[Line]:
    if passes is None:
        return [
            Line(tr("backprop: 2 passes for all weights")),
            Line(tr("differences: one for each, and one")),
        ]
    needed = passes.parameters + 1
    lines = [
        Line(tr("{layers}: 2 passes", layers=passes.layers), _time(passes.two_s)),
        Line(
            tr("{done} of {needed} passes", done=number(passes.passes), needed=number(needed)),
            _time(passes.many_s),
        ),
    ]
    finished = passes.passes == needed and passes.two_s > 0
    if finished:
        ratio = passes.many_s / passes.two_s
        lines.append(Line(tr("times as long"), f"{significant(ratio, 2)}×", "cost"))
    elif not passes.running:
        lines.append(Line(tr("cancelled")))
    return lines


def _time(seconds: float) -> str:
    if seconds < 0.1:
        return f"{significant(1e3 * seconds, 2)} ms"
    return f"{significant(seconds, 3)} s"
