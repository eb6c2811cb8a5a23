"""The training half of the page: board above, selected neuron and settings below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.page_frame.group import FOLDED, Column, Part, Row
from app.pages.digits.reading.neuron_panel import NeuronPanel
from app.pages.digits.training.board import Board
from app.pages.digits.training.recorded_menu import RecordedButton
from app.pages.digits.training.settings_card import SettingsCard
from app.widgets.basics.elided import ElidedButton
from engine.commands.command import SendCommand
from engine.simulations.digits.state import DigitsState


class TrainingPanel(Column):
    """Board, selected neuron and settings of training.

    Signals
    -------
    fold_asked : ()
        The user folds the training half.
    """

    fold_asked = Signal()

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.setObjectName("training_panel")
        self.board = Board(theme, send)
        self.neuron_panel = NeuronPanel(theme, name="training_neuron")
        self.settings = SettingsCard(theme, send)
        self.fold_button = ElidedButton(
            "fold_training_button",
            mark("fold"),
            mark("Give the stage the room; training goes on (M)."),
            role="link",
            act=self.fold_asked.emit,
        )
        self.recorded_button = RecordedButton("recorded_runs_link", role="link")
        self.board.add_to_header(self.recorded_button, self.fold_button)
        self.settings.unfolded.connect(self.fold)
        # unfolded settings take the whole width
        neuron = Part(self.neuron_panel, 42, when=self._has_room)
        cards = Row(theme, neuron, Part(self.settings, 58))
        self.lay_out(Part(self.board, self._board_share), Part(cards, 5, FOLDED))

    def _has_room(self) -> bool:
        return not self.settings.form.is_open

    def _board_share(self) -> int:
        return 4 if self.settings.form.is_open else 5

    def render_state(self, state: DigitsState) -> None:
        """Show a snapshot."""
        self.settings.render_training(state.training)
        if self.neuron_panel.waiting:
            self.neuron_panel.render_state(state)

    def render_text(self, state: DigitsState) -> None:
        self.board.render_state(state)
        if self.neuron_panel.isVisible():
            self.neuron_panel.render_state(state)
