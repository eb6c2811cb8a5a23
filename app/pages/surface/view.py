"""The Cost surface page: map and relief, controls and curves at the right.

It shows its own balls on formulas, or the linked view of a network of another page.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.page_frame.page import KeyAction, Page
from app.pages.surface.controls_card import ControlsCard
from app.pages.surface.curves_card import CurvesCard
from app.pages.surface.network_side import NetworkSide
from app.pages.surface.sentence import network_sentence, sentence_for, waiting_sentence
from app.pages.surface.stage import SurfaceStage
from app.pages.surface.step_card import StepCard
from app.pages.surface.words import SIMULATION_ID
from app.widgets.basics.elided import ElidedLabel
from app.widgets.time.step_bar import StepBar
from app.widgets.time.time_bar import TimeBar
from engine.commands.command import SendCommand
from engine.commands.edits import Value
from engine.commands.linked_view import MoveOnSlice
from engine.commands.observation import Observe
from engine.commands.pages.surface import ClearBalls, DropBall, MoveBall, TurnView
from engine.simulations.learning.views.state import TrainingView
from engine.simulations.surface.state import SurfaceState
from engine.snapshots import SimulationSnapshot, Snapshot

SHARES = (74, 26)
OWN = frozenset({"pictures", "polling"})
NETWORK = frozenset({"surface"})
"""Observed fields: of the page's own simulation, and of a linked one."""


class SurfacePage(Page):
    """Page that shows a SurfaceState."""

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(send, theme, SIMULATION_ID, parent)
        self.setObjectName("surface_page")
        self._visible = False
        self._build()
        self._lay_out()
        self.retranslate()
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _build(self) -> None:
        self.sentence = ElidedLabel("surface_sentence", self)
        self.sentence.setProperty("role", "sentence")
        self.stage = SurfaceStage(self.theme, self)
        self.map, self.relief = self.stage.map, self.stage.relief
        self.controls = ControlsCard(self.theme, self.send, self)
        self.step_card = StepCard(self.theme, self)
        self.curves = CurvesCard(self.theme, self)
        self.network_side = NetworkSide(self.theme, self.send, self)
        self.bar = StepBar(
            self.theme, self.send, SIMULATION_ID, mark("Let the ball roll (Space)."), self
        )
        play = mark("Let the network learn (Space).")
        self.time_bar = TimeBar(self.theme, self.send, SIMULATION_ID, play, self)
        self.map.dropped.connect(self._on_dropped)
        self.map.moved.connect(self._on_moved)
        self.relief.turned.connect(self._on_turned)
        self.stage.watched_changed.connect(self._observe)

    def _lay_out(self) -> None:
        own = QWidget(self)
        self._column = QVBoxLayout(own)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.controls)
        self._column.addWidget(self.step_card)
        self._column.addWidget(self.curves, 1)
        self.side, self._bars = QWidget(self), QWidget(self)
        self._sides, self._transport = QStackedLayout(self.side), QStackedLayout(self._bars)
        for stack, parts in (
            (self._sides, (own, self.network_side)),
            (self._transport, (self.bar, self.time_bar)),
        ):
            for part in parts:
                stack.addWidget(part)
        self._row = QHBoxLayout()
        for wide, share in zip((self.stage, self.side), SHARES, strict=True):
            wide.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            self._row.addWidget(wide, share)
        self._body = QVBoxLayout()
        self._body.addWidget(self.sentence)
        self._body.addLayout(self._row, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._body, 1)
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
        self.network_side.linked_view.follow(simulation_id)
        self._sides.setCurrentIndex(int(self.looks_at_network))
        self._transport.setCurrentIndex(int(self.looks_at_network))
        self.stage.look_at_network(self.looks_at_network)
        self._say_map()
        self._observe()

    def _observe(self) -> None:
        if self._visible:
            watched = NETWORK | self.stage.watched if self.looks_at_network else OWN
            self.send(Observe(self.simulation_id, watched))

    # --- called by the frame ------------------------------------------------------------------

    def on_shown(self) -> None:
        self._visible = True
        self._observe()

    def on_hidden(self) -> None:
        self._visible = False
        self.send(Observe(self.simulation_id))

    def render(self, snapshot: Snapshot) -> None:  # type: ignore[override]
        run, state, training = self._seen(snapshot)
        if run is None:
            return
        if training is not None:
            self.time_bar.render_run(run, training)
            self.stage.show_network(run.payload)
        if state is None:
            return
        self.map.show_state(state)
        self.relief.show_picture(state.relief, state.turn, state.tilt)
        if training is None:
            self.controls.render_state(state)
            words = tr("step {step} of {last}", step=state.step, last=state.last_step)
            self.bar.render_place(run.status, state.step, state.last_step, words)

    def render_text(self, snapshot: Snapshot) -> None:
        run, state, training = self._seen(snapshot)
        if run is None:
            return
        if training is not None:
            self.time_bar.render_text(run, training)
        if state is None:
            if training is not None:
                self.sentence.say(waiting_sentence(run.status, training))
            return
        if training is not None:
            self.sentence.say(network_sentence(state, training))
            self.network_side.render_text(state, training)
        else:
            self.sentence.say(sentence_for(state))
            self.step_card.render_state(state)
            self.curves.render_state(state)
        layers = "" if training is None else str(training.settings["layers"])
        self.stage.say(state, layers)

    def set_lecture(self, lecture: bool) -> None:
        self.side.setVisible(not lecture)
        self.time_bar.set_lecture(lecture)

    def retranslate(self) -> None:
        for part in (
            self.controls,
            self.step_card,
            self.curves,
            self.stage,
            self.network_side,
            self.bar,
            self.time_bar,
        ):
            part.retranslate()
        self._say_map()
        if self.snapshot is not None:
            self.render(self.snapshot)
            self.render_text(self.snapshot)

    def _say_map(self) -> None:
        words = tr("Click to drop a ball; drag the newest one.")
        if self.looks_at_network:
            words = tr("Drag the ball: the network gets the weights that lie there.")
        self.map.setToolTip(words)
        self.map.setAccessibleName(words)

    def view_values(self) -> dict[str, Value]:
        return self.stage.view_values()

    def show_view(self, values: Mapping[str, object]) -> None:
        self.stage.show_view(values)

    def key_actions(self) -> tuple[KeyAction, ...]:
        return (
            *self.transport_keys(),
            KeyAction(("C",), mark("Take all balls away"), self.clear_balls),
        )

    def play_backwards(self) -> None:
        """Play a linked network backwards; step the page's own balls back once."""
        if self.looks_at_network:
            super().play_backwards()
        else:
            self.step_back()

    def clear_balls(self) -> None:
        """Remove all balls."""
        if not self.looks_at_network:
            self.send(ClearBalls(SIMULATION_ID))

    # --- private --------------------------------------------------------------------------------

    def _seen(
        self, snapshot: Snapshot
    ) -> tuple[SimulationSnapshot | None, SurfaceState | None, TrainingView | None]:
        simulation = snapshot.simulation(self.simulation_id)
        payload = simulation.payload if simulation is not None else None
        training = getattr(payload, "training", None)
        state = getattr(payload, "surface", None) if training is not None else payload
        return simulation, state if isinstance(state, SurfaceState) else None, training

    def _on_theme_changed(self) -> None:
        gap = self.theme.size("gap")
        self._body.setContentsMargins(gap, gap // 2, gap, gap)
        self._body.setSpacing(gap // 2)
        self._row.setSpacing(gap)
        self._column.setSpacing(gap)
        self._bars.setFixedHeight(self.theme.size("transport_height"))
        self.time_bar.setFixedHeight(self.theme.size("transport_height"))

    def _on_dropped(self, x: float, y: float) -> None:
        if self.looks_at_network:
            self.send(MoveOnSlice(self.simulation_id, x, y))
        else:
            self.send(DropBall(SIMULATION_ID, x, y))

    def _on_moved(self, x: float, y: float, finished: bool) -> None:
        if self.looks_at_network:
            self.send(MoveOnSlice(self.simulation_id, x, y, finished))
        else:
            self.send(MoveBall(SIMULATION_ID, x, y, finished))

    def _on_turned(self, turn: float, tilt: float) -> None:
        self.send(TurnView(self.simulation_id, turn, tilt))
