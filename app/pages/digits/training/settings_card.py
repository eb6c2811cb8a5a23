"""The declared settings of training as a form: five of them, or all when unfolded."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import tr
from app.pages.digits.training.data_row import DataRow
from app.pages.digits.words import SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton
from app.widgets.numbers.setting_field import SettingField
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting, Value
from engine.commands.pages.digits import TrainOn
from engine.commands.runs import AddLockstepRun
from engine.simulations.learning.setting_edits import DATA, SETTINGS
from engine.simulations.learning.views.state import TrainingView

FIRST_LEVEL = 1


class SettingsCard(Card):
    """Form of the settings; every change is sent at once.

    Signals
    -------
    unfolded : (bool)
        Whether all settings are shown.
    """

    unfolded = Signal(bool)

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setObjectName("settings_card")
        self._send = send
        self._shown: Mapping[str, Value] = {}
        self._open = False
        self.fields = {
            each.name: SettingField(each, self, self._on_changed)
            for each in SETTINGS
            if each.name != DATA.name
        }
        self.data_row = DataRow(theme, send, self)
        self.more_button = ElidedButton("more_settings_button", role="link")
        self.more_button.clicked.connect(self._on_more_clicked)
        self.lockstep_button = ElidedButton("twin_button", role="link")
        self.lockstep_button.setCheckable(True)
        self.train_on_button = ElidedButton("train_on_button", role="link")
        self.train_on_button.clicked.connect(self._on_train_on_clicked)
        self.train_on_button.hide()
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(4)
        self._grid.setHorizontalSpacing(8)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)
        self.body.addWidget(self.data_row)
        self.add_to_header(self.train_on_button)
        self.add_to_header(self.lockstep_button)
        self.add_to_header(self.more_button)
        self._arrange()
        self.retranslate()

    @property
    def is_open(self) -> bool:
        """Whether all settings are shown."""
        return self._open

    def render_training(self, training: TrainingView) -> None:
        """Show the data source and all values, except in a field being edited."""
        self.data_row.render_data(training.data)
        self._lock(bool(training.recorded))
        settings = training.settings
        if settings == self._shown:
            return
        self._shown = dict(settings)
        for name, field in self.fields.items():
            field.show_value(settings[name])

    def _lock(self, locked: bool) -> None:
        """Make the settings of a recorded run read-only, and offer to train on from it."""
        if locked == self.train_on_button.isVisibleTo(self):
            return
        self.train_on_button.setVisible(locked)
        self.lockstep_button.setVisible(not locked)
        self.data_row.setEnabled(not locked)
        for field in self.fields.values():
            field.control.setEnabled(not locked)

    def retranslate(self) -> None:
        self.lockstep_button.say(
            tr("twin"),
            tr("Press it, then change a setting: a copy of the run gets the new value."),
        )
        self.train_on_button.say(
            tr("Train on"),
            tr("Go on learning from the weights that are shown; your own run stays as a ghost."),
        )
        self.set_title(tr("Settings"))
        for field in self.fields.values():
            field.retranslate()
        self.data_row.retranslate()
        self._say_more()

    def _say_more(self) -> None:
        if self._open:
            self.more_button.say(tr("less ▴"), tr("Show the most important settings only."))
        else:
            self.more_button.say(tr("more ▾"), tr("Show all settings."))

    def _arrange(self) -> None:
        """Lay the fields out: five in one column, all of them in two."""
        while self._grid.count():
            self._grid.takeAt(0)
        seen = [f for f in self.fields.values() if self._open or f.setting.level <= FIRST_LEVEL]
        rows = (len(seen) + 1) // 2 if self._open else len(seen)
        for field in self.fields.values():
            field.set_visible(field in seen)
        for place, field in enumerate(seen):
            column, row = divmod(place, rows)
            self._grid.addWidget(field.label, row, 2 * column)
            self._grid.addWidget(field.control, row, 2 * column + 1)
        for column in range(4):
            used = column < 2 or self._open
            self._grid.setColumnStretch(column, (4, 5)[column % 2] if used else 0)

    def _on_more_clicked(self) -> None:
        self._open = not self._open
        self._arrange()
        self._say_more()
        self.unfolded.emit(self._open)

    def _on_train_on_clicked(self) -> None:
        self._send(TrainOn(SIMULATION_ID))

    def _on_changed(self, name: str, value: Value) -> None:
        if not self.lockstep_button.isChecked():
            self._send(SetSetting(SIMULATION_ID, name, value))
            return
        self.lockstep_button.setChecked(False)
        self._send(AddLockstepRun(SIMULATION_ID, name, value))
        # the run itself keeps its value: show it again
        self._shown = {}
