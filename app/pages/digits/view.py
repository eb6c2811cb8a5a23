"""The Digits page: stage at the left, right column, transport bar below."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.page import KeyAction, Page
from app.pages.digits.reading.reader_switch import ReaderSwitch
from app.pages.digits.sentence import sentence_for
from app.pages.digits.side import LOOK, RightColumn
from app.pages.digits.stage import Stage
from app.pages.digits.words import SIMULATION_ID
from app.widgets.basics.elided import ElidedLabel
from app.widgets.time.time_bar import TimeBar
from engine.commands.command import SendCommand
from engine.commands.edits import Value
from engine.commands.observation import Observe
from engine.commands.pages.digits import ReaderName, SelectReader
from engine.commands.runs import BranchRun
from engine.simulations.digits.state import DigitsState
from engine.snapshots import SimulationSnapshot, Snapshot

LOOKING = (73, 27)
"""Width shares of stage and right column while the training half is folded."""

TRAINING = (60, 40)
"""Width shares while the training half is unfolded."""

TRAINING_IN_LECTURE = (64, 36)


class DigitsPage(Page):
    """Page of a DigitsState: a drawing, the network that reads it, the one in training."""

    def __init__(self, send: SendCommand, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(send, theme, SIMULATION_ID, parent)
        self.setObjectName("digits_page")
        self._drawn_picture: object = None
        self._opened = False
        self._build()
        self.retranslate()
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _build(self) -> None:
        self.sentence = ElidedLabel("digits_sentence", self)
        self.sentence.setProperty("role", "sentence")
        self.switch = ReaderSwitch(self)
        self.switch.reader_chosen.connect(self._on_reader_chosen)
        self.stage = Stage(self.theme, self.send, self)
        self.side = RightColumn(self.theme, self.send, self)
        play = mark("Train your own network; it then reads the pad (Space).")
        self.time_bar = TimeBar(self.theme, self.send, SIMULATION_ID, play, self)
        self.stage.neuron_selected.connect(self.side.select)
        self.side.face_changed.connect(self._on_face_changed)
        self.time_bar.play_asked.connect(self.side.open_training)
        self._row = QHBoxLayout()
        for part, share in zip((self.stage, self.side), LOOKING, strict=True):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            self._row.addWidget(part, share)
        self._body = QVBoxLayout()
        self._body.addWidget(self.sentence)
        self._body.addLayout(self._row, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._body, 1)
        layout.addWidget(self.time_bar)

    # --- called by the window -----------------------------------------------------------------

    def on_shown(self) -> None:
        self._observe()

    def on_hidden(self) -> None:
        self.send(Observe(SIMULATION_ID))

    def render(self, snapshot: Snapshot) -> None:  # type: ignore[override]
        run, state = self._seen(snapshot)
        if run is None or state is None:
            return
        if not self._opened:
            self._opened = True
            if state.source.kind == "none":
                self.stage.begin_opening()
        self.stage.render_state(state, snapshot.generation)
        self.side.render_state(run, state)
        self.time_bar.render_run(run, state.training)
        self.switch.render_state(state)
        if state.picture_version != self._drawn_picture:
            self._drawn_picture = state.picture_version
            self._say(run, state)

    def render_text(self, snapshot: Snapshot) -> None:
        run, state = self._seen(snapshot)
        if run is None or state is None:
            return
        self._say(run, state)
        self.side.render_text(run, state)
        self.time_bar.render_text(run, state.training)

    def advance(self, elapsed_ms: float) -> None:
        self.stage.advance(elapsed_ms)
        self.side.advance(elapsed_ms)

    def title_widget(self) -> QWidget | None:
        return self.switch

    def set_lecture(self, lecture: bool) -> None:
        self.stage.set_lecture(lecture)
        self.side.set_lecture(lecture)
        self.time_bar.set_lecture(lecture)
        self._on_face_changed()

    def retranslate(self) -> None:
        for part in (self.switch, self.stage, self.side, self.time_bar):
            part.retranslate()
        run, state = self._seen(self.snapshot)
        if run is not None and state is not None:
            self._say(run, state)

    def view_values(self) -> dict[str, Value]:
        return self.side.view_values()

    def show_view(self, values: Mapping[str, object]) -> None:
        self.side.show_view(values)

    def key_actions(self) -> tuple[KeyAction, ...]:
        pad, board = self.stage.pad_card, self.side.training.board
        return (
            *self.transport_keys(),
            KeyAction(("P",), mark("Go to the drawing pad"), pad.pad.setFocus),
            KeyAction(("C",), mark("Wipe the pad"), pad.pad.clear),
            KeyAction(("E",), mark("Next test digit"), pad.next_button.click),
            KeyAction(("H",), mark("A hard test digit"), pad.hard_button.click),
            KeyAction(("G",), mark("Go to an epoch"), self.time_bar.ask_epoch),
            KeyAction(("X",), mark("Another x axis of the curves"), board.change_axis),
            KeyAction(("B",), mark("Branch: go on in a new run from here"), self.branch_here),
            KeyAction(("M",), mark("Settings and curves of your own network"), self.side.toggle),
        )

    def toggle_playing(self) -> None:
        """Start or pause training, and show the training half."""
        super().toggle_playing()
        self.side.open_training()

    def branch_here(self) -> None:
        """Branch: continue in a new run from the step shown."""
        self.send(BranchRun(SIMULATION_ID))

    # --- private --------------------------------------------------------------------------------

    def _seen(
        self, snapshot: Snapshot | None
    ) -> tuple[SimulationSnapshot | None, DigitsState | None]:
        simulation = None if snapshot is None else snapshot.simulation(SIMULATION_ID)
        state = simulation.payload if simulation is not None else None
        return simulation, state if isinstance(state, DigitsState) else None

    def _observe(self) -> None:
        self.send(Observe(SIMULATION_ID, frozenset({"weights"}) | self.side.watched))

    def _say(self, simulation: SimulationSnapshot, state: DigitsState) -> None:
        self.sentence.say(sentence_for(simulation, state))

    # --- handlers -------------------------------------------------------------------------------

    def _on_theme_changed(self) -> None:
        gap = self.theme.size("gap")
        self._body.setContentsMargins(gap, gap // 2, gap, gap)
        self._body.setSpacing(gap // 2)
        self._row.setSpacing(gap)
        self.time_bar.setFixedHeight(self.theme.size("transport_height"))

    def _on_face_changed(self) -> None:
        """Set the width of the right column for its face, and observe the fields it needs."""
        training = TRAINING_IN_LECTURE if self.theme.lecture else TRAINING
        shares = LOOKING if self.side.face == LOOK else training
        folded = self.theme.lecture and self.side.face == LOOK
        self.side.setVisible(not folded)
        for index, share in enumerate(shares):
            self._row.setStretch(index, share)
        self._observe()

    def _on_reader_chosen(self, reader: ReaderName) -> None:
        self.send(SelectReader(SIMULATION_ID, reader))
