"""The Backprop page: network with all its numbers, equation of the current stop below it.

It shows examples of its own, which are editable, or the linked view of another page's network.
"""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, significant, tr
from app.page_frame.page import KeyAction, Page
from app.pages.backprop.canvas import NetworkCanvas
from app.pages.backprop.equation_strip import EquationView
from app.pages.backprop.insight_card import InsightCard
from app.pages.backprop.layout import Number
from app.pages.backprop.sentence import sentence_for
from app.pages.backprop.settings_card import SettingsCard
from app.pages.backprop.words import SIMULATION_ID, stop_name
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton, ElidedLabel
from app.widgets.time.step_bar import StepBar
from app.widgets.time.time_bar import TimeBar
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.commands.linked_view import ShowStop
from engine.commands.observation import Observe
from engine.commands.pages.backprop import SelectPart, SetNumber
from engine.commands.transport import Pause, Step
from engine.simulations.backprop.state import BackpropState
from engine.simulations.learning.views.state import TrainingView
from engine.snapshots import SimulationSnapshot, Snapshot, Status

SHARES = (74, 26)
OWN, NETWORK = frozenset({"program"}), frozenset({"backprop"})
"""Observed fields: of the page's own simulation, and of a linked one."""


class BackpropPage(Page):
    """Page that shows a BackpropState."""

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(send, theme, SIMULATION_ID, parent)
        self.setObjectName("backprop_page")
        self._copied, self._visible = "", False
        self._build()
        self._lay_out()
        self.retranslate()
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _build(self) -> None:
        self.sentence = ElidedLabel("backprop_sentence", self)
        self.sentence.setProperty("role", "sentence")
        self.stage = Card(self.theme, "", self)
        self.stage.setObjectName("backprop_stage")
        self.stage.note.setProperty("role", "hint")
        self.canvas = NetworkCanvas(self.theme, self.stage)
        self.copy_button = ElidedButton("copy_program_button", role="link")
        self.stage.add_to_header(self.copy_button)
        self.settings = SettingsCard(self.theme, self.send, self)
        self.insight = InsightCard(self.theme, self.send, self)
        self.strip = Card(self.theme, "", self)
        self.strip.setObjectName("backprop_strip")
        self.strip.title.hide()
        self.strip.note.hide()
        self.equation = EquationView(self.theme, self.strip)
        self.next_button = ElidedButton("backprop_next_button", role="primary")
        self.bar = StepBar(
            self.theme, self.send, SIMULATION_ID, mark("Go from stop to stop (P)."), self
        )
        play = mark("Let the network learn (P).")
        self.time_bar = TimeBar(self.theme, self.send, SIMULATION_ID, play, self)
        self.copy_button.clicked.connect(self.copy_program)
        self.next_button.clicked.connect(self.step_forward)
        self.canvas.changed.connect(self._on_changed)
        self.canvas.selected.connect(self._on_selected)
        self.canvas.hovered.connect(self._on_hovered)
        self.insight.demon_shown.connect(self.canvas.show_demon)
        self.insight.paths.pointed.connect(self.canvas.show_path)
        self.settings.unfolded.connect(self.insight.setHidden)

    def _lay_out(self) -> None:
        self.stage.body.addWidget(self.canvas, 1)
        self.strip.body.addWidget(self.equation)
        self._top = QHBoxLayout()
        self._top.addWidget(self.sentence, 1)
        self._top.addWidget(self.next_button)
        self.side = QWidget(self)
        self._column = QVBoxLayout(self.side)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.settings)
        self._column.addWidget(self.insight, 1)
        self._row = QHBoxLayout()
        for part, share in zip((self.stage, self.side), SHARES, strict=True):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            self._row.addWidget(part, share)
        self._body = QVBoxLayout()
        self._body.addLayout(self._top)
        self._body.addLayout(self._row, 1)
        self._body.addWidget(self.strip)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._body, 1)
        self._bars = QWidget(self)
        self._transport = QStackedLayout(self._bars)
        self._transport.addWidget(self.bar)
        self._transport.addWidget(self.time_bar)
        layout.addWidget(self._bars)

    # --- linked view --------------------------------------------------------------------------

    @property
    def looks_at_network(self) -> bool:
        """Whether the page shows a network of another page."""
        return self.simulation_id != SIMULATION_ID

    def look_at(self, simulation_id: str) -> None:
        self.send(Observe(self.simulation_id))
        super().look_at(simulation_id)
        self.time_bar.follow(simulation_id)
        self.insight.demon.simulation_id = simulation_id
        self._transport.setCurrentIndex(int(self.looks_at_network))
        self.settings.setVisible(not self.looks_at_network)
        self._observe()

    def _observe(self) -> None:
        if self._visible:
            self.send(Observe(self.simulation_id, NETWORK if self.looks_at_network else OWN))

    # --- called by the frame ------------------------------------------------------------------

    def on_shown(self) -> None:
        self._visible = True
        self._observe()

    def on_hidden(self) -> None:
        self._visible = False
        self.send(Observe(self.simulation_id))

    def advance(self, elapsed_ms: float) -> None:
        self.canvas.advance(elapsed_ms)

    def render(self, snapshot: Snapshot) -> None:  # type: ignore[override]
        run, state, training = self._seen(snapshot)
        if run is not None and training is not None:
            self.time_bar.render_run(run, training)
        self.stage.setEnabled(state is not None)
        if run is None or state is None:
            return
        self.canvas.show_state(state)
        small = state.finding.value if state.finding.kind else None
        self.equation.show_equation(state.equation, small)
        self.sentence.say(sentence_for(state))
        self._say_cost(state)
        self._say_next(state)
        if training is not None:
            return
        words = tr("cycle {cycle} · {stop}", cycle=state.cycle + 1, stop=stop_name(state.stop))
        self.bar.render_place(run.status, state.step, state.last_step, words)

    def render_text(self, snapshot: Snapshot) -> None:
        run, state, training = self._seen(snapshot)
        if run is not None and training is not None:
            self.time_bar.render_text(run, training)
        if run is None or state is None:
            if training is not None:
                self.sentence.say(tr("Too large to write every number: up to 5 neurons a layer."))
            return
        if training is None:
            self.settings.render_state(state)
        self.insight.render_state(state)
        self._say_copy(state)

    def set_lecture(self, lecture: bool) -> None:
        self.side.setVisible(not lecture)
        self.next_button.setVisible(not lecture)
        self.copy_button.setVisible(not lecture)
        self.time_bar.set_lecture(lecture)

    def retranslate(self) -> None:
        for part in (self.canvas, self.settings, self.insight, self.bar, self.time_bar):
            part.retranslate()
        if self.snapshot is not None:
            self.render(self.snapshot)
            self.render_text(self.snapshot)

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
            KeyAction(("M",), mark("Hadamard or matrix form"), self.change_form),
            KeyAction(("C",), mark("Copy as NumPy"), self.copy_program),
        )

    def go_on(self) -> None:
        """Go to the next stop; if playing, pause instead."""
        busy = self.simulation is not None and self.simulation.status is Status.RUNNING
        if busy and not self.looks_at_network:
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
        state = self._state
        if not self.looks_at_network:
            self.send(Step(SIMULATION_ID, count))
        elif state is not None:
            self.send(ShowStop(self.simulation_id, max(state.step + count, 0)))

    def play_backwards(self) -> None:
        """Play a linked network backwards; step the page's own example one stop back."""
        if self.looks_at_network:
            super().play_backwards()
        else:
            self.step_back()

    def change_form(self) -> None:
        """Switch BP1 and BP2 between Hadamard and matrix form."""
        state = self._state
        if state is not None and state.editable:
            other = "matrix" if state.settings["form"] == "hadamard" else "hadamard"
            self.send(SetSetting(SIMULATION_ID, "form", other))

    def copy_program(self) -> None:
        """Copy the NumPy program of this stop to the clipboard."""
        state = self._state
        if state is None or not state.program:
            return
        QGuiApplication.clipboard().setText(state.program)
        self._copied = state.program
        self._say_copy(state)

    # --- private --------------------------------------------------------------------------------

    @property
    def _state(self) -> BackpropState | None:
        return None if self.snapshot is None else self._seen(self.snapshot)[1]

    def _seen(
        self, snapshot: Snapshot
    ) -> tuple[SimulationSnapshot | None, BackpropState | None, TrainingView | None]:
        simulation = snapshot.simulation(self.simulation_id)
        payload = simulation.payload if simulation is not None else None
        training = getattr(payload, "training", None)
        state = payload if training is None else getattr(payload, "backprop", None)
        return simulation, state if isinstance(state, BackpropState) else None, training

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
        gap = self.theme.size("gap")
        self._body.setContentsMargins(gap, gap // 2, gap, gap // 2)
        self._body.setSpacing(gap // 2)
        self._row.setSpacing(gap)
        self._column.setSpacing(gap)
        self._top.setSpacing(gap)
        self.next_button.setMinimumWidth(11 * self.theme.size("base"))
        self._bars.setFixedHeight(self.theme.size("transport_height"))
        self.time_bar.setFixedHeight(self.theme.size("transport_height"))

    def _on_changed(self, number: Number, value: float, finished: bool) -> None:
        place = (number.layer, number.neuron, number.source)
        self.send(SetNumber(SIMULATION_ID, number.kind, *place, value, finished))

    def _on_selected(self, layer: int, neuron: int, source: int) -> None:
        self.send(SelectPart(self.simulation_id, layer, neuron, None if source < 0 else source))

    def _on_hovered(self, number: Number | None) -> None:
        self.insight.show_hover(number)
