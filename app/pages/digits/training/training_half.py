"""The training half of the page: board above, selected neuron and settings below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.digits.reading.neuron_panel import NeuronPanel
from app.pages.digits.training.board import Board
from app.pages.digits.training.recorded_menu import RecordedButton
from app.pages.digits.training.settings_card import SettingsCard
from app.widgets.basics.elided import ElidedButton
from engine.commands.command import SendCommand
from engine.simulations.digits.state import DigitsState


class TrainingPanel(QWidget):
    """Board, selected neuron and settings of training.

    Signals
    -------
    fold_asked : ()
        The user folds the training half.
    """

    fold_asked = Signal()

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training_panel")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._theme = theme
        self._lecture = False
        self.board = Board(theme, send, self)
        self.neuron_panel = NeuronPanel(theme, self, name="training_neuron")
        self.settings = SettingsCard(theme, send, self)
        self.fold_button = ElidedButton("fold_training_button", role="link")
        self.fold_button.clicked.connect(self.fold_asked)
        self.recorded_button = RecordedButton("recorded_runs_link", role="link")
        self.board.add_to_header(self.recorded_button)
        self.board.add_to_header(self.fold_button)
        self.settings.unfolded.connect(self._on_unfolded)
        for card in (self.board, self.neuron_panel, self.settings):
            card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.size("gap"))
        self._grid.setColumnStretch(0, 42)
        self._grid.setColumnStretch(1, 58)
        self._place_cards()
        self.retranslate()

    def _place_cards(self) -> None:
        """Lay out the cards; the settings take the whole width while all of them are shown."""
        wide = self.settings.form.is_open
        for card in (self.board, self.neuron_panel, self.settings):
            self._grid.removeWidget(card)
        self._grid.addWidget(self.board, 0, 0, 1, 2)
        if wide:
            self._grid.addWidget(self.settings, 1, 0, 1, 2)
        else:
            self._grid.addWidget(self.neuron_panel, 1, 0)
            self._grid.addWidget(self.settings, 1, 1)
        self.neuron_panel.setVisible(not wide and not self._lecture)
        self.settings.setVisible(not self._lecture)
        self._grid.setRowStretch(0, 4 if wide else 5)
        self._grid.setRowStretch(1, 0 if self._lecture else 5)

    def render_state(self, state: DigitsState) -> None:
        """Show a snapshot."""
        self.settings.render_training(state.training)
        if self.neuron_panel.waiting:
            self.neuron_panel.render_state(state)

    def render_text(self, state: DigitsState) -> None:
        self.board.render_state(state)
        if self.neuron_panel.isVisible():
            self.neuron_panel.render_state(state)

    def set_lecture(self, lecture: bool) -> None:
        self._lecture = lecture
        self.board.set_lecture(lecture)
        self._place_cards()

    def retranslate(self) -> None:
        for card in (self.board, self.neuron_panel, self.settings):
            card.retranslate()
        self.recorded_button.retranslate()
        self.fold_button.say(tr("fold"), tr("Give the stage the room; training goes on (M)."))

    def _on_unfolded(self, unfolded: bool) -> None:
        self._place_cards()
