"""The right column of the page: selected neuron, training half or game."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.page_frame.group import Column, Part
from app.pages.digits.game import GamePanel
from app.pages.digits.invitation import TrainingInvitation
from app.pages.digits.reading.neuron_panel import NeuronPanel
from app.pages.digits.training.training_half import TrainingPanel
from app.pages.digits.words import SIMULATION_ID
from app.widgets.networks.network_state import Selection
from engine.commands.command import SendCommand
from engine.commands.edits import Value
from engine.commands.pages.digits import OpenRecorded, StartGame
from engine.simulations.digits.state import DigitsState

LOOK, TRAIN, GAME = range(3)


class RightColumn(Column):
    """Three faces (LOOK, TRAIN, GAME) of one column; only the visible one is drawn.

    Signals
    -------
    face_changed : ()
        Another face is visible, or it needs other fields of the snapshot.

    Attributes
    ----------
    face : int
        LOOK, TRAIN or GAME.
    """

    face_changed = Signal()

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._send = send
        self.face = LOOK
        self.neuron_panel = NeuronPanel(theme)
        self.invitation = TrainingInvitation(theme)
        self.training = TrainingPanel(theme, send)
        self.game = GamePanel(theme, send)
        look = Column(theme, Part(self.neuron_panel, 3), self.invitation)
        faces = (look, self.training, self.game)
        self.lay_out(*(Part(each, 1, when=partial(self._is, n)) for n, each in enumerate(faces)))
        self.invitation.train_asked.connect(self.open_training)
        self.invitation.game_asked.connect(self.open_game)
        for button in (self.invitation.recorded_button, self.training.recorded_button):
            button.chosen.connect(self.open_recorded)
        self.training.fold_asked.connect(self.close_face)
        self.training.board.watched_changed.connect(self.face_changed)
        self.game.left.connect(self.close_face)

    def _is(self, face: int) -> bool:
        return self.face == face

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

    def show_run(self) -> None:
        """Unfold the training half when training begins, unless a game is on."""
        if self.face == LOOK:
            self.open_training()

    def shows_curves(self) -> bool:
        """Return whether the curves of the training half are in front."""
        return self.face == TRAIN and self.training.board.shows_curves

    def close_face(self) -> None:
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

    def _show(self, face: int) -> None:
        if face != self.face:
            self.face = face
            self.fold()
            self.neuron_panel.refresh()
            self.training.neuron_panel.refresh()
            self.face_changed.emit()

    def select(self, selection: Selection) -> None:
        """Select another neuron."""
        self.neuron_panel.select(selection)
        self.training.neuron_panel.select(selection)

    def render_state(self, state: DigitsState) -> None:
        """Show a snapshot."""
        if self.face == LOOK and self.neuron_panel.waiting:
            self.neuron_panel.render_state(state)
        elif self.face == TRAIN:
            self.training.render_state(state)
        self.game.render_game(state.game)

    def render_text(self, state: DigitsState) -> None:
        if self.face == LOOK:
            self.neuron_panel.render_state(state)
        elif self.face == TRAIN:
            self.training.render_text(state)
