"""Settings card: exhibit, layers, cost, activation, η; unfolded also form, stops, speed."""

from __future__ import annotations

from math import log

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSlider, QWidget

from app.appearance.theme import Theme
from app.appearance.translation import significant, tr
from app.pages.backprop.words import SIMULATION_ID
from app.widgets.basics.card import Card
from app.widgets.basics.elided import ElidedButton, ElidedLabel
from app.widgets.numbers.setting_field import SettingField
from engine.commands.command import SendCommand
from engine.commands.edits import SetSetting, Value
from engine.simulations.backprop.scene import SETTINGS
from engine.simulations.backprop.state import BackpropState

LEAST_ETA, MOST_ETA = 0.001, 100.0
NOTCHES = 200
FIRST = ("exhibit", "layers", "cost", "activation")
LATER = ("form", "stops", "speed")


class SettingsCard(Card):
    """Card of the page's settings; every change is sent at once.

    Signals
    -------
    unfolded : (bool)
    """

    unfolded = Signal(bool)

    def __init__(self, theme: Theme, send: SendCommand, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setObjectName("backprop_settings")
        self._send = send
        self._open = False
        self.more_button = ElidedButton("backprop_more_button", role="link")
        self.more_button.clicked.connect(self._on_more_clicked)
        self.add_to_header(self.more_button)
        self.fields = {
            setting.name: SettingField(setting, self, self._on_changed)
            for setting in SETTINGS
            if setting.name in FIRST + LATER
        }
        self.eta_label = ElidedLabel("backprop_eta_text", self)
        self.eta_slider = QSlider(Qt.Orientation.Horizontal, self)
        self.eta_slider.setObjectName("backprop_eta_slider")
        self.eta_slider.setRange(0, NOTCHES)
        self.eta_slider.valueChanged.connect(self._on_eta_changed)
        self._grid = QGridLayout()
        self._grid.setVerticalSpacing(4)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)
        self._arrange()
        self.retranslate()

    def render_state(self, state: BackpropState) -> None:
        """Show the settings, except on a slider that is being dragged."""
        for name, field in self.fields.items():
            if name in state.settings:
                field.show_value(state.settings[name])
        eta = float(state.settings["eta"])
        notch = notch_of(eta)
        if not self.eta_slider.isSliderDown() and self.eta_slider.value() != notch:
            self.eta_slider.blockSignals(True)
            self.eta_slider.setValue(notch)
            self.eta_slider.blockSignals(False)
        self.eta_label.say(tr("η = {eta}", eta=significant(eta, 4)))
        for control in (*(field.control for field in self.fields.values()), self.eta_slider):
            control.setEnabled(state.editable)

    def retranslate(self) -> None:
        self.set_title(tr("Network and example"))
        for field in self.fields.values():
            field.retranslate()
        words = tr("Learning rate η: how far the update follows −∇C.")
        self.eta_slider.setToolTip(words)
        self.eta_slider.setAccessibleName(words)
        if self._open:
            self.more_button.say(tr("less ▴"), tr("Show the most important settings only."))
        else:
            self.more_button.say(tr("more ▾"), tr("Show all settings."))

    def _arrange(self) -> None:
        while self._grid.count():
            self._grid.takeAt(0)
        rows = [name for name in self.fields if self._open or name in FIRST]
        for name, field in self.fields.items():
            field.set_visible(name in rows)
        place = 0
        for name in rows:
            self._grid.addWidget(self.fields[name].label, place, 0)
            self._grid.addWidget(self.fields[name].control, place, 1)
            place += 1
            if name == FIRST[-1]:
                self._grid.addWidget(self.eta_label, place, 0)
                self._grid.addWidget(self.eta_slider, place, 1)
                place += 1
        self._grid.setColumnStretch(0, 4)
        self._grid.setColumnStretch(1, 5)

    # --- handlers -------------------------------------------------------------------------------

    def _on_more_clicked(self) -> None:
        self._open = not self._open
        self._arrange()
        self.retranslate()
        self.unfolded.emit(self._open)

    def _on_changed(self, name: str, value: Value) -> None:
        self._send(SetSetting(SIMULATION_ID, name, value))

    def _on_eta_changed(self, notch: int) -> None:
        self._send(SetSetting(SIMULATION_ID, "eta", eta_of(notch)))


def eta_of(notch: int) -> float:
    """Return the learning rate of a notch, to two significant digits."""
    eta = LEAST_ETA * (MOST_ETA / LEAST_ETA) ** (notch / NOTCHES)
    return float(f"{eta:.2g}")


def notch_of(eta: float) -> int:
    """Return the notch of a learning rate, clamped to the ends of the slider."""
    share = log(max(eta, LEAST_ETA) / LEAST_ETA) / log(MOST_ETA / LEAST_ETA)
    return round(NOTCHES * min(share, 1.0))
