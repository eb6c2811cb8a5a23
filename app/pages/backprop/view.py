"""The Backprop page: network with all its numbers, equation of the current stop below it.

It shows examples of its own, which are editable, or the linked view of another page's network.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, significant, tr
from app.page_frame.group import FOLDED, Column, Part, Row
from app.page_frame.keys import KeyAction
from app.page_frame.page import Page
from app.pages.backprop.canvas import NetworkCanvas
from app.pages.backprop.deciding import CONTROLS
from app.pages.backprop.equation_strip import EquationView
from app.pages.backprop.insight_card import InsightCard
from app.pages.backprop.layout import Number
from app.pages.backprop.sentence import sentence_for
from app.pages.backprop.settings_card import SettingsCard
from app.pages.backprop.words import SIMULATION_ID, stop_name
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton
from app.widgets.time.step_bar import Place, StepBar
from app.widgets.time.time_bar import TimeBar
from engine.commands.command import SendCommand
from engine.commands.edits import CancelDrag, SetSetting
from engine.commands.linked_view import ShowStop
from engine.commands.pages.backprop import SelectPart, SetNumber
from engine.commands.transport import Pause, Step
from engine.simulations.backprop.state import BackpropState
from engine.snapshots import SimulationSnapshot, Snapshot, Status

OWN, NETWORK = frozenset({"program"}), frozenset({"backprop"})
"""Observed fields: of the page's own simulation, and of a linked one."""


class BackpropPage(Page):
    """Page that shows a BackpropState."""

    state_type, view_field = BackpropState, "backprop"
    deciding_controls = CONTROLS

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(send, theme, SIMULATION_ID, parent)
        self._copied, self._unfolded = "", False
        self._build_stage()
        self.settings = SettingsCard(theme, send)
        self.insight = InsightCard(theme, send)
        self.next_button = ElidedButton(
            "backprop_next_button", role="primary", act=self.step_forward
        )
        self.bar = StepBar(theme, send, SIMULATION_ID, mark("Go from stop to stop (P)."))
        self.time_bar = TimeBar(theme, send, SIMULATION_ID, mark("Let the network learn (P)."))
        self.side = Column(
            theme,
            Part(self.settings, when=self.looks_at_own),
            Part(self.insight, 1, when=self._has_room),
        )
        self.lay_out(
            Row(theme, Part(self.stage, 74), Part(self.side, 26, FOLDED)),
            step_bar=self.bar,
            time_bar=self.time_bar,
            beside=self.next_button,
            below=self.strip,
        )
        self._connect()
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _build_stage(self) -> None:
        self.stage = Card(self.theme, name="backprop_stage")
        self.stage.note.setProperty("role", "hint")
        self.canvas = NetworkCanvas(self.theme, self.stage)
        self.copy_button = ElidedButton("copy_program_button", role="link", act=self.copy_program)
        self.stage.add_to_header(self.copy_button)
        self.stage.hold((self.canvas, 1))
        self.strip = Card(self.theme, name="backprop_strip")
        self.strip.title.hide()
        self.strip.note.hide()
        self.equation = EquationView(self.theme, self.strip)
        self.strip.hold(self.equation)

    def _connect(self) -> None:
        self.canvas.changed.connect(self._on_changed)
        self.canvas.cancelled.connect(partial(self.send, CancelDrag(SIMULATION_ID)))
        self.canvas.selected.connect(self._on_selected)
        self.canvas.hovered.connect(self._on_hovered)
        self.insight.demon_shown.connect(self.canvas.show_demon)
        self.insight.paths.pointed.connect(self.canvas.show_path)
        self.settings.unfolded.connect(self._on_unfolded)

    # --- called by the frame ------------------------------------------------------------------

    @property
    def observed(self) -> frozenset[str]:
        return NETWORK if self.looks_at_network() else OWN

    def advance(self, elapsed_ms: float) -> None:
        self.canvas.advance(elapsed_ms)

    def render(self, snapshot: Snapshot) -> None:  # type: ignore[override]
        self.stage.setEnabled(self.state is not None)
        super().render(snapshot)

    def render_state(self, simulation: SimulationSnapshot, state: BackpropState) -> None:
        super().render_state(simulation, state)
        self.canvas.show_state(state)
        small = state.finding.value if state.finding.kind else None
        self.equation.show_equation(state.equation, small)
        self._say_cost(state)
        self._say_next(state)

    def render_text(self, snapshot: Snapshot) -> None:
        super().render_text(snapshot)
        if self.state is not None:
            self._say_copy(self.state)

    def sentence_for(self, simulation: SimulationSnapshot, state: BackpropState) -> str:
        return sentence_for(state)

    def waiting_sentence(self, simulation: SimulationSnapshot) -> str:
        if self.training is None:
            return ""
        return tr("Too large to write every number: up to 5 neurons a layer.")

    def place(self, simulation: SimulationSnapshot, state: BackpropState) -> Place:
        words = tr("cycle {cycle} · {stop}", cycle=state.cycle + 1, stop=stop_name(state.stop))
        return Place(state.step, state.last_step, words)

    def key_actions(self) -> tuple[KeyAction, ...]:
        others = tuple(
            action
            for action in self.transport_keys()
            if action.keys[0] not in ("Space", "Shift+Space")
        )
        return (
            KeyAction(("Space",), mark("Next stop, or pause"), self.go_on),
            KeyAction(("Shift+Space",), mark("The stop before"), self.step_back),
            KeyAction(("P",), mark("Play or pause"), self.toggle_playing),
            *others,
            KeyAction(("M",), mark("Hadamard or matrix form"), self.change_form, self.looks_at_own),
            KeyAction(("C",), mark("Copy as NumPy"), self.copy_program),
        )

    def go_on(self) -> None:
        """Go to the next stop; if playing, pause instead."""
        busy = self.simulation is not None and self.simulation.status is Status.RUNNING
        if busy and self.looks_at_own():
            self.send(Pause(SIMULATION_ID))
        else:
            self.step_forward()

    def step_forward(self) -> None:
        """Go one stop forward."""
        self._step(1)

    def step_back(self) -> None:
        """Go one stop back."""
        self._step(-1)

    def _step(self, count: int) -> None:
        state = self.state
        if self.looks_at_own():
            self.send(Step(SIMULATION_ID, count))
        elif state is not None:
            self.send(ShowStop(self.simulation_id, max(state.step + count, 0)))

    def change_form(self) -> None:
        """Switch BP1 and BP2 between Hadamard and matrix form, and show them."""
        self.insight.show_layer()
        state = self.state
        if state is not None and state.editable:
            other = "matrix" if state.settings["form"] == "hadamard" else "hadamard"
            self.send(SetSetting(SIMULATION_ID, "form", other))

    def copy_program(self) -> None:
        """Copy the NumPy program of this stop to the clipboard."""
        state = self.state
        if state is None or not state.program:
            return
        QGuiApplication.clipboard().setText(state.program)
        self._copied = state.program
        self._say_copy(state)

    # --- private --------------------------------------------------------------------------------

    def _has_room(self) -> bool:
        return self.looks_at_network() or not self._unfolded

    def _say_cost(self, state: BackpropState) -> None:
        update = state.update
        self.stage.set_title(tr("C = {cost}", cost=significant(state.trace.cost, 4)))
        self.stage.set_note(
            tr(
                "predicted ΔC {predicted} / measured ΔC {measured} = {ratio}",
                predicted=significant(update.predicted, 4),
                measured=significant(update.measured, 4),
                ratio="–" if update.ratio is None else significant(update.ratio, 4),
            )
        )

    def _say_next(self, state: BackpropState) -> None:
        following = state.stops[(state.step + 1) % len(state.stops)]
        self.next_button.say(
            tr("Next: {stop}", stop=stop_name(following)),
            tr("One stop further (Space or right arrow)."),
        )

    def _say_copy(self, state: BackpropState) -> None:
        if self._copied and self._copied == state.program:
            words = tr("Copied: {count} lines", count=len(state.program.splitlines()))
        else:
            words = tr("Copy as NumPy")
        self.copy_button.say(words, tr("Lines that compute every number of this moment (C)."))

    # --- handlers -------------------------------------------------------------------------------

    def _on_theme_changed(self) -> None:
        self.copy_button.setVisible(not self.theme.lecture)
        self.next_button.setMinimumWidth(11 * self.theme.size("base"))

    def _on_unfolded(self, unfolded: bool) -> None:
        self._unfolded = unfolded
        self.fold()

    def _on_changed(self, number: Number, value: float, finished: bool) -> None:
        place = (number.layer, number.neuron, number.source)
        self.send(SetNumber(SIMULATION_ID, number.kind, *place, value, finished=finished))

    def _on_selected(self, layer: int, neuron: int, source: int) -> None:
        self.send(SelectPart(self.simulation_id, layer, neuron, None if source < 0 else source))

    def _on_hovered(self, number: Number | None) -> None:
        self.insight.show_hover(number)
