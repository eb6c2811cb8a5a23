"""The declared settings of training as a form: five of them, or all when unfolded."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.appearance.theme import Theme
from app.appearance.translation import mark
from app.pages.digits.training.data_row import DataRow
from app.pages.digits.words import SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton
from app.widgets.numbers.training_form import TrainingForm
from engine.commands.command import SendCommand
from engine.commands.pages.digits import TrainOn
from engine.simulations.learning.views.state import TrainingView
from engine.training.settings import SETTINGS


class SettingsCard(Card):
    """Form of the settings; every change is sent at once.

    Signals
    -------
    unfolded : (bool)
        Whether all settings are shown.
    """

    unfolded = Signal(bool)

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, mark("Settings"), parent, name="settings_card")
        self.form = TrainingForm(
            send, SIMULATION_ID, SETTINGS, self,
            lockstep="twin_button", more="more_settings_button", columns=2,
        )  # fmt: skip
        self.form.unfolded.connect(self.unfolded)
        self.data_row = DataRow(theme, send, self)
        self.train_on_button = ElidedButton(
            "train_on_button",
            mark("Train on"),
            mark("Go on learning from the weights that are shown; your own run stays as a ghost."),
            role="link",
            act=partial(send, TrainOn(SIMULATION_ID)),
        )
        self.train_on_button.hide()
        self.hold(self.form)
        self.body.addStretch(1)
        self.hold(self.data_row)
        self.add_to_header(self.train_on_button, self.form.lockstep_button, self.form.more_button)

    def render_training(self, training: TrainingView) -> None:
        """Show the data source and all values, except in a field being edited."""
        self.data_row.render_data(training.data)
        self._lock(bool(training.recorded))
        self.form.show_values(training.settings)

    def _lock(self, locked: bool) -> None:
        """Make the settings of a recorded run read-only, and offer to train on from it."""
        if locked == self.train_on_button.isVisibleTo(self):
            return
        self.train_on_button.setVisible(locked)
        self.form.lockstep_button.setVisible(not locked)
        self.data_row.setEnabled(not locked)
        self.form.set_enabled(not locked)
