"""The right column of the page: selected neuron, training half or game."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.appearance.theme import Theme
from app.pages.digits.game import GamePanel
from app.pages.digits.invitation import TrainingInvitation
from app.pages.digits.reading.neuron_panel import NeuronPanel
from app.pages.digits.stage import column
from app.pages.digits.training.training_half import TrainingPanel
from app.pages.digits.words import SIMULATION_ID
from app.widgets.networks.network_state import Selection
from engine.commands.command import SendCommand
from engine.commands.edits import Value
from engine.commands.pages.digits import OpenRecorded, StartGame
from engine.simulations.digits.state import DigitsState
from engine.snapshots import SimulationSnapshot

LOOK, TRAIN, GAME = range(3)


class RightColumn(QWidget):
    """Three faces (LOOK, TRAIN, GAME) of one column; only the visible one is drawn.

    Signals
    -------
    face_changed : ()
        Another face is visible, or it needs other fields of the snapshot.
    """

    face_changed = Signal()

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._send = send
        self.neuron_panel = NeuronPanel(theme, self)
        self.invitation = TrainingInvitation(theme, self)
        self.training = TrainingPanel(theme, send, self)
        self.game = GamePanel(theme, send, self)
        look = column(self.neuron_panel, self.invitation, stretches=(3, 0), gap=theme.size("gap"))
        self.stack = QStackedLayout(self)
        self.stack.setContentsMargins(0, 0, 0, 0)
        for face in (look, self.training, self.game):
            self.stack.addWidget(face)
        self.invitation.train_asked.connect(self.open_training)
        self.invitation.game_asked.connect(self.open_game)
        for button in (self.invitation.recorded_button, self.training.recorded_button):
            button.chosen.connect(self.open_recorded)
        self.training.fold_asked.connect(self.fold)
        self.training.board.watched_changed.connect(self.face_changed)
        self.game.left.connect(self.fold)

    @property
    def face(self) -> int:
        """LOOK, TRAIN or GAME."""
        return self.stack.currentIndex()

    @property
    def watched(self) -> frozenset[str]:
        """Fields of the snapshot that the visible face needs, as in `Observe`."""
        return self.training.board.watched if self.face == TRAIN else frozenset()

    def open_training(self) -> None:
        """Unfold the training half."""
        self._show(TRAIN)

    def open_recorded(self, name: str) -> None:
        """Open a recorded run and show its curves."""
        self._send(OpenRecorded(SIMULATION_ID, name))
        self._show(TRAIN)

    def open_game(self) -> None:
        """Start a game."""
        self._send(StartGame(SIMULATION_ID))
        self._show(GAME)
        self.game.setFocus()

    def fold(self) -> None:
        """Fold the training half or the game."""
        self._show(LOOK)

    def toggle(self) -> None:
        """Unfold the training half, or fold it."""
        self._show(LOOK if self.face == TRAIN else TRAIN)

    def view_values(self) -> dict[str, Value]:
        return {"training": self.face == TRAIN, **self.training.board.view_values()}

    def show_view(self, values: Mapping[str, object]) -> None:
        self._show(TRAIN if values.get("training") is True else LOOK)
        self.training.board.show_view(values)

    def minimumSizeHint(self) -> QSize:
        seen = self.stack.currentWidget()
        return super().minimumSizeHint() if seen is None else seen.minimumSizeHint()

    def _show(self, face: int) -> None:
        if face != self.face:
            self.stack.setCurrentIndex(face)
            self.updateGeometry()
            self.neuron_panel.refresh()
            self.training.neuron_panel.refresh()
            self.face_changed.emit()

    def select(self, selection: Selection) -> None:
        """Select another neuron."""
        self.neuron_panel.select(selection)
        self.training.neuron_panel.select(selection)

    def render_state(self, simulation: SimulationSnapshot, state: DigitsState) -> None:
        """Show a snapshot."""
        if self.face == LOOK and self.neuron_panel.waiting:
            self.neuron_panel.render_state(state)
        elif self.face == TRAIN:
            self.training.render_state(state)
        self.game.render_game(state.game)

    def render_text(self, simulation: SimulationSnapshot, state: DigitsState) -> None:
        if self.face == LOOK:
            self.neuron_panel.render_state(state)
        elif self.face == TRAIN:
            self.training.render_text(state)

    def advance(self, elapsed_ms: float) -> None:
        self.game.advance(elapsed_ms)

    def set_lecture(self, lecture: bool) -> None:
        self.training.set_lecture(lecture)

    def retranslate(self) -> None:
        for part in (self.neuron_panel, self.invitation, self.training, self.game):
            part.retranslate()
