"""The Cost surface page: map and relief, controls and curves at the right.

It shows its own balls on formulas, or the linked view of a network of another page.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, tr
from app.page_frame.group import FOLDED, Column, Part, Row
from app.page_frame.keys import KeyAction
from app.page_frame.page import Page
from app.pages.surface.controls_card import ControlsCard
from app.pages.surface.curves_card import CurvesCard
from app.pages.surface.deciding import CONTROLS
from app.pages.surface.linked_view_card import LinkedViewCard
from app.pages.surface.run_card import RunCard
from app.pages.surface.sentence import network_sentence, sentence_for, waiting_sentence
from app.pages.surface.stage import SurfaceStage
from app.pages.surface.step_card import StepCard
from app.pages.surface.words import SIMULATION_ID
from app.widgets.time.step_bar import Place, StepBar
from app.widgets.time.time_bar import TimeBar
from engine.commands.command import SendCommand
from engine.commands.linked_view import MoveOnSlice
from engine.commands.observation import TurnView
from engine.commands.pages.surface import ClearBalls, DropBall, MoveBall
from engine.simulations.surface.state import SurfaceState
from engine.snapshots import SimulationSnapshot, Snapshot

OWN = frozenset({"pictures", "polling"})
NETWORK = frozenset({"surface"})
"""Observed fields: of the page's own simulation, and of a linked one."""


class SurfacePage(Page):
    """Page that shows a SurfaceState."""

    state_type, view_field = SurfaceState, "surface"
    deciding_controls = CONTROLS

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(send, theme, SIMULATION_ID, parent)
        self.stage = SurfaceStage(theme)
        self.map, self.relief = self.stage.map, self.stage.relief
        self.controls = ControlsCard(theme, send)
        self.step_card, self.curves = StepCard(theme), CurvesCard(theme)
        self.linked_view, self.run_card = LinkedViewCard(theme, send), RunCard(theme)
        self.bar = StepBar(theme, send, SIMULATION_ID, mark("Let the ball roll (Space)."))
        play = mark("Let the network learn (Space).")
        self.time_bar = TimeBar(theme, send, SIMULATION_ID, play)
        own = Column(theme, self.controls, self.step_card, Part(self.curves, 1))
        network = Column(theme, self.linked_view, Part(self.run_card, 1))
        self.lay_out(
            Row(
                theme,
                Part(self.stage, 74),
                Part(own, 26, FOLDED, when=self.looks_at_own),
                Part(network, 26, FOLDED, when=self.looks_at_network),
            ),
            step_bar=self.bar,
            time_bar=self.time_bar,
        )
        self.map.dropped.connect(self._on_dropped)
        self.map.moved.connect(self._on_moved)
        self.relief.turned.connect(self._on_turned)
        self.stage.watched_changed.connect(self.observe)

    @property
    def observed(self) -> frozenset[str]:
        return NETWORK | self.stage.watched if self.looks_at_network() else OWN

    def sentence_for(self, simulation: SimulationSnapshot, state: SurfaceState) -> str:
        if self.training is None:
            return sentence_for(state)
        return network_sentence(state, self.training)

    def waiting_sentence(self, simulation: SimulationSnapshot) -> str:
        training = self.training
        return "" if training is None else waiting_sentence(simulation.status, training)

    def place(self, simulation: SimulationSnapshot, state: SurfaceState) -> Place:
        words = tr("step {step} of {last}", step=state.step, last=state.last_step)
        return Place(state.step, state.last_step, words)

    def render(self, snapshot: Snapshot) -> None:  # type: ignore[override]
        if self.simulation is not None and self.training is not None:
            self.stage.show_network(self.simulation.payload, self.training)
        super().render(snapshot)

    def render_text(self, snapshot: Snapshot) -> None:
        super().render_text(snapshot)
        state, training = self.state, self.training
        if state is not None and state.linked_view is not None and training is not None:
            self.linked_view.render_linked_view(state, state.linked_view, training)
            self.run_card.render_training(training, state.polling)

    def key_actions(self) -> tuple[KeyAction, ...]:
        return (
            *self.transport_keys(),
            KeyAction(("C",), mark("Take all balls away"), self.clear_balls, self.looks_at_own),
        )

    def clear_balls(self) -> None:
        """Remove all balls."""
        self.send(ClearBalls(SIMULATION_ID))

    def _on_dropped(self, x: float, y: float) -> None:
        if self.looks_at_network():
            self.send(MoveOnSlice(self.simulation_id, x, y))
        else:
            self.send(DropBall(SIMULATION_ID, x, y))

    def _on_moved(self, x: float, y: float, finished: bool) -> None:
        if self.looks_at_network():
            self.send(MoveOnSlice(self.simulation_id, x, y, finished=finished))
        else:
            self.send(MoveBall(SIMULATION_ID, x, y, finished=finished))

    def _on_turned(self, turn: float, tilt: float) -> None:
        self.send(TurnView(self.simulation_id, turn, tilt))
