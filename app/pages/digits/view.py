"""The Digits page: stage at the left, right column, transport bar below."""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.group import Part, Row
from app.page_frame.keys import KeyAction
from app.page_frame.page import Page
from app.pages.digits.deciding import CONTROLS
from app.pages.digits.reading.picture_files import command_of, has_picture
from app.pages.digits.reading.reader_switch import ReaderSwitch
from app.pages.digits.sentence import sentence_for
from app.pages.digits.side import LOOK, RightColumn
from app.pages.digits.stage import Stage
from app.pages.digits.words import SIMULATION_ID
from app.widgets.time.time_bar import TimeBar
from engine.commands.command import Command, SendCommand
from engine.commands.pages.digits import ReaderName, SelectReader
from engine.simulations.digits.state import DigitsState
from engine.snapshots import SimulationSnapshot

LOOKING = (73, 27)
"""Width shares of stage and right column while the training half is folded."""

TRAINING = (60, 40)
"""Width shares while the training half is unfolded."""

TRAINING_IN_LECTURE = (64, 36)


class DigitsPage(Page):
    """Page of a DigitsState: a drawing, the network that reads it, the one in training."""

    state_type = DigitsState
    deciding_controls = CONTROLS

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(send, theme, SIMULATION_ID, parent)
        self._drawn_picture: object = None
        self._opened = False
        self.switch = ReaderSwitch(self)
        self.stage = Stage(theme, send)
        self.side = RightColumn(theme, send)
        play = mark("Train your own network; it then reads the pad (Space).")
        self.time_bar = TimeBar(theme, send, SIMULATION_ID, play)
        self.lay_out(
            Row(
                theme,
                Part(self.stage, self._stage_share),
                Part(self.side, self._side_share, when=self._has_side),
            ),
            time_bar=self.time_bar,
        )
        self.switch.chosen.connect(self._on_reader_chosen)
        self.stage.neuron_selected.connect(self.side.select)
        self.side.face_changed.connect(self._on_face_changed)
        self.time_bar.play_asked.connect(self.side.show_run)

    def _shares(self) -> tuple[int, int]:
        if self.side.face == LOOK:
            return LOOKING
        return TRAINING_IN_LECTURE if self.theme.lecture else TRAINING

    def _stage_share(self) -> int:
        return self._shares()[0]

    def _side_share(self) -> int:
        return self._shares()[1]

    def _has_side(self) -> bool:
        return not (self.theme.lecture and self.side.face == LOOK)

    # --- called by the frame ------------------------------------------------------------------

    @property
    def observed(self) -> frozenset[str]:
        return frozenset({"weights"}) | self.side.watched

    def sentence_for(self, simulation: SimulationSnapshot, state: DigitsState) -> str:
        return sentence_for(simulation, state)

    def render_state(self, simulation: SimulationSnapshot, state: DigitsState) -> None:
        if not self._opened:
            self._opened = True
            if state.source.kind == "none":
                self.stage.begin_opening()
        self.stage.show_state(state, 0 if self.snapshot is None else self.snapshot.generation)
        self.side.render_state(state)
        self.switch.render_state(state)
        if state.picture_version != self._drawn_picture:
            # answers to the pen do not wait for the next refresh of texts
            self._drawn_picture = state.picture_version
            self.say_sentence()

    def title_widget(self) -> QWidget | None:
        return self.switch

    def key_actions(self) -> tuple[KeyAction, ...]:
        pad, board = self.stage.pad_card, self.side.training.board
        return (
            *self.transport_keys(),
            KeyAction(("D",), mark("Go to the drawing pad"), pad.pad.setFocus),
            KeyAction(("C",), mark("Wipe the pad"), pad.pad.clear, pad.has_something),
            KeyAction(("E",), mark("Next test digit"), pad.next_button.click),
            KeyAction(("H",), mark("A hard test digit"), pad.hard_button.click),
            KeyAction(
                ("X",), mark("Another x axis of the curves"), board.change_axis,
                self.side.shows_curves,
            ),
            KeyAction(("M",), mark("Settings and curves of your own network"), self.side.toggle),
        )  # fmt: skip

    def clear_pad(self) -> None:
        """Wipe the pad."""
        self.stage.pad_card.pad.clear()

    def show_next_example(self) -> None:
        """Show the next test digit."""
        self.stage.pad_card.next_button.click()

    def takes(self, data: QMimeData) -> bool:
        return has_picture(data)

    def take(self, data: QMimeData) -> Command | None:
        return command_of(data)

    def toggle_playing(self) -> None:
        """Start training and show it, or pause it."""
        starts = self.simulation is None or not self.simulation.status.started
        super().toggle_playing()
        if starts:
            self.side.show_run()

    # --- handlers -------------------------------------------------------------------------------

    def _on_face_changed(self) -> None:
        self.fold()
        self.observe()

    def _on_reader_chosen(self, reader: ReaderName) -> None:
        self.send(SelectReader(SIMULATION_ID, reader))
