"""The Universality page: the workshop of one input, and the station of two inputs."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark, number, tr
from app.page_frame.keys import KeyAction
from app.page_frame.station_page import StationPage
from app.pages.universality.deciding import CONTROLS
from app.pages.universality.two_inputs.station import TwoInputsStation
from app.pages.universality.words import SIMULATION_ID, STATIONS
from app.pages.universality.workshop import Workshop
from app.widgets.time.step_bar import Place
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting
from engine.simulations.universality.state import UniversalityState
from engine.snapshots import SimulationSnapshot


class UniversalityPage(StationPage):
    """Page that shows a UniversalityState."""

    state_type = UniversalityState
    deciding_controls = CONTROLS

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        play = mark("Let descent take over (Space).")
        super().__init__(send, theme, SIMULATION_ID, STATIONS, play, parent)
        self.workshop = Workshop(theme, send)
        self.two_inputs = TwoInputsStation(theme, send)
        self.put_on_stage(
            {name: self.two_inputs if name == "plane" else self.workshop for name in STATIONS}
        )
        self.workshop.said.connect(self.say_sentence)

    def place(self, simulation: SimulationSnapshot, state: UniversalityState) -> Place:
        fit, curve = state.fit, state.curve
        last = 0 if fit is None else fit.last_step
        if fit is None or curve is None:
            by_hand = state.settings["station"] == "function"
            return Place(simulation.step, last, tr("built by hand") if by_hand else "")
        words = tr("epoch {epoch} · deviation {deviation}",
                   epoch=fit.step, deviation=number(curve.deviation, 3))  # fmt: skip
        return Place(simulation.step, last, words)

    def key_actions(self) -> tuple[KeyAction, ...]:
        return (
            *super().key_actions(),
            KeyAction(
                ("D",), mark("Draw the target"), self.workshop.draw_target, self.workshop.draws
            ),
            KeyAction(
                ("+", "="),
                mark("One bump more"),
                self.workshop.score.add_bump,
                self.workshop.counts_bumps,
            ),
            KeyAction(
                ("-",),
                mark("One bump less"),
                self.workshop.score.remove_bump,
                self.workshop.counts_bumps,
            ),
            KeyAction(
                ("W",), mark("Simplified or real numbers"), self.toggle_form, self._in_workshop
            ),
        )

    def _in_workshop(self) -> bool:
        return self.stack.currentWidget() is self.workshop

    def toggle_form(self) -> None:
        """Switch between steps and heights, and real weights and biases."""
        simulation = self.simulation
        state = simulation.payload if simulation is not None else None
        if isinstance(state, UniversalityState):
            simple = state.settings["form"] == "simple"
            self.send(SetSetting(SIMULATION_ID, "form", "real" if simple else "simple"))
